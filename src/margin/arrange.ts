/** In which order and under which heading the threads of a page stand. Pure, so that it can be seen through. */
import type { Note } from '../core/note.ts';
import { buildThreads, type Thread } from '../core/thread.ts';
import type { AnchorState } from '../protocol/from-annotator.ts';

export type Anchor = { id: string; state: AnchorState; order: number };
export type Anchors = ReadonlyMap<string, Anchor>;

export type Arrangement = {
  /** About the document as a whole, and replies whose parent was deleted. */
  page: Thread<Note>[];
  /** With a place in the text, in the order of the text. */
  text: Thread<Note>[];
  unsure: Thread<Note>[];
  lost: Thread<Note>[];
};

/**
 * @param anchors where the page found the passages; a note it has not looked for yet stands where
 * its stored position says
 */
export function arrange(notes: readonly Note[], anchors: Anchors): Arrangement {
  const arrangement: Arrangement = { page: [], text: [], unsure: [], lost: [] };
  for (const thread of buildThreads(notes)) arrangement[sectionOf(thread.note, anchors)].push(thread);
  arrangement.page.sort(byTime);
  arrangement.unsure.sort(byPosition);
  arrangement.lost.sort(byPosition);
  arrangement.text = inTextOrder(arrangement.text, anchors);
  return arrangement;
}

function sectionOf({ id, target }: Note, anchors: Anchors): keyof Arrangement {
  if (target.selectors.length === 0) return 'page';
  const state = anchors.get(id)?.state;
  return state === 'unsure' || state === 'lost' ? state : 'text';
}

/** Threads that the page has placed by its order; each of the others after the last one that stood before it when written. */
function inTextOrder(threads: readonly Thread<Note>[], anchors: Anchors): Thread<Note>[] {
  const orderOf = (thread: Thread<Note>) => anchors.get(thread.note.id)?.order;
  const placed = threads.filter((thread) => orderOf(thread) !== undefined);
  placed.sort((a, b) => (orderOf(a) ?? 0) - (orderOf(b) ?? 0) || byTime(a, b));
  const waiting = threads.filter((thread) => orderOf(thread) === undefined).sort(byPosition);
  if (placed.length === 0) return waiting;
  for (const thread of waiting) {
    const after = placed.findLastIndex((one) => positionOf(one.note) <= positionOf(thread.note));
    placed.splice(after + 1, 0, thread);
  }
  return placed;
}

function byPosition(a: Thread<Note>, b: Thread<Note>): number {
  return positionOf(a.note) - positionOf(b.note) || byTime(a, b);
}

function byTime(a: Thread<Note>, b: Thread<Note>): number {
  return a.note.created < b.note.created ? -1 : a.note.created > b.note.created ? 1 : 0;
}

function positionOf(note: Note): number {
  const position = note.target.selectors.find((one) => one.type === 'TextPositionSelector');
  return position?.start ?? Number.MAX_SAFE_INTEGER;
}
