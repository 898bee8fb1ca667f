/** Other pages with notes: each says how much is there, what was said last, and opens in a tab. */
import { useState } from 'preact/hooks';
import { documentKey } from '../core/document.ts';
import { siteOf } from '../core/document/site.ts';
import { number } from '../platform/formats.ts';
import { plural, t } from '../platform/i18n.ts';
import type { PageOfNotes } from '../store/read-commons.ts';
import { authorName } from '../ui/author-name.ts';
import { Button } from '../ui/button.tsx';
import { QuestionChip } from '../ui/question-chip.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { FirstWords } from './first-words.tsx';
import type { PageInShort } from './passages.ts';

/** Shown until more are asked for. */
const FIRST = 4;
const WORDS = 140;

type Props = {
  pages: readonly PageInShort<PageOfNotes>[];
  /** The site that is named above them; others are named. */
  site: string | null;
  /** Said where there are none. */
  none: string;
  onOpen: (address: string) => void;
};

export function PageList({ pages, site, none, onOpen }: Props) {
  const [all, setAll] = useState(false);
  if (pages.length === 0) return <p class="part-none soft">{none}</p>;
  const shown = all ? pages : pages.slice(0, FIRST);
  return (
    <>
      <ul class="pages">
        {shown.map((one) => (
          <li key={one.page.keys[0]}>
            <PageItem {...one} site={site} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {shown.length < pages.length && (
        <Button size="small" weight="quiet" onClick={() => setAll(true)}>
          {t('popupPages', number(pages.length))}
        </Button>
      )}
    </>
  );
}

function PageItem({
  page,
  notes,
  open,
  newest,
  site,
  onOpen,
}: PageInShort<PageOfNotes> & Pick<Props, 'site' | 'onOpen'>) {
  const { address, title, keys } = page;
  // Its writers gave the title; where it leads stands beside it.
  const name = siteOf((address && documentKey(address)) ?? keys[0] ?? '')?.name;
  const inside = (
    <>
      <span class="page-title" dir="auto">
        {title}
      </span>
      <span class="page-facts soft">
        {name !== undefined && name !== site && <bdi class="page-site">{name}</bdi>}
        <span>{plural('notes', notes)}</span>
        {open > 0 && <QuestionChip>{plural('openQuestions', open)}</QuestionChip>}
        <TimeAgo instant={newest.created} />
      </span>
      {/* As the words run, whoever wrote them: in other lines the sign that some are left out would stand at their beginning. */}
      <span class="page-words" dir="auto">
        <bdi class="note-author">{authorName(newest)}</bdi>{' '}
        {newest.text === '' ? <q>{newest.quote}</q> : <FirstWords text={newest.text} length={WORDS} />}
      </span>
    </>
  );
  if (address === null) return <div class="page-item">{inside}</div>;
  return (
    <a
      class="page-item"
      href={address}
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault();
        onOpen(address);
      }}
    >
      {inside}
    </a>
  );
}
