/** Reading notes wherever the store keeps them: each in a record of its own, or on a shelf (shelves.ts). */
import { idRanges, timeOfId } from '../core/id.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { notesOn } from './packed-notes.ts';
import { everyReceipt, withReceipt, withReceipts } from './receipts.ts';
import type { Shelf, StoredAnnotation } from './records.ts';

export async function noteOf(db: Store, id: string): Promise<StoredAnnotation | undefined> {
  const note = (await db.annotations.get(id)) ?? (await onShelf(db, id));
  return note && withReceipt(db, note);
}

async function onShelf(db: Store, id: string): Promise<StoredAnnotation | undefined> {
  const shelf = await db.shelves.where('ids').equals(id).first();
  return shelf && notesOn(shelf).find((note) => note.id === id);
}

/** The document keys of these notes, of those that are here. */
export async function keysOfNotes(db: Store, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await notesWithIds(db, ids)).flatMap(({ keys }) => keys));
}

/**
 * Those of these notes that are here, as the store keeps them: own ones may lack their receipt.
 * @param near shelves where they may be, to be looked at first: to ask which those are takes longer than to read them
 */
export async function notesWithIds(
  db: Store,
  ids: readonly string[],
  near: readonly number[] = [],
): Promise<StoredAnnotation[]> {
  const wanted = new Set(ids);
  const found: StoredAnnotation[] = [];
  for (const shelf of await shelvesNumbered(db, near))
    for (const note of notesOn(shelf)) if (wanted.delete(note.id)) found.push(note);
  return [...found, ...(await notesAnywhere(db, [...wanted]))];
}

async function shelvesNumbered(db: Store, numbers: readonly number[]): Promise<Shelf[]> {
  const sorted = numbers.toSorted((a, b) => a - b);
  const runs: { from: number; to: number }[] = [];
  for (const number of sorted) {
    const last = runs.at(-1);
    if (last?.to === number) last.to++;
    else runs.push({ from: number, to: number + 1 });
  }
  // Those that came together are read in one piece.
  const read = await Promise.all(runs.map(({ from, to }) => db.shelves.where(':id').between(from, to).toArray()));
  return read.flat();
}

async function notesAnywhere(db: Store, ids: readonly string[]): Promise<StoredAnnotation[]> {
  if (ids.length === 0) return [];
  const alone = (await db.annotations.bulkGet(await aloneAmong(db, ids))).flatMap((note) => note ?? []);
  const found = new Set(alone.map(({ id }) => id));
  const others = new Set(ids.filter((id) => !found.has(id)));
  const shelves = await db.shelves.bulkGet(await numbersOf(db, [...others]));
  const shelved = shelves.flatMap((shelf) => (shelf ? notesOn(shelf).filter(({ id }) => others.has(id)) : []));
  return [...alone, ...shelved];
}

/** Fewer are asked for one by one. */
const MANY = 20;
/** Ids between the first and the last of those asked for: more take longer than to ask for each. */
const MOST_BETWEEN = 5000;
/** In milliseconds. */
const SOME_DAYS = 60 * 24 * 60 * 60_000;

/**
 * Those that may have records of their own. Ids begin with the time they were made (core/id.ts): of many from one time, one question
 * tells which are here, and of what is brought in that is hardly one.
 */
async function aloneAmong(db: Store, ids: readonly string[]): Promise<string[]> {
  if (ids.length <= MANY) return [...ids];
  const between = await db.annotations
    .where(':id')
    .between(...ends(ids), true, true)
    .limit(MOST_BETWEEN)
    .primaryKeys();
  if (between.length === MOST_BETWEEN) return [...ids];
  const wanted = new Set(ids);
  return between.filter((id) => wanted.has(id));
}

/** The shelves on which they stand, likewise. */
async function numbersOf(db: Store, ids: readonly string[]): Promise<number[]> {
  const near = ids.length > MANY ? await numbersNear(db, ids) : null;
  if (near) return near;
  // All at once: together they would be looked for by a cursor, which waits for each before it asks for the next.
  const found = await Promise.all(ids.map((id) => db.shelves.where('ids').equals(id).primaryKeys()));
  return [...new Set(found.flat())];
}

/** So many other ids are passed in the time in which one is asked for. */
const MOST_PASSED = 4;

/**
 * Walks over what the index says of their time: to read all shelves from it, most of which hold none of those that are brought in,
 * takes far longer. Null where it says too much.
 */
async function numbersNear(db: Store, ids: readonly string[]): Promise<number[] | null> {
  const wanted = new Set<unknown>(ids);
  const numbers = new Set<number>();
  let left = ids.length * MOST_PASSED;
  // One after the other: the browser brings what comes next in pieces, and throws them away where something else is asked meanwhile.
  for (const range of rangesAround(ids)) {
    await db.shelves
      .where('ids')
      .between(...range, true, true)
      .limit(left)
      .eachKey((id, { primaryKey }) => {
        left--;
        if (wanted.has(id)) numbers.add(primaryKey);
      });
    if (left === 0) return null;
  }
  return [...numbers];
}

/** Ids of some days are a few ranges of texts (core/id.ts): between the first and the last of them stand those of other days. */
function rangesAround(ids: readonly string[]): [first: string, last: string][] {
  const times = ids.map(timeOfId);
  const [from, to] = [times.reduce(least), times.reduce(most)];
  return to - from < SOME_DAYS ? idRanges(from, to) : [ends(ids)];
}

const least = (a: number, b: number): number => Math.min(a, b);
const most = (a: number, b: number): number => Math.max(a, b);

function ends(ids: readonly string[]): [string, string] {
  let [first = '', last = ''] = [ids[0], ids[0]];
  for (const id of ids) {
    if (id < first) first = id;
    if (id > last) last = id;
  }
  return [first, last];
}

/** The notes of a document. */
export async function notesByKey(db: Readable, key: string): Promise<StoredAnnotation[]> {
  // Equal keys are read in one piece; several at once would be read note by note.
  const [alone, shelves] = await Promise.all([
    db.annotations.where('keys').equals(key).toArray(),
    db.shelves.where('keys').equals(key).toArray(),
  ]);
  const shelved = shelves.flatMap(notesOn).filter(({ keys }) => keys.includes(key));
  return withReceipts(db, [...alone, ...shelved]);
}

/** The answers right below these notes. */
export async function answersTo(db: Readable, ids: readonly string[]): Promise<StoredAnnotation[]> {
  const asked = new Set(ids);
  const [alone, shelves] = await Promise.all([
    db.annotations.where('parent').anyOf(ids).toArray(),
    db.shelves.where('parents').anyOf(ids).distinct().toArray(),
  ]);
  const isAnswer = ({ parent }: StoredAnnotation): boolean => parent !== undefined && asked.has(parent);
  return withReceipts(db, [...alone, ...shelves.flatMap(notesOn).filter(isAnswer)]);
}

export async function eachNote(db: Store, visit: (note: StoredAnnotation) => void): Promise<void> {
  const complete = await everyReceipt(db);
  await db.annotations.each((note) => visit(complete(note)));
  await db.shelves.each((shelf) => notesOn(shelf).forEach((note) => visit(complete(note))));
}

export async function notesOfGroup(db: Store, group: string): Promise<StoredAnnotation[]> {
  const found: StoredAnnotation[] = [];
  await eachNoteOfGroup(db, group, (note) => found.push(note));
  return found;
}

export async function eachNoteOfGroup(
  db: Store,
  group: string,
  visit: (note: StoredAnnotation) => void,
): Promise<void> {
  const complete = await everyReceipt(db);
  await db.annotations
    .where('group')
    .equals(group)
    .each((note) => visit(complete(note)));
  await db.shelves
    .where('groups')
    .equals(group)
    .each((shelf) => {
      for (const note of notesOn(shelf)) if (note.group === group) visit(complete(note));
    });
}
