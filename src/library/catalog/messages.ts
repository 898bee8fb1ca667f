/** What page and worker of the library say to each other. Both are ours and of one build. */
import type { Id } from '../../core/id.ts';
import type { Note } from '../../core/note.ts';
import type { Choices } from '../../core/search/choices.ts';
import type { Marks } from '../../core/search/hits.ts';
import type { Problem } from '../../core/search/query.ts';
import type { Reading } from '../../core/search/readings.ts';
import type { InboxEntry } from '../../store/inbox-marks.ts';
import type { IndexProgress, NoteBatch } from '../../store/search-index.ts';

/** What of a list is asked for at once: about what is in sight. */
export const CHUNK = 12;

/**
 * What was found, and how much of it there is: it is asked for by the search's number, while that is the newest. The first
 * of it come with the answer, so that they are drawn at once: notes where words were looked for, else readings. None for
 * who was in the way of many others.
 */
export type Answer = {
  search: number;
  notes: number;
  readings: number;
  marks: Marks;
  problems: Problem[];
  firstNotes: FoundRow[];
  firstReadings: Reading[];
};

/** What the worker tells by itself. `notes`: something has changed since the last search. */
export type News =
  | { news: 'notes' }
  | { news: 'progress'; progress: IndexProgress | null }
  | { news: 'inbox'; inbox: InboxEntry[]; deleted: Map<Id, Id>; muted: number }
  | { news: 'failed'; message: string };

/** By name, what is asked and what is answered. */
export type Asks = {
  find: { asked: { query: string; withMuted: boolean }; answer: Answer };
  /** Those from one place up to another; none for a search that is not the newest any more. */
  ids: { asked: Stretch; answer: Id[] };
  readings: { asked: Stretch; answer: Reading[] };
  choices: { asked: { withMuted: boolean }; answer: Choices };
  /** All notes of a group, in no order, and how many of each group there are. */
  group: { asked: { group: Id; withMuted: boolean }; answer: Id[] };
  counts: { asked: { withMuted: boolean }; answer: ReadonlyMap<Id, number> };
  /** The found notes themselves, each beside its id, and without one if it is not here any more. */
  rows: { asked: Stretch & { withMuted: boolean }; answer: FoundRow[] };
  /** Those of these that are here. */
  known: { asked: { ids: readonly Id[] }; answer: Id[] };
  /** Many notes in batches that are to be asked for one by one, and are read fastest so. */
  batches: { asked: { ids: readonly Id[] }; answer: NoteBatch[] };
  /** Of one batch, without those that are not here any more. */
  notes: { asked: NoteBatch & { withMuted: boolean }; answer: Note[] };
};
export type FoundRow = { id: Id; note: Note | undefined };
type Stretch = { search: number; from: number; to: number };
export type AskName = keyof Asks;

export type Ask = { [Name in AskName]: { number: number; ask: Name; asked: Asks[Name]['asked'] } }[AskName];
export type Reply = { number: number; answer: unknown } | { number: number; failed: string };
