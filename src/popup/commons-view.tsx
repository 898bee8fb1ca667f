/** The notes of the page in front and what there is beside it, as far as the filter lets it through. */
import { useMemo } from 'preact/hooks';
import { choicesIn, type Filter, isNarrow, NO_FILTER } from '../core/finding.ts';
import type { Note } from '../core/note.ts';
import { number } from '../platform/formats.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import type { Commons } from '../store/read-commons.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { MutedLine } from '../ui/muted-line.tsx';
import type { Mute } from '../ui/mute-choice.tsx';
import { FilterBar } from './filter-bar.tsx';
import { PageList } from './page-list.tsx';
import { countIn, pagesInShort, passagesHere } from './passages.ts';
import { PassageList } from './passage-list.tsx';
import { Section } from './section.tsx';
import './commons.css';

export type Choosing = {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** Notes of muted people are shown. */
  withMuted: boolean;
  onWithMuted: (shown: boolean) => void;
  onMute: Mute;
};

type Props = Choosing & {
  /** Of the page in front. */
  notes: readonly Note[];
  /** How many more there are by muted people. */
  muted: number;
  conversation: Conversation;
  commons: Commons | null;
  /** What is said where there is nothing on this page; null where something else is said already. */
  empty: 'nobody' | 'coming' | null;
  /** That leads to the filter; null: none does. */
  findKey: string | null;
  /** Null where there is no margin to open. */
  onNote: ((note: string) => void) | null;
  onPage: (address: string) => void;
};

export function CommonsView(props: Props) {
  const { notes, conversation, commons, filter, onFilter, withMuted, onWithMuted, onMute, onNote, onPage } = props;
  const pages = useMemo(() => [...(commons?.elsewhere ?? []), ...(commons?.now ?? [])], [commons]);
  const everything = useMemo(() => [...notes, ...pages.flatMap((page) => page.notes)], [notes, pages]);
  const choices = useMemo(() => choicesIn(everything), [everything]);
  const here = useMemo(() => passagesHere(notes, filter), [notes, filter]);
  const elsewhere = useMemo(() => pagesInShort(commons?.elsewhere ?? [], filter), [commons, filter]);
  const now = useMemo(() => pagesInShort(commons?.now ?? [], filter), [commons, filter]);
  const [open, rest] = [countIn(here.open), countIn(here.rest)];
  // An open question may have been talked about already: what was said is not counted as a question.
  const questions = here.open.reduce((sum, { threads }) => sum + threads.length, 0);
  const narrow = isNarrow(filter);
  const found = open + rest + [...elsewhere, ...now].reduce((sum, page) => sum + page.notes, 0);
  const all = everything.filter(({ muted }) => muted !== 'hidden').length;
  const site = commons?.site ?? null;
  const legend = conversation.groups.find(({ id }) => id === conversation.writeTo)?.legend ?? {};
  const canOpen = String(onNote !== null);
  return (
    <>
      {all > 1 && <FilterBar {...{ filter, onFilter, choices, legend, found, all }} findKey={props.findKey} />}
      {here.open.length > 0 && (
        <Section title={t('findUnanswered')} count={number(questions)} icon="question" asks>
          <PassageList key={canOpen} passages={here.open} label={t('findUnanswered')} onOpen={onNote} onMute={onMute} />
        </Section>
      )}
      {here.rest.length > 0 && (
        <Section title={t('popupHere')} count={plural('notes', rest)}>
          <PassageList
            key={canOpen}
            passages={here.rest}
            label={t('popupNotes')}
            onOpen={onNote}
            onMute={onMute}
            above={here.open.length}
          />
        </Section>
      )}
      {notes.length === 0 && props.empty === 'nobody' && (
        <EmptyState title={t('popupEmpty')}>{t('popupEmptyHint')}</EmptyState>
      )}
      {notes.length === 0 && props.empty === 'coming' && (
        <EmptyState icon="clock" title={t('comingTitle')}>
          {t('comingHint')}
        </EmptyState>
      )}
      {narrow && commons && found === 0 && (
        <EmptyState
          icon="search"
          title={t('popupFilterNothing')}
          action={<Button onClick={() => onFilter(NO_FILTER)}>{t('findClear')}</Button>}
        >
          {t('popupFilterNothingHint')}
        </EmptyState>
      )}
      {site !== null && !(narrow && elsewhere.length === 0) && (
        <Section title={t('popupElsewhere', site)} count={countOf(elsewhere.length)}>
          <PageList pages={elsewhere} site={site} none={t('popupElsewhereEmpty')} onOpen={onPage} />
        </Section>
      )}
      {commons && !(narrow && now.length === 0) && (
        <Section title={t('popupNow')} count={countOf(now.length)}>
          <PageList pages={now} site={null} none={t('popupNowEmpty')} onOpen={onPage} />
        </Section>
      )}
      <MutedLine count={props.muted + (commons?.muted ?? 0)} shown={withMuted} onShow={onWithMuted} />
    </>
  );
}

function countOf(pages: number): string | undefined {
  return pages === 0 ? undefined : plural('pages', pages);
}
