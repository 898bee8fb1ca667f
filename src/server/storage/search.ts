/**
 * The part of the storage port by which tools of others search (ADR 0046): notes by the time at which they were made or changed,
 * each of which no two notes of the endpoint share, so that a cursor between two notes is a time. Made from the records as the
 * terms are (parts.ts), by the same reader of the history (sync/note-index.ts).
 */
import type { Id } from '../../core/id.ts';

/** A note's place in the search: microseconds since 1970, and the notes that it answers, from the first of its thread on. */
export type NotePlace = { id: Id; author: Id; above: readonly Id[]; created: number; updated: number };

/** By what places are ordered: a time, or one of the ids. */
export type PlaceOrder = 'created' | 'updated' | 'id' | 'author';

/** What places are looked for in one group. */
export type PlaceSearch = {
  /** Null: anybody. */
  authors: readonly Id[] | null;
  /** Only notes that answer nothing. */
  isFirst: boolean;
  /** Of each of these lists of terms a note has one at least. */
  terms: readonly (readonly string[])[];
};

export type PlacePage = { by: PlaceOrder; descending: boolean; after: number | string | null; limit: number };

export type SearchReading = {
  /** The places in a group that a search finds, whoever asks. */
  findPlaces(group: Id, search: PlaceSearch, page: PlacePage): Promise<NotePlace[]>;
  countPlaces(group: Id, search: PlaceSearch): Promise<number>;
  placesById(group: Id, ids: readonly Id[]): Promise<NotePlace[]>;
  /** The bodies of living notes by their id, for who is an active member at that moment; nothing of all others. */
  bodies(group: Id, reader: Id, ids: readonly Id[]): Promise<Map<Id, string>>;
};

export type SearchWriting = {
  /** Puts notes in their places, or near: where another note has that time already, the next one is taken. */
  putPlaces(group: Id, places: readonly NotePlace[]): Promise<void>;
  dropPlaces(group: Id, ids: readonly Id[]): Promise<void>;
};

/** What placing notes needs of a database. */
export type PlaceStore = {
  /** Takes away the places of these notes, and answers them. */
  take(group: Id, ids: readonly Id[]): Promise<NotePlace[]>;
  /** Adds those whose times nobody has; answers their ids. */
  add(group: Id, places: readonly NotePlace[]): Promise<Set<Id>>;
  /** The first time from this one on that no note has. */
  free(column: 'created' | 'updated', from: number): Promise<number>;
};

/** A note that is placed again keeps what was given for the same instant: tools have seen it. */
export async function putPlaces(store: PlaceStore, group: Id, places: readonly NotePlace[]): Promise<void> {
  const before = new Map(
    (
      await store.take(
        group,
        places.map(({ id }) => id),
      )
    ).map((place) => [place.id, place]),
  );
  let left: NotePlace[] = places.map((place) => {
    const was = before.get(place.id);
    const kept = (column: 'created' | 'updated'): number =>
      was && toMs(was[column]) === toMs(place[column]) ? was[column] : place[column];
    return { ...place, created: kept('created'), updated: kept('updated') };
  });
  // Where many have the same time, the next one does not begin to look at the first again.
  const next = { created: new Map<number, number>(), updated: new Map<number, number>() };
  const free = async (column: 'created' | 'updated', from: number): Promise<number> => {
    const found = await store.free(column, next[column].get(from) ?? from);
    next[column].set(from, found + 1);
    return found;
  };
  for (;;) {
    const added = await store.add(group, left);
    left = left.filter(({ id }) => !added.has(id));
    if (left.length === 0) return;
    const moved: NotePlace[] = [];
    for (const place of left) {
      const [created, updated] = [await free('created', place.created), await free('updated', place.updated)];
      moved.push({ ...place, created, updated });
    }
    left = moved;
  }
}

function toMs(microseconds: number): number {
  return Math.floor(microseconds / 1000);
}
