/**
 * Finds the notes that a tool searches for, among the groups its user is in and nowhere else. What an index knows (documents,
 * people, tags, threads, times) is asked of it group by group and put in one order here; for words, the notes that are left are read.
 */
import { noteRow } from '../sync/note-row.ts';
import { documentKey } from '../../core/document.ts';
import type { Id } from '../../core/id.ts';
import type { Deps } from '../http/endpoint-env.ts';
import type { NotePlace, PlaceSearch } from '../storage/search.ts';
import { belowTerm, namer, saidInTerm, tagTerm } from '../sync/note-index.ts';
import { Pace } from '../sync/pace.ts';
import { groupCalled, type Reader } from './reader.ts';
import type { FoundNote } from './present.ts';
import { ORDER, type Query, type Sort } from './query.ts';
import { saying } from './words.ts';

/** `isCut`: not all of the notes that might say it were looked through; those that are counted are of the first. */
export type Found = { total: number; notes: FoundNote[]; isCut: boolean };

type Searching = Pick<Deps, 'storage' | 'indexing'>;
type Limited = Searching & Pick<Deps, 'limits'>;
/** A group, and what of it. */
type Part = { group: Id; search: PlaceSearch };
type GroupPlace = { group: Id; place: NotePlace };

/** More than are asked for: some may be deleted between the index and the reading, and a page that has fewer is taken for the last. */
const SPARE = 20;
/** Notes that are read at once for their words; others are served in between. */
const READ_AT_ONCE = 500;
/** No search reads more for its words, in however many groups its user is. */
const MOST_READ = 20_000;

/** Throws `preparing` where a group is not indexed yet, and `too_many` for who has had too many notes read for their words. */
export async function find(deps: Limited, reader: Reader, query: Query, mostRead = MOST_READ): Promise<Found> {
  const says = saying(query.words);
  if (says !== null) deps.limits.wordSearches.take(reader.account.id);
  const parts = partsOf(reader, query);
  for (const { group } of parts) await deps.indexing.upto(group);
  const { offset, limit } = query;
  if (says === null) {
    const total = await sum(parts.map(({ group, search }) => deps.storage.countPlaces(group, search)));
    if (limit === 0) return { total, notes: [], isCut: false };
    const places = await merged(deps, parts, query, offset + limit + SPARE);
    const notes = await readAll(deps, reader, places.slice(offset));
    return { total, notes: notes.slice(0, limit), isCut: false };
  }
  const notes: FoundNote[] = [];
  let total = 0;
  const { counted, isCut } = await placesToRead(deps, parts, query, mostRead);
  deps.limits.wordSearches.charge(reader.account.id, Math.floor(counted.length / READ_AT_ONCE));
  const isAfter = afterCursor(query);
  const pace = new Pace();
  for (let at = 0; at < counted.length; at += READ_AT_ONCE) {
    for (const read of await bodiesIn(deps, reader, counted.slice(at, at + READ_AT_ONCE))) {
      await pace.rest();
      if (!says(read.body)) continue;
      total++;
      if (notes.length < offset + limit && isAfter(read)) notes.push({ row: noteRow(read.body), place: read.place });
    }
    await new Promise(setImmediate);
  }
  return { total, notes: notes.slice(offset), isCut };
}

/** One note, or null for who may not read it. Throws as `find`. */
export async function findOne({ storage, indexing }: Searching, reader: Reader, id: Id): Promise<FoundNote | null> {
  const found = await storage.noteFor(id, reader.account.id);
  if (!found) return null;
  await indexing.upto(found.group);
  const [place] = await storage.placesById(found.group, [id]);
  // Deleted a moment ago.
  return place ? { row: noteRow(found.body), place } : null;
}

/** The answers below these notes, the first first. */
export async function repliesTo(
  deps: Searching,
  reader: Reader,
  notes: readonly FoundNote[],
  limit: number,
): Promise<FoundNote[]> {
  const found: FoundNote[] = [];
  for (const [group, above] of Map.groupBy(notes, ({ row }) => row.group)) {
    const search = { authors: null, isFirst: false, terms: [above.map(({ row }) => belowTerm(row.id))] };
    const places = await deps.storage.findPlaces(group, search, {
      by: 'created',
      descending: false,
      after: null,
      limit,
    });
    found.push(
      ...(await readAll(
        deps,
        reader,
        places.map((place) => ({ group, place })),
      )),
    );
  }
  return found.slice(0, limit);
}

function partsOf(reader: Reader, query: Query): Part[] {
  const { uris, users, tags, references, separate } = query;
  const partOf = (group: Id, more: string[][] = []): Part => {
    const names = namer(group);
    const documents = uris?.flatMap((uri) => names(documentKey(uri) ?? uri.trim().toLowerCase()));
    const below = references?.map(belowTerm);
    const terms = [
      ...more,
      ...(documents ? [documents] : []),
      ...(below ? [below] : []),
      ...tags.map((tag) => [tagTerm(tag.trim())]),
    ];
    return { group, search: { authors: users, isFirst: separate, terms } };
  };
  if (!query.groups) return [...reader.places.keys()].map((group) => partOf(group));
  const asked = new Set(query.groups.flatMap((name) => groupCalled(reader, name) ?? []));
  const parts = [...asked].map((group) => partOf(group));
  const { personal } = reader;
  // Private notes are in the group they were written in as well.
  const shared = [...asked].filter((group) => group !== personal);
  if (personal !== null && !asked.has(personal) && shared.length > 0)
    parts.push(partOf(personal, [shared.map(saidInTerm)]));
  return parts;
}

/** Those whose words are looked at: all, wherever the page begins, so that all that say it are counted; of too many the first ones that it may show. */
async function placesToRead(deps: Searching, parts: readonly Part[], query: Query, most: number) {
  const all = await merged(deps, parts, { ...query, after: null }, most + 1);
  if (all.length <= most) return { counted: all, isCut: false };
  const counted = query.after === null ? all.slice(0, most) : await merged(deps, parts, query, most);
  return { counted, isCut: true };
}

/** The first places of all parts in the order of the search, each part's own taken in that order. */
async function merged(
  { storage }: Searching,
  parts: readonly Part[],
  query: Query,
  count: number,
): Promise<GroupPlace[]> {
  const { sort, descending } = query;
  const isAfter = afterCursor(query);
  const by = sort === 'group' ? 'id' : ORDER[sort];
  const way = descending ? -1 : 1;
  const inOrder = (places: GroupPlace[]) => places.sort((a, b) => way * compare(sort, a, b)).slice(0, count);
  let found: GroupPlace[] = [];
  for (const { group, search } of parts) {
    let after = sort === 'group' ? null : query.after;
    for (let left = count; left > 0;) {
      const limit = Math.min(left, by === 'author' ? 1_000_000 : 10_000);
      const places = await storage.findPlaces(group, search, { by, descending, after, limit });
      found.push(...places.map((place) => ({ group, place })).filter(isAfter));
      left = places.length < limit ? 0 : left - limit;
      // By author, places are not told apart by their key: of these a page holds all.
      const last = places.at(-1);
      if (!last || by === 'author') break;
      after = last[by];
    }
    // However many groups there are, no more is held than is asked for, and once more.
    if (found.length > 2 * count) found = inOrder(found);
  }
  return inOrder(found);
}

function compare(sort: Sort, a: GroupPlace, b: GroupPlace): number {
  const [one, other] = [keyOf(sort, a), keyOf(sort, b)];
  if (one !== other) return one < other ? -1 : 1;
  return a.place.id < b.place.id ? -1 : a.place.id > b.place.id ? 1 : 0;
}

function keyOf(sort: Sort, { group, place }: GroupPlace): number | string {
  return sort === 'group' ? group : place[ORDER[sort]];
}

/** Whether a place is behind the cursor of a search. */
function afterCursor({
  sort,
  after,
  descending,
}: Pick<Query, 'sort' | 'after' | 'descending'>): (place: GroupPlace) => boolean {
  if (after === null) return () => true;
  return (place) => {
    const key = keyOf(sort, place);
    return descending ? key < after : key > after;
  };
}

async function readAll(deps: Searching, reader: Reader, places: readonly GroupPlace[]): Promise<FoundNote[]> {
  return (await bodiesIn(deps, reader, places)).map(({ body, place }) => ({ row: noteRow(body), place }));
}

type ReadPlace = GroupPlace & { body: string };

/** What stands in these places, in their order; without what is gone, or not this reader's to read any more. */
async function bodiesIn({ storage }: Searching, reader: Reader, places: readonly GroupPlace[]): Promise<ReadPlace[]> {
  const bodies = new Map<Id, string>();
  for (const [group, found] of Map.groupBy(places, (one) => one.group)) {
    const ids = found.map(({ place }) => place.id);
    for (const [id, body] of await storage.bodies(group, reader.account.id, ids)) bodies.set(id, body);
  }
  return places.flatMap((one) => {
    const body = bodies.get(one.place.id);
    return body === undefined ? [] : [{ ...one, body }];
  });
}

async function sum(counts: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(counts)).reduce((total, count) => total + count, 0);
}
