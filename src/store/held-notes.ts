/**
 * Which of many notes are here. Separate, since asking for each of a page of two thousand takes as
 * long as storing it, and of a group that is read for the first time hardly one is here.
 */
import type { Store } from './database.ts';
import { withReceipts } from './receipts.ts';
import type { StoredAnnotation } from './records.ts';
import { unshelve } from './shelves.ts';

/** Fewer are asked for one by one. */
const MANY = 20;

/** Runs inside a writing transaction: what is to be changed leaves its shelf. */
export async function heldNotes(db: Store, ids: readonly string[]): Promise<Map<string, StoredAnnotation>> {
  await unshelve(db, ids);
  const here = ids.length < MANY ? await db.annotations.bulkGet([...ids]) : await presentOf(db, ids);
  const present = here.flatMap((note) => note ?? []);
  return new Map((await withReceipts(db, present)).map((note) => [note.id, note]));
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
