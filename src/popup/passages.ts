/** The order in which the popup shows what peers wrote: what asks for an answer comes first. */
import type { Note } from '../core/note.ts';
import { groupByPassage, type PassageNotes } from '../core/passages.ts';
import { isOpenQuestion } from '../core/questions.ts';

/** Passages with questions first, the open ones before the rest; otherwise the page's order. */
export function questionsFirst(notes: readonly Note[]): PassageNotes[] {
  return groupByPassage(notes)
    .map((passage) => ({ passage, rank: rankOf(passage) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ passage }) => passage);
}

function rankOf({ threads }: PassageNotes): number {
  const questions = threads.filter((thread) => thread.note.kind === 'question');
  if (questions.some(({ note }) => isOpenQuestion(note))) return 0;
  return questions.length > 0 ? 1 : 2;
}
