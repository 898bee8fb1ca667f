/**
 * Which documents were written on last, by the indexes: ids begin with the time they were made (core/id.ts), so that of
 * ten thousand notes only a few dozen are read.
 */
import { timeOfId } from '../core/id.ts';
import type { Store } from './database.ts';
import { notesOn } from './packed-notes.ts';
import { withReceipts } from './receipts.ts';
import type { StoredAnnotation } from './records.ts';

/** Where to look: ids of notes that have records of their own, and numbers of shelves. */
export type Place = { ids: readonly string[]; shelves: readonly number[] };

/** Notes read at once, of which many may be on one document. */
const BATCH = 32;
/**
 * Shelves read at one place. What came last stands on the last of them; only a device that has just fetched thousands of
 * notes has more, and there a page may be missing that was written on a little later than one that is shown.
 */
const MOST_SHELVES = 60;

/**
 * The keys of each of the documents, that first which was written on last. Call it inside a transaction.
 * @param places looked through one after the other until there are enough documents
 * @param counts whether a note is one to go by
 */
export async function newestDocuments(
  db: Store,
  places: readonly (() => Promise<Place>)[],
  counts: (note: StoredAnnotation) => boolean,
  most: number,
): Promise<string[][]> {
  const found = new Found();
  const passed = new Set<string>();
  const taken = new Set<number>();
  for (const place of places) {
    if (found.count >= most) break;
    const { ids, shelves } = await place();
    const fresh = [...new Set(shelves)].filter((n) => !taken.has(n)).sort((a, b) => b - a);
    for (const shelf of await db.shelves.bulkGet(fresh.slice(0, MOST_SHELVES))) {
      if (shelf?.n === undefined) continue;
      taken.add(shelf.n);
      for (const note of notesOn(shelf)) if (counts(note)) found.add(note);
    }
    // Those on shelves may all be older than those that stand alone.
    const until = found.count + most;
    let queue = newestFirst(ids.filter((id) => !passed.has(id)));
    while (queue.length > 0 && found.count < until) {
      const batch = queue.slice(0, BATCH);
      for (const id of batch) passed.add(id);
      const read = (await db.annotations.bulkGet(batch)).flatMap((note) => note ?? []);
      const news = (await withReceipts(db, read)).filter(counts).flatMap((note) => found.add(note));
      // All else on a document that is found need not be read.
      for (const same of await Promise.all(news.map((key) => idsByKey(db, key)))) for (const id of same) passed.add(id);
      queue = queue.filter((id) => !passed.has(id));
    }
  }
  return found.newest(most);
}

class Found {
  readonly #byKey = new Map<string, { keys: string[]; latest: string }>();
  readonly #documents: { keys: string[]; latest: string }[] = [];

  get count(): number {
    return this.#documents.length;
  }

  /** Answers the keys of a document that is new. */
  add({ keys, row: { created } }: StoredAnnotation): string[] {
    const known = keys.map((key) => this.#byKey.get(key)).find((one) => one !== undefined);
    if (known && created > known.latest) known.latest = created;
    if (known || keys.length === 0) return [];
    const document = { keys, latest: created };
    for (const key of keys) this.#byKey.set(key, document);
    this.#documents.push(document);
    return keys;
  }

  newest(most: number): string[][] {
    const sorted = this.#documents.sort((a, b) => (a.latest < b.latest ? 1 : a.latest > b.latest ? -1 : 0));
    return sorted.slice(0, most).map(({ keys }) => keys);
  }
}

function idsByKey(db: Store, key: string): Promise<string[]> {
  return db.annotations.where('keys').equals(key).primaryKeys();
}

function newestFirst(ids: readonly string[]): string[] {
  const times = ids.map((id) => ({ id, time: timeOfId(id) }));
  return times.sort((a, b) => b.time - a.time).map(({ id }) => id);
}
