/** Notes in the order in which every format writes them: readings, their passages from top to bottom, each thread as it was talked. */
import { groupByDocument, type DocumentNotes } from '../documents.ts';
import type { Note } from '../note.ts';
import { groupByPassage } from '../passages.ts';
import { walkThread } from '../thread.ts';

/** The same for the same notes, in whatever order they come. */
export function documentsInOrder(notes: readonly Note[]): DocumentNotes[] {
  const sorted = [...notes].sort((a, b) => compare(a.created, b.created) || compare(a.id, b.id));
  return groupByDocument(sorted);
}

/** Each with how deep it stands in its thread, and the words that the thread is about. */
export function* notesInOrder(document: DocumentNotes): Generator<{ note: Note; depth: number; quote: string }> {
  for (const { quote, threads } of groupByPassage(document.notes)) {
    for (const thread of threads) for (const { note, depth } of walkThread(thread)) yield { note, depth, quote };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
