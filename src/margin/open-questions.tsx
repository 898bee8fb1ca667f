/** The way to the questions of this page that nothing was said to answer yet: a button that lists them, and all notes again. */
import { isOpenQuestion } from '../core/questions.ts';
import type { Note } from '../core/note.ts';
import { plural } from '../platform/i18n.ts';
import type { Finding } from './finding.ts';

type Props = { notes: readonly Note[]; finding: Finding; onFinding: (finding: Finding) => void };

/** Nothing where every question is answered. */
export function OpenQuestions({ notes, finding, onFinding }: Props) {
  const count = notes.filter(isOpenQuestion).length;
  const isListed = finding.kind === 'unanswered';
  if (count === 0 && !isListed) return null;
  return (
    <button
      type="button"
      class="open-questions"
      aria-pressed={isListed}
      onClick={() => onFinding({ ...finding, kind: isListed ? 'all' : 'unanswered' })}
    >
      {plural('openQuestions', count)}
    </button>
  );
}
