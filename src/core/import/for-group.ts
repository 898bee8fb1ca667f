/**
 * Imported notes as records of a group on this device. Their ids follow from the group and from what they are called where they
 * come from, so that what was imported before is known again, and an import that broke off can be repeated.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { idOfUrn } from '../export/iri.ts';
import { newId, type Id } from '../id.ts';
import type { ImportedRecord } from './imported-record.ts';
import type { ForeignNote } from './imported.ts';

/**
 * One by one, for who sends the first of them while the rest is made. What is answered stands before what answers it; a ring of answers,
 * which only a hostile file has, is cut.
 */
export function* eachRecordFor(group: Id, notes: readonly ForeignNote[]): Generator<ImportedRecord, void> {
  const byName = new Map(notes.map((note) => [note.name, note]));
  const idOf = idsIn(group, byName);
  for (const { note, isCut } of inOrder(inTime(notes), byName)) {
    const { name, fields, origin, answers, copyOf } = note;
    const id = idOf(name);
    if (id === undefined) continue;
    const parent = answers === undefined || isCut ? null : (idOf(answers) ?? null);
    const original = copyOf === undefined ? undefined : idOf(copyOf);
    yield {
      id,
      former: idOfUrn(origin.id ?? ''),
      at: origin.created ?? null,
      fields: { ...fields, parent, ...(original !== undefined && { copyOf: original }), origin },
    };
  }
}

/** Each is made when it is asked for first. */
function idsIn(group: Id, byName: ReadonlyMap<string, ForeignNote>): (name: string) => Id | undefined {
  const made = new Map<string, Id>();
  return (name) => {
    const known = made.get(name);
    const note = known === undefined ? byName.get(name) : undefined;
    if (!note) return known;
    const id = idFor(group, note);
    made.set(name, id);
    return id;
  };
}

/** Ids begin with this time, and the store finds those of one time together. */
function inTime(notes: readonly ForeignNote[]): ForeignNote[] {
  const timed = notes.map((note) => ({ note, at: note.origin.created ?? '' }));
  return timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ note }) => note);
}

function idFor(group: Id, { name, origin }: ForeignNote): Id {
  const hash = sha256(utf8ToBytes(`${group}\n${name.toWellFormed()}`));
  return newId(Math.max(0, Date.parse(origin.created ?? '') || 0), (length) => hash.slice(0, length));
}

function inOrder(
  notes: readonly ForeignNote[],
  byName: ReadonlyMap<string, ForeignNote>,
): { note: ForeignNote; isCut: boolean }[] {
  const placed = new Set<string>();
  const order: { note: ForeignNote; isCut: boolean }[] = [];
  for (const note of notes) {
    if (note.answers === undefined) {
      if (!placed.has(note.name)) order.push({ note, isCut: false });
      placed.add(note.name);
      continue;
    }
    const above: ForeignNote[] = [];
    const walked = new Set<string>();
    let next: ForeignNote | undefined = note;
    while (next && !placed.has(next.name) && !walked.has(next.name)) {
      walked.add(next.name);
      above.push(next);
      next = next.answers === undefined ? undefined : byName.get(next.answers);
    }
    // Back at one of this walk: it is in a ring.
    const ring = next && walked.has(next.name) ? above.at(-1)?.name : undefined;
    for (const one of above.toReversed()) {
      placed.add(one.name);
      order.push({ note: one, isCut: one.name === ring });
    }
  }
  return order;
}
