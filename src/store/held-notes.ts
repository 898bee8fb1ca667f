/**
 * Which of many notes are here. Separate, since asking for each of a page of two thousand takes as
 * long as storing it, and of a group that is read for the first time hardly one is here.
 */
import type { Store } from './database.ts';
import type { StoredAnnotation } from './records.ts';
import { unshelve } from './shelves.ts';

/** Fewer are asked for one by one. */
const MANY = 20;

/** Runs inside a writing transaction: what is to be changed leaves its shelf. */
export async function heldNotes(db: Store, ids: readonly string[]): Promise<Map<string, StoredAnnotation>> {
  await unshelve(db, ids);
  const here = await db.annotations.bulkGet(ids.length < MANY ? [...ids] : await presentOf(db, ids));
  return new Map(here.flatMap((note) => (note ? [[note.id, note]] : [])));
}

/**
 * Ids begin with the time they were made (core/id.ts) and come about in this order: one question
 * for all keys between the first and the last of them tells which are here.
 */
async function presentOf(db: Store, ids: readonly string[]): Promise<string[]> {
  const sorted = [...new Set(ids)].sort();
  const limit = ids.length * 2;
  const between = db.annotations.where(':id').between(sorted[0], sorted.at(-1), true, true);
  const keys = await between.limit(limit).primaryKeys();
  // So many lie between them that there may be more.
  if (keys.length === limit) return sorted;
  const here = new Set(keys);
  return sorted.filter((id) => here.has(id));
}
