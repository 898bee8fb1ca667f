/** The conversation: threads under headings that tell the truth about where their passages are. */
import type { ComponentChildren, RefObject, VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { isNarrow } from '../core/finding.ts';
import type { Note } from '../core/note.ts';
import { marksOf } from '../core/note-words.ts';
import type { Thread } from '../core/thread.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { AnchorState } from '../protocol/from-annotator.ts';
import type { Acts } from './acts.ts';
import type { Anchors, Arrangement } from './arrange.ts';
import { type Beside, BesideCards } from './beside-cards.tsx';
import { Cards, type Draw } from './cards.tsx';
import type { Finding } from './finding.ts';
import { createHeights } from './heights.ts';
import { ThreadCard } from './thread-card.tsx';
import { useAfterPaint } from './use-after-paint.ts';
import { useKept } from './use-kept.ts';

type Props = {
  arrangement: Arrangement;
  anchors: Anchors;
  acts: Acts;
  /** What was looked for, to be marked in what is drawn and begun with. */
  finding: Finding;
  /** What the threads with a place are headed by. */
  title?: string;
  scroller: RefObject<HTMLElement | null>;
  /** A note that is to be shown, and may not be drawn yet. */
  wanted: string | null;
  /** Other threads stand on screen than before. */
  onDrawn: () => void;
  /** Where the passages are, if cards are to stand beside them; else they are a list. */
  beside: Beside | null;
};

export function NoteList({
  arrangement,
  anchors,
  acts,
  finding,
  title = t('sectionText'),
  scroller,
  wanted,
  onDrawn,
  beside,
}: Props) {
  const { page, text, unsure, lost } = arrangement;
  const apart = useRef<HTMLDivElement>(null);
  const heights = useMemo(createHeights, []);
  const kept = useKept(scroller);

  // A space after the last word is another text and looks for the same.
  const words = finding.words.trim();
  const seen = useAfterPaint(words);
  // What is no longer looked for is folded away at once: the list may stand beside the text by then.
  const sought = words === '' ? words : seen;
  const marks = useMemo(() => marksOf(sought), [sought]);

  // A card that says the same as before is handed back as it was, and Preact does not look at it again.
  const drawn = useMemo(
    () => new WeakMap<Thread<Note>, { state: AnchorState | undefined; at: number; of: number; node: VNode }>(),
    [acts, marks],
  );
  const draw: Draw = (thread, { at, of }) => {
    const { id } = thread.note;
    const state = anchors.get(id)?.state;
    const before = drawn.get(thread);
    if (before?.state === state && before?.at === at && before.of === of) return before.node;
    const node = <ThreadCard key={id} marksOf={marks} {...{ thread, state, acts, at, of, heights }} />;
    drawn.set(thread, { state, at, of, node });
    return node;
  };
  const { kind, order, color, tag, author } = finding;
  // What is found begins at its beginning, and is seen also where the first card is long.
  useLayoutEffect(() => {
    if (sought !== words || (!isNarrow(finding) && order === 'text')) return;
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.querySelector('.card')?.querySelector('.found')?.scrollIntoView({ block: 'nearest' });
  }, [sought, kind, order, color, tag, author]);
  const shared = { draw, heights, kept, wanted, onDrawn };
  const cards = (threads: readonly Thread<Note>[]): VNode => (
    <Cards {...shared} threads={threads} scroller={beside ? apart : scroller} />
  );
  const onThePage = page.length > 0 && <Section title={t('sectionPage')}>{cards(page)}</Section>;
  const withoutPlace = (
    <>
      {unsure.length > 0 && (
        <Section title={t('sectionUnsure')} words={t('sectionUnsureWords')}>
          {cards(unsure)}
        </Section>
      )}
      {lost.length > 0 && (
        <Section title={t('sectionLost')} words={t('sectionLostWords')}>
          {cards(lost)}
        </Section>
      )}
    </>
  );
  if (!beside) {
    return (
      <div class="note-list">
        {onThePage}
        {text.length > 0 && (
          <Section title={title} quiet={page.length === 0}>
            {cards(text)}
          </Section>
        )}
        {withoutPlace}
      </div>
    );
  }
  return (
    <div class="note-list">
      {page.length + unsure.length + lost.length > 0 && (
        <details class="apart">
          <summary>{apartWords(arrangement)}</summary>
          <div class="apart-scroll" ref={apart}>
            {onThePage}
            {withoutPlace}
          </div>
        </details>
      )}
      <Section title={title} quiet>
        <BesideCards {...shared} {...beside} threads={text} scroller={scroller} />
      </Section>
    </div>
  );
}

/** "About the whole page: 3 · Place not found: 1". */
function apartWords({ page, unsure, lost }: Arrangement): string {
  const parts = [
    [t('sectionPage'), page],
    [t('sectionUnsure'), unsure],
    [t('sectionLost'), lost],
  ] as const;
  return parts.flatMap(([name, { length }]) => (length > 0 ? t('sectionCount', name, number(length)) : [])).join(' · ');
}

function Section({
  title,
  words,
  quiet = false,
  children,
}: {
  title: string;
  words?: string;
  quiet?: boolean;
  children: ComponentChildren;
}) {
  return (
    <section class="section" aria-label={title}>
      <h2 class={quiet ? 'unseen' : 'section-title'}>{title}</h2>
      {words && <p class="section-words soft">{words}</p>}
      {children}
    </section>
  );
}
