/**
 * What is in the index over a group's notes for devices that hold it in part (ADR 0030), and how a slice of its
 * history is taken into it. When that is done is indexing.ts.
 */
import * as v from 'valibot';
import { documentHash } from '../../core/document-hash.ts';
import { presentKeys } from '../../core/document.ts';
import { id, type Id } from '../../core/id.ts';
import { DOCUMENT_TERM, type HistoryRecord, type Terms } from '../storage/parts.ts';
import type { Storage, Transaction } from '../storage/storage.ts';

/** Records in one transaction: SQLite holds the event loop for so long, and whoever writes waits. */
const SLICE = 200;

/** What concerns somebody: their notes, what these answer, and the answers to them. */
export function personTerm(person: Id): string {
  return `c${person}`;
}

export function documentTerm(hash: string): string {
  return `${DOCUMENT_TERM}${hash}`;
}

/** Takes the next slice of a group's history into its index; answers up to where that is, or null where there was no more. */
export function indexNext(storage: Pick<Storage, 'transact'>, group: Id, namesOf: Namer): Promise<number | null> {
  const work = async (tx: Transaction): Promise<number | null> => {
    const records = await tx.history(group, await tx.indexed(group), SLICE);
    const last = records.at(-1);
    // Somebody else has come so far meanwhile, or what was the last of it has been purged.
    if (!last) return null;
    const notes = records.flatMap(noteOf);
    const authors = await tx.authors(
      group,
      notes.flatMap(({ parent }) => parent ?? []),
    );
    await tx.dropDocumentTerms(
      group,
      records.map((record) => record.id),
    );
    await tx.addTerms(
      group,
      notes.flatMap((note) => termsOf(note, authors, namesOf)),
    );
    await tx.setIndexed(group, last.seq);
    return last.seq;
  };
  return storage.transact([group], work, { mayBeLost: true });
}

type IndexedNote = { id: Id; author: Id; keys: string[]; parent: Id | null };

const body = v.object({
  fields: v.object({ target: v.object({ keys: v.array(v.string()) }), parent: v.nullable(id) }),
});

function noteOf(record: HistoryRecord): IndexedNote[] {
  if (record.kind !== 'annotation' || record.deleted) return [];
  const { target, parent } = v.parse(body, JSON.parse(record.body)).fields;
  return [{ id: record.id, author: record.author, keys: target.keys, parent }];
}

function termsOf(
  { id: note, author, keys, parent }: IndexedNote,
  authors: ReadonlyMap<Id, Id>,
  namesOf: Namer,
): Terms[] {
  const names = new Set(keys.flatMap(namesOf));
  const asked = parent === null ? undefined : authors.get(parent);
  const people = new Set([author, ...(asked === undefined ? [] : [asked])]);
  return [
    { id: note, terms: [...names, ...Array.from(people, personTerm)] },
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
