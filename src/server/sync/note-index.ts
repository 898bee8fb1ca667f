/**
 * The index over a group's notes for devices that hold it in part (ADR 0030). It is made when somebody
 * first asks, and follows the history from there whenever it is asked again: groups that are held whole
 * cost nothing, and no push waits for it longer than a batch takes.
 */
import * as v from 'valibot';
import { documentHash } from '../../core/document-hash.ts';
import { presentKeys } from '../../core/document.ts';
import { id, type Id } from '../../core/id.ts';
import { DOCUMENT_TERM, type HistoryRecord, type Terms } from '../storage/parts.ts';
import type { Storage } from '../storage/storage.ts';

/** Records in one transaction, which others wait for. */
const BATCH = 500;

/** The group itself, and its members. */
export const PEOPLE_TERM = 'p';

/** What concerns somebody: their notes, what these answer, and the answers to them. */
export function personTerm(person: Id): string {
  return `c${person}`;
}

export function documentTerm(hash: string): string {
  return `${DOCUMENT_TERM}${hash}`;
}

/** Brings a group's index up to its history as it was when asked; answers how far it has come. */
export async function bringUp(storage: Storage, group: Id): Promise<number> {
  const head = await storage.head(group);
  let upto = await storage.indexed(group);
  const namesOf = namer(group);
  while (upto < head) {
    upto = await storage.transact([group], async (tx) => {
      const records = await tx.history(group, await tx.indexed(group), BATCH);
      const last = records.at(-1);
      // Somebody else's question has brought it up meanwhile.
      if (!last) return head;
      const notes = records.flatMap(noteOf);
      const authors = await tx.authors(
        group,
        notes.flatMap(({ parent }) => parent ?? []),
      );
      await tx.dropDocumentTerms(
        group,
        records.map((record) => record.id),
      );
      await tx.addTerms(group, [
        ...records.flatMap((record): Terms[] =>
          record.kind === 'annotation' ? [] : [{ id: record.id, terms: [PEOPLE_TERM] }],
        ),
        ...notes.flatMap((note) => termsOf(note, authors, namesOf)),
      ]);
      await tx.setIndexed(group, last.seq);
      return last.seq;
    });
  }
  return upto;
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

type Namer = (key: string) => readonly string[];

/** The terms of a document's key, made once of each: reading an address takes longer than all else. */
function namer(group: Id): Namer {
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
