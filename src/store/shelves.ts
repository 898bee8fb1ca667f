/**
 * Notes that came many at once and were never changed here are kept several in one record, a shelf:
 * IndexedDB takes nearly as long for a record of one note as for one of twenty, so that a big
 * group's first sync is three times as fast (ADR 0029). A note is either in `annotations` or on one
 * shelf; before anything is done to it, `heldNotes` brings it and its neighbours into `annotations`.
 */
import type { Store } from './database.ts';
import { notesOn, packedNotes } from './packed-notes.ts';
import type { Shelf, StoredAnnotation } from './records.ts';
import { recordsOfNotes } from './records-of-notes.ts';

/**
 * Runs inside a transaction.
 * @param notes in no other place of the store
 */
export async function shelve(db: Store, notes: readonly StoredAnnotation[]): Promise<void> {
  // Notes of one document stand together: who reads it takes few shelves.
  const sorted = notes.toSorted((a, b) => compared(a.keys[0] ?? '', b.keys[0] ?? ''));
  const shelves: Shelf[] = [];
  for (let at = 0; at < sorted.length; at += db.shelfSize) shelves.push(shelfOf(sorted.slice(at, at + db.shelfSize)));
  await db.shelves.bulkAdd(shelves);
}

function shelfOf(notes: readonly StoredAnnotation[]): Shelf {
  return {
    groups: [...new Set(notes.map(({ group }) => group))],
    ids: notes.map(({ id }) => id),
    keys: [...new Set(notes.flatMap(({ keys }) => keys))],
    parents: [...new Set(notes.flatMap(({ parent }) => parent ?? []))],
    notes: packedNotes(notes),
  };
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * These notes are about to be written whole: their neighbours get records of their own, those of a shelf that has no others need not be
 * brought anywhere. Runs inside a transaction.
 */
export async function takeOffShelves(db: Store, ids: readonly string[]): Promise<void> {
  const gone = new Set(ids);
  const shelves = await recordsOfNotes(db.shelves, ids, db.shelfSize);
  const isAll = (shelf: Shelf): boolean => shelf.ids.every((id) => gone.has(id));
  await db.shelves.bulkDelete(shelves.filter(isAll).flatMap(({ n }) => n ?? []));
  await emptyShelves(
    db,
    shelves.filter((shelf) => !isAll(shelf)),
  );
}

/** Shelves emptied at once. */
const MANY = 20;

/** Of one group, or all of them. Runs inside a transaction. */
export async function unshelveAll(db: Store, group?: string): Promise<void> {
  const shelves = group === undefined ? db.shelves.toCollection() : db.shelves.where('groups').equals(group);
  const numbers = await shelves.primaryKeys();
  for (let at = 0; at < numbers.length; at += MANY) {
    await emptyShelves(db, present(await db.shelves.bulkGet(numbers.slice(at, at + MANY))));
  }
}

/**
 * Changes all notes on shelves, or those of a group, which stand on other shelves then: a shelf never changes, and who has read it need
 * not read it again. Runs inside a transaction.
 */
export async function changeShelved(
  db: Store,
  change: (note: StoredAnnotation) => StoredAnnotation,
  group?: string,
): Promise<void> {
  const shelves = group === undefined ? db.shelves.toCollection() : db.shelves.where('groups').equals(group);
  const numbers = await shelves.primaryKeys();
  for (let at = 0; at < numbers.length; at += MANY) {
    const some = present(await db.shelves.bulkGet(numbers.slice(at, at + MANY)));
    const isMeant = (note: StoredAnnotation): boolean => group === undefined || note.group === group;
    await db.shelves.bulkDelete(numbers.slice(at, at + MANY));
    await db.shelves.bulkAdd(
      some.map((shelf) => shelfOf(notesOn(shelf).map((note) => (isMeant(note) ? change(note) : note)))),
    );
  }
}

/** All that stands there gets a record of its own. Runs inside a transaction. */
export async function emptyShelves(db: Store, shelves: readonly Shelf[]): Promise<void> {
  if (shelves.length === 0) return;
  await db.annotations.bulkAdd(shelves.flatMap(notesOn));
  await db.shelves.bulkDelete(shelves.flatMap(({ n }) => n ?? []));
}

function present(shelves: readonly (Shelf | undefined)[]): Shelf[] {
  return shelves.flatMap((shelf) => shelf ?? []);
}
