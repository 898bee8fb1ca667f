/**
 * Deleting many notes of mine at once that never left this device: what becomes of each is what `deleteNote` makes of it, but nothing
 * has to be asked note by note. Runs inside a transaction.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { entriesOn } from './enqueue.ts';
import { readIdentity } from './meta.ts';
import { dropParcelled } from './parcels.ts';
import { livingFields } from './project.ts';
import { reassemble } from './reassemble.ts';
import type { StoredAnnotation } from './records.ts';
import { isSent, readSent } from './sent.ts';
import { takeOffShelves } from './shelves.ts';
import type { Sources } from './sources.ts';

/** Those of these notes that are mine and of which the endpoint has heard nothing. @param notes with their receipts */
export async function unsentAmong(db: Store, notes: readonly StoredAnnotation[]): Promise<Set<Id>> {
  const { user } = await readIdentity(db);
  // The words of a hidden one are not in it.
  const never = notes.filter(
    (note) => note.author === user && note.base === null && livingFields(note)?.hidden !== true,
  );
  const ids = new Set(never.map(({ id }) => id));
  const mark = await readSent(db);
  for (const entry of await entriesOn(db, [...ids])) if (isSent(entry, mark)) ids.delete(entry.id);
  return ids;
}

/**
 * Their words stay for a while, as those of others that are deleted. Answers the document keys touched.
 * @param notes as `unsentAmong` has found them in this transaction
 */
export async function deleteUnsent(
  db: Store,
  notes: readonly StoredAnnotation[],
  sources: Sources,
): Promise<Set<string>> {
  if (notes.length === 0) return new Set();
  const ids = notes.map(({ id }) => id);
  await dropParcelled(db, ids);
  const entries = await entriesOn(db, ids);
  await db.outbox.bulkDelete(entries.flatMap(({ n }) => n ?? []));
  await db.refused.bulkDelete(ids);
  await takeOffShelves(db, ids);
  return reassemble(
    db,
    ids.map((id) => ({ id })),
    sources,
    new Map(notes.map((note) => [note.id, note])),
  );
}
