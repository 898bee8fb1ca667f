/** The conversation: threads under headings that tell the truth about where their passages are. */
import type { ComponentChildren } from 'preact';
import type { Note } from '../core/note.ts';
import type { Thread } from '../core/thread.ts';
import { t } from '../platform/i18n.ts';
import type { Acts } from './acts.ts';
import type { Anchors, Arrangement } from './arrange.ts';
import { ThreadCard } from './thread-card.tsx';

type Props = {
  arrangement: Arrangement;
  anchors: Anchors;
  acts: Acts;
  /** What the threads with a place are headed by. */ title?: string;
};

export function NoteList({ arrangement, anchors, acts, title = t('sectionText') }: Props) {
  const { page, text, unsure, lost } = arrangement;
  const threads = (list: readonly Thread<Note>[]) =>
    list.map((thread) => <ThreadCard key={thread.note.id} thread={thread} anchors={anchors} acts={acts} />);
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
