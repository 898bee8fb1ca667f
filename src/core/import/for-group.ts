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

/** What is answered stands before what answers it; a ring of answers, which only a hostile file has, is cut. */
export function recordsFor(group: Id, notes: readonly ForeignNote[]): ImportedRecord[] {
  return recordsWith(notes, new Map(notes.map((note) => [note.name, idFor(group, note)])));
}

/** The same in steps, since the ids of many notes take a while. @param breathe awaited often, between two notes */
export async function recordsInSteps(
  group: Id,
  notes: readonly ForeignNote[],
  breathe: () => Promise<unknown>,
): Promise<ImportedRecord[]> {
  const ids = new Map<string, Id>();
  for (const [at, note] of notes.entries()) {
    ids.set(note.name, idFor(group, note));
    if (at % FEW === 0) await breathe();
  }
  return recordsWith(notes, ids);
}

/** Their ids take well below a millisecond. */
const FEW = 10;

/** @param ids of all notes by their names */
function recordsWith(notes: readonly ForeignNote[], ids: ReadonlyMap<string, Id>): ImportedRecord[] {
  const byName = new Map(notes.map((note) => [note.name, note]));
  return inOrder(inTime(notes), byName).flatMap(({ note, isCut }) => {
    const { name, fields, origin, answers, copyOf } = note;
    const id = ids.get(name);
    if (id === undefined) return [];
    const parent = answers === undefined || isCut ? null : (ids.get(answers) ?? null);
    const original = copyOf === undefined ? undefined : ids.get(copyOf);
    return {
      id,
      former: idOfUrn(origin.id ?? ''),
      at: origin.created ?? null,
      fields: { ...fields, parent, ...(original !== undefined && { copyOf: original }), origin },
    };
  });
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
