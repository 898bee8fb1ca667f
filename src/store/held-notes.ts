/**
 * Which of many notes are here. Separate, since asking for each of a page of two thousand takes as
 * long as storing it, and of a group that is read for the first time hardly one is here.
 */
import type { Store } from './database.ts';
import { notesOn } from './packed-notes.ts';
import { withReceipts } from './receipts.ts';
import type { StoredAnnotation } from './records.ts';
import { recordsOfNotes } from './records-of-notes.ts';
import { emptyShelves } from './shelves.ts';

/** Fewer are asked for one by one. */
const MANY = 20;

/**
 * Runs inside a writing transaction: what is to be changed leaves its shelf, and with it all that stands there.
 * @param isChanged of the notes whether they are to be; what is only told again stays where it is
 */
export async function heldNotes(
  db: Store,
  ids: readonly string[],
  isChanged: (note: StoredAnnotation) => boolean = () => true,
): Promise<Map<string, StoredAnnotation>> {
  const stays = await unshelveChanged(db, ids, isChanged);
  const here = ids.length < MANY ? await db.annotations.bulkGet([...ids]) : await presentOf(db, ids);
  const present = here.flatMap((note) => note ?? []);
  return new Map([...stays, ...(await withReceipts(db, present))].map((note) => [note.id, note]));
}

/** Answers those of the notes that stay on their shelves. */
async function unshelveChanged(
  db: Store,
  ids: readonly string[],
  isChanged: (note: StoredAnnotation) => boolean,
): Promise<StoredAnnotation[]> {
  const asked = new Set(ids);
  const shelves = await recordsOfNotes(db.shelves, ids, db.shelfSize);
  if (shelves.length === 0) return [];
  const wanted = shelves.flatMap(notesOn).filter(({ id }) => asked.has(id));
  const complete = await withReceipts(db, wanted);
  const changed = new Set(complete.filter(isChanged).map(({ id }) => id));
  const leaves = shelves.filter((shelf) => shelf.ids.some((id) => changed.has(id)));
  await emptyShelves(db, leaves);
  const gone = new Set(leaves.flatMap((shelf) => shelf.ids));
  return complete.filter(({ id }) => !gone.has(id));
}

/**
 * Ids begin with the time they were made (core/id.ts) and come about in this order: one question
 * for all between the first and the last of them brings those that are here, and few others.
 */
async function presentOf(db: Store, ids: readonly string[]): Promise<(StoredAnnotation | undefined)[]> {
  const asked = new Set(ids);
  const sorted = [...asked].sort();
  const limit = ids.length * 2;
  const between = await db.annotations
    .where(':id')
    .between(sorted[0], sorted.at(-1), true, true)
    .limit(limit)
    .toArray();
  // So many lie between them that there may be more.
  return between.length === limit ? db.annotations.bulkGet(sorted) : between.filter(({ id }) => asked.has(id));
}
