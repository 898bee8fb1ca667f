/** All notes, by reading or one by one, with a search over everything in them. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import { keysWith, type OwnKeys } from '../core/own-keys.ts';
import { readNoteLink } from '../core/note-link.ts';
import { isRanked, parseQuery } from '../core/search/query.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { commandFor } from '../ui/pressed-chord.ts';
import { Segments } from '../ui/segments.tsx';
import { TextField } from '../ui/text-field.tsx';
import { GatheredExport } from './gathered-export.tsx';
import { LinkLine } from './link-line.tsx';
import { BulkBar } from './list/bulk-bar.tsx';
import { FilterSelects } from './list/filter-selects.tsx';
import { NoteList } from './list/note-list.tsx';
import { ReadingList } from './list/reading-list.tsx';
import { SavedSearches } from './list/saved-searches.tsx';
import { problemInWords, SearchHelp } from './list/search-help.tsx';
import { NOTHING } from './list/selection.ts';
import { type Say, useBulk } from './list/use-bulk.ts';
import { useChoices } from './list/use-choices.ts';
import { useSearch } from './list/use-search.ts';
import type { ViewProps } from './ports.ts';
import './list/list.css';

type Props = ViewProps & {
  /** Kept outside, so that it is there again when the reader comes back. */
  query: string;
  onQuery: (query: string) => void;
  withMuted: boolean;
  say: Say;
};

type Shown = 'readings' | 'notes';

export function NotesView({ library, ports, query, onQuery, withMuted, say }: Props) {
  const { answer, progress, isFailed } = useSearch(ports.catalog, query, withMuted);
  const choices = useChoices(ports.catalog, withMuted, answer !== null && progress === null);
  const [chosen, setChosen] = useState<Shown | null>(null);
  const [selection, setSelection] = useState(NOTHING);
  const selected = useMemo(() => [...selection.ids], [selection]);
  const bulk = useBulk(ports, withMuted, say);
  const field = useRef<HTMLInputElement>(null);
  const keys = useMemo(() => keysWith(library.ownKeys), [library.ownKeys]);
  useLayoutEffect(() => focusByKey(keys, field), [keys]);
  // Another search, another list.
  useEffect(() => setSelection(NOTHING), [query]);
  const isLink = readNoteLink(query) !== null;
  const shown: Shown = chosen ?? (isRanked(parseQuery(query)) ? 'notes' : 'readings');
  if (answer === null && !isFailed) return <h1>{t('libraryNotes')}</h1>;
  if (answer?.of === '' && query === '' && answer.notes === 0 && progress === null) return <NoNotes />;

  const go = async ({ id, target }: Note): Promise<void> => {
    const outcome = await ports.call('note.open', { id });
    if (!outcome.ok) say(t('noteNowhere', target.source));
  };
  const selectAll = async (): Promise<void> => {
    if (!answer) return;
    const ids = await ports.catalog.ask('ids', { search: answer.search, from: 0, to: answer.notes });
    setSelection({ ids: new Set(ids), anchor: null });
  };
  return (
    <>
      <h1>{t('libraryNotes')}</h1>
      <search class="search">
        <TextField
          ref={field}
          label={t('librarySearch')}
          type="search"
          value={query}
          onValue={onQuery}
          autocomplete="off"
          spellcheck={false}
          aria-keyshortcuts={keys.find ?? undefined}
        />
        <FilterSelects query={query} onQuery={onQuery} groups={library.groups} choices={choices} />
        <SearchHelp />
        <SavedSearches searches={library.searches} query={query} onQuery={onQuery} ports={ports} say={say} />
      </search>
      {isFailed && <Notice tone="error">{t('searchFailed')}</Notice>}
      {answer?.problems.map((problem) => (
        <Notice key={`${problem.code} ${problem.words}`} tone="warn">
          {problemInWords(problem)}
        </Notice>
      ))}
      <div class="list-head">
        <p class="soft" role="status">
          {t('libraryFound', number(answer?.notes ?? 0), number(answer?.readings ?? 0))}
          {progress && (
            <span class="list-growing">{t('searchGrowing', number(progress.done), number(progress.of))}</span>
          )}
        </p>
        {answer && answer.notes > 0 && (
          <FoundExport
            search={answer.search}
            count={answer.notes}
            ports={ports}
            withMuted={withMuted}
            unplaced={library.unplaced}
          />
        )}
        <Segments
          label={t('listAs')}
          value={shown}
          options={[
            { value: 'readings', label: t('listReadings') },
            { value: 'notes', label: t('libraryNotes') },
          ]}
          onChoose={setChosen}
        />
      </div>
      {isLink && <LinkLine key={query} link={query} ports={ports} />}
      {answer?.notes === 0 && !isLink && progress === null && (
        <EmptyState icon="question" title={t('libraryNothingFound')}>
          {t('libraryNothingFoundHint')}
        </EmptyState>
      )}
      {answer && answer.notes > 0 && shown === 'readings' && <ReadingList answer={answer} ports={ports} keys={keys} />}
      {answer && answer.notes > 0 && shown === 'notes' && (
        <NoteList
          answer={answer}
          ports={ports}
          keys={keys}
          withMuted={withMuted}
          selection={selection}
          onSelection={setSelection}
          onGo={(note) => void go(note)}
        />
      )}
      {(selection.ids.size > 0 || bulk.progress !== null || bulk.failed !== null) && (
        <BulkBar
          ids={selected}
          of={answer?.notes ?? 0}
          selectAll={() => void selectAll()}
          clear={() => setSelection(NOTHING)}
          library={library}
          ports={ports}
          bulk={bulk}
          knownTags={choices.tags.map(({ words }) => words)}
        />
      )}
    </>
  );
}

function FoundExport({
  search,
  count,
  ...props
}: Pick<Props, 'ports' | 'withMuted'> & Pick<Props['library'], 'unplaced'> & { search: number; count: number }) {
  const { ask } = props.ports.catalog;
  const ids = useCallback(() => ask('ids', { search, from: 0, to: count }), [ask, search, count]);
  return <GatheredExport title={t('libraryAll')} ids={ids} {...props} />;
}

/** A key leads to the search from anywhere on the page. */
function focusByKey(keys: OwnKeys, field: { current: HTMLInputElement | null }): () => void {
  const life = new AbortController();
  addEventListener(
    'keydown',
    (event) => {
      if (commandFor(event, keys) !== 'find') return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    },
    { signal: life.signal },
  );
  return () => life.abort();
}

function NoNotes() {
  return (
    <EmptyState
      title={t('libraryEmpty')}
      action={
        <a class="button button-primary" href="#welcome">
          {t('libraryEmptyGo')}
        </a>
      }
    >
      {t('libraryEmptyHint')}
    </EmptyState>
  );
}
