/**
 * The notes of one document in the order of its text, those on the same words together. Used
 * where no page is at hand to ask for positions: popup, library and exports.
 */
import type { Note } from './note.ts';
import { quoteOf } from './selectors.ts';
import { buildThreads, type Thread } from './thread.ts';

/** Threads on the same words; `quote` is empty for notes about the whole document. */
export type PassageNotes = { quote: string; threads: Thread<Note>[] };

/** Page notes first, then passages by position; within a passage the oldest thread first. */
export function groupByPassage(notes: readonly Note[]): PassageNotes[] {
  const threads = buildThreads(notes).sort(
    (a, b) => positionOf(a.note) - positionOf(b.note) || compare(a.note.created, b.note.created),
  );
  const passages = new Map<string, PassageNotes>();
  for (const thread of threads) {
    const quote = thread.note.quote.trim();
    const name = quote === '' ? '' : `${quote}\n${contextOf(thread.note)}`;
    const found = passages.get(name);
    if (found) found.threads.push(thread);
    else passages.set(name, { quote, threads: [thread] });
  }
  return [...passages.values()];
}

function positionOf(note: Note): number {
  if (note.quote === '') return -1;
  for (const one of note.target.selectors) if (one.type === 'TextPositionSelector') return one.start;
  return Number.MAX_SAFE_INTEGER;
}

/** The few characters before the quote tell one occurrence of the same words from another. */
function contextOf(note: Note): string {
  return (quoteOf(note.target.selectors)?.prefix ?? '').trim().slice(-16);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
