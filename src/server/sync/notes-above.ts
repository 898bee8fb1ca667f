/** The notes that a note answers, up to the first of its thread: asked once for a slice of a history, in whatever order that has them. */
import * as v from 'valibot';
import { id, type Id } from '../../core/id.ts';
import type { Transaction } from '../storage/storage.ts';

type Answer = { id: Id; parent: Id | null };

/** How deep a thread is followed; of a deeper one the nearest notes are known. */
const MAX_STEPS = 100;

/**
 * By note, the first of the thread first. Above a deleted note nothing is known, but by what was placed before.
 * @param again of these notes what was placed before does not count
 */
export async function notesAbove(
  tx: Pick<Transaction, 'record' | 'placesById'>,
  group: Id,
  notes: readonly Answer[],
  again: ReadonlyMap<Id, unknown>,
): Promise<Map<Id, Id[]>> {
  const parents = new Map(notes.map((note) => [note.id, note.parent]));
  const ids = notes.flatMap(({ id: note, parent }) => (parent === null ? [] : [note, parent]));
  const placed = ids.length === 0 ? [] : await tx.placesById(group, ids);
  const known = new Map<Id, Id[]>(
    placed.flatMap((place) => (again.has(place.id) ? [] : [[place.id, [...place.above]]])),
  );
  const parentOf = async (note: Id): Promise<Id | null> => {
    const parent = parents.get(note);
    if (parent !== undefined) return parent;
    const record = await tx.record(group, note);
    const read = record && !record.deleted ? v.safeParse(body, JSON.parse(record.body)) : null;
    const found = read?.success ? read.output.fields.parent : null;
    parents.set(note, found);
    return found;
  };
  for (const { id: note, parent } of notes) {
    if (known.has(note)) continue;
    const above: Id[] = [];
    for (let at = parent; at !== null && above.length < MAX_STEPS;) {
      above.unshift(at);
      const further = known.get(at);
      if (further) {
        above.unshift(...further);
        break;
      }
      at = await parentOf(at);
    }
    known.set(note, above.slice(-MAX_STEPS));
  }
  return known;
}

const body = v.object({ fields: v.object({ parent: v.nullable(id) }) });
