/** The conversation: threads under headings that tell the truth about where their passages are. */
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import type { Thread } from '../core/thread.ts';
import { t } from '../platform/i18n.ts';
import type { AnchorState } from '../protocol/from-content.ts';
import type { Acts } from './acts.ts';
import type { Anchors, Arrangement } from './arrange.ts';
import { ThreadCard } from './thread-card.tsx';

type Props = {
  arrangement: Arrangement;
  anchors: Anchors;
  acts: Acts;
  /** What the threads with a place are headed by. */
  title?: string;
  /** More threads stand on screen than before. */
  onDrawn: () => void;
};

/** Threads that are drawn at once, about what a tall window shows, and those that follow at every frame. */
const FIRST = 20;
const STEP = 40;

export function NoteList({ arrangement, anchors, acts, title = t('sectionText'), onDrawn }: Props) {
  const { page, text, unsure, lost } = arrangement;
  const all = page.length + text.length + unsure.length + lost.length;
  const [count, setCount] = useState(FIRST);
  useEffect(() => {
    if (count >= all) return undefined;
    const frame = requestAnimationFrame(() => setCount(count + STEP));
    return () => cancelAnimationFrame(frame);
  }, [count, all]);
  useLayoutEffect(onDrawn, [count]);

  // A card that says the same as before is handed back as it was, and Preact does not look at it again.
  const drawn = useMemo(() => new WeakMap<Thread<Note>, { state: AnchorState | undefined; node: VNode }>(), [acts]);
  const cardOf = (thread: Thread<Note>): VNode => {
    const { id } = thread.note;
    const state = anchors.get(id)?.state;
    const before = drawn.get(thread);
    if (before && before.state === state) return before.node;
    const node = <ThreadCard key={id} thread={thread} state={state} acts={acts} />;
    drawn.set(thread, { state, node });
    return node;
  };
  let left = count;
  const threads = (list: readonly Thread<Note>[]): VNode[] => {
    const some = list.slice(0, left);
    left -= some.length;
    return some.map(cardOf);
  };
  return (
    <div class="note-list">
      {page.length > 0 && <Section title={t('sectionPage')}>{threads(page)}</Section>}
      {text.length > 0 && (
        <Section title={title} quiet={page.length === 0}>
          {threads(text)}
        </Section>
      )}
      {unsure.length > 0 && (
        <Section title={t('sectionUnsure')} words={t('sectionUnsureWords')}>
          {threads(unsure)}
        </Section>
      )}
      {lost.length > 0 && (
        <Section title={t('sectionLost')} words={t('sectionLostWords')}>
          {threads(lost)}
        </Section>
      )}
    </div>
  );
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
      <ul class="cards">{children}</ul>
    </section>
  );
}
