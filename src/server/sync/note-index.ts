/**
 * What is in the index over a group's notes for devices that hold it in part (ADR 0030) and for the search of tools (ADR
 * 0046), and how a slice of its history is taken into it. When that is done is indexing.ts.
 */
import * as v from 'valibot';
import { documentHash } from '../../core/document-hash.ts';
import { presentKeys } from '../../core/document.ts';
import { digest } from '../../core/document/digest.ts';
import { id, type Id } from '../../core/id.ts';
import { DOCUMENT_TERM, TAG_TERM, type HistoryRecord, type Terms } from '../storage/parts.ts';
import type { NotePlace } from '../storage/search.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import { notesAbove } from './notes-above.ts';

/** Records in one transaction: SQLite holds the event loop for so long, and whoever writes waits. */
const SLICE = 200;

/** What concerns somebody: their notes, what these answer, and the answers to them. */
export function personTerm(person: Id): string {
  return `c${person}`;
}

export function documentTerm(hash: string): string {
  return `${DOCUMENT_TERM}${hash}`;
}

/** As it is typed by somebody else. A digest, since a tag may have characters that no database takes. */
export function tagTerm(tag: string): string {
  return `${TAG_TERM}${digest(tag.toLowerCase())}`;
}

/** What stands below a note in its thread. */
export function belowTerm(note: Id): string {
  return `a${note}`;
}

/** Private notes of which a tool said that they were written in a group. */
export function saidInTerm(group: Id): string {
  return `s${group}`;
}

/** Takes the next slice of a group's history into its index; answers up to where that is, or null where there was no more. */
export function indexNext(storage: Pick<Storage, 'transact'>, group: Id, namesOf: Namer): Promise<number | null> {
  const work = async (tx: Transaction): Promise<number | null> => {
    const records = await tx.history(group, await tx.indexed(group), SLICE);
    const last = records.at(-1);
    // Somebody else has come so far meanwhile, or what was the last of it has been purged.
    if (!last) return null;
    const read = records.flatMap(noteOf);
    const again = await answersAgain(tx, group, read);
    const notes = [...read.filter(({ id: note }) => !again.has(note)), ...again.values()];
    const authors = await tx.authors(
      group,
      notes.flatMap(({ parent }) => parent ?? []),
    );
    const above = await notesAbove(tx, group, notes, again);
    await tx.dropChangingTerms(group, [...records.map((record) => record.id), ...again.keys()]);
    await tx.addTerms(
      group,
      notes.flatMap((note) => termsOf(note, authors, namesOf, above.get(note.id) ?? [])),
    );
    await tx.dropPlaces(
      group,
      records.filter(({ deleted }) => deleted).map((record) => record.id),
    );
    await tx.putPlaces(
      group,
      notes.map((note) => placeOf(note, above.get(note.id) ?? [])),
    );
    await tx.setIndexed(group, last.seq);
    return last.seq;
  };
  return storage.transact([group], work, { mayBeLost: true });
}

/**
 * What stands below notes that are new to the index, and is in it already: such a note had been forgotten with its tombstone when its
 * answers were indexed, and was brought back, or was deleted then. Whose note they answer, and what that answers, was not known.
 */
async function answersAgain(
  tx: Pick<Transaction, 'placesById' | 'named' | 'record'>,
  group: Id,
  notes: readonly IndexedNote[],
): Promise<Map<Id, IndexedNote>> {
  const again = new Map<Id, IndexedNote>();
  const ids = notes.map((note) => note.id);
  const placed = new Set((await tx.placesById(group, ids)).map((place) => place.id));
  const below = ids.flatMap((note) => (placed.has(note) ? [] : [belowTerm(note)]));
  if (below.length === 0) return again;
  for (const answer of await tx.named(group, below)) {
    const record = await tx.record(group, answer);
    for (const note of record ? noteOf(record) : []) again.set(answer, note);
  }
  return again;
}

type IndexedNote = {
  id: Id;
  author: Id;
  keys: string[];
  parent: Id | null;
  tags: string[];
  saidIn: Id | undefined;
  created: string;
  updated: string;
};

const body = v.object({
  created: v.string(),
  updated: v.string(),
  fields: v.object({
    target: v.object({ keys: v.array(v.string()) }),
    parent: v.nullable(id),
    tags: v.array(v.string()),
    hypothesis: v.fallback(v.optional(v.object({ group: v.optional(id) })), undefined),
  }),
});

function noteOf(record: HistoryRecord): IndexedNote[] {
  if (record.kind !== 'annotation' || record.deleted) return [];
  const { created, updated, fields } = v.parse(body, JSON.parse(record.body));
  const { target, parent, tags, hypothesis } = fields;
  const { id: note, author } = record;
  return [{ id: note, author, keys: target.keys, parent, tags, saidIn: hypothesis?.group, created, updated }];
}

function placeOf({ id: note, author, created, updated }: IndexedNote, above: readonly Id[]): NotePlace {
  return { id: note, author, above, created: placeIn(created), updated: placeIn(updated) };
}

/** The first millisecond whose microseconds are whole numbers here, in 1684: a larger one no database hands back. */
const FIRST = Math.ceil(Number.MIN_SAFE_INTEGER / 1000);

/** In microseconds. What is said to be older, since its author may say so, is taken for as old as that. */
function placeIn(instant: string): number {
  return 1000 * Math.max(Date.parse(instant), FIRST);
}

function termsOf(
  { id: note, author, keys, parent, tags, saidIn }: IndexedNote,
  authors: ReadonlyMap<Id, Id>,
  namesOf: Namer,
  above: readonly Id[],
): Terms[] {
  const names = new Set(keys.flatMap(namesOf));
  const asked = parent === null ? undefined : authors.get(parent);
  const people = new Set([author, ...(asked === undefined ? [] : [asked])]);
  const more = [...tags.map(tagTerm), ...above.map(belowTerm), ...(saidIn === undefined ? [] : [saidInTerm(saidIn)])];
  return [
    { id: note, terms: [...names, ...Array.from(people, personTerm), ...new Set(more)] },
    ...(parent === null ? [] : [{ id: parent, terms: [personTerm(author)] }]),
  ];
}

export type Namer = (key: string) => readonly string[];

/** The terms of a document's key, made once of each: reading an address takes longer than all else. */
export function namer(group: Id): Namer {
  const known = new Map<string, readonly string[]>();
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    // Also as it was written: a device of another version may have another normal form of addresses.
    const names = [...new Set([...presentKeys([key]), key])].map((name) => documentTerm(documentHash(group, name)));
    known.set(key, names);
    return names;
  };
}
