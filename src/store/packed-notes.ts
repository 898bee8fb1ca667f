/**
 * The notes of a shelf as they are kept. Most of them are shown as the endpoint has them: what is the same object in a record is
 * written down once, and is the same one again when it is read.
 */
import { packedJson, unpackedJson, type PackedJson } from './packed-json.ts';
import type { Shelf, StoredAnnotation } from './records.ts';

type Kept = Omit<StoredAnnotation, 'base'> & { base: StoredAnnotation['base'] | typeof AS_SHOWN };

const AS_SHOWN = 'row';

export function packedNotes(notes: readonly StoredAnnotation[]): PackedJson {
  return packedJson(notes.map((note): Kept => (note.base === note.row ? { ...note, base: AS_SHOWN } : note)));
}

export function notesOn({ notes }: Pick<Shelf, 'notes'>): StoredAnnotation[] {
  // As releases before kept them.
  if (Array.isArray(notes)) return notes;
  const read = unpackedJson(notes);
  if (!areKept(read)) throw new Error('kept notes are none');
  for (const note of read) if (note.base === AS_SHOWN) note.base = note.row;
  if (!areWhole(read)) throw new Error('kept notes are none');
  return read;
}

/** Written above. */
function areKept(read: unknown[]): read is Kept[] {
  return read.every((one) => typeof one === 'object');
}

function areWhole(read: Kept[]): read is StoredAnnotation[] {
  return read.every(({ base }) => base !== AS_SHOWN);
}
