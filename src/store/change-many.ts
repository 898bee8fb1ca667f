/**
 * Changes of many notes at once, as the library makes them: a batch is one transaction, and what may not be changed stays as it
 * is and is counted. Each answers what it takes to undo it.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { editable, putFields } from './editable-note.ts';
import { noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { livingFields } from './project.ts';
import { realSources, type Sources } from './sources.ts';
import { createNote, deleteNote, restoreNote } from './write-note.ts';

/** `keys` are those of the documents touched. */
export type Changed = { done: Id[]; keys: string[] };
export type Retagged = { done: { id: Id; tags: string[] }[]; keys: string[] };
export type Moved = { done: { from: Id; to: Id }[]; keys: string[] };

/** My own ones: what others wrote could not be brought back. */
export function deleteNotes(db: Store, ids: readonly Id[], sources: Sources = realSources): Promise<Changed> {
  return db.write(async () => {
    const { user } = await readIdentity(db);
    const changed: Changed = { done: [], keys: [] };
    for (const id of ids) {
      if ((await noteOf(db, id))?.author !== user) continue;
      take(changed, id, await deleteNote(db, id, sources));
    }
    return changed;
  });
}

export function restoreNotes(db: Store, ids: readonly Id[], sources: Sources = realSources): Promise<Changed> {
  return db.write(async () => {
    const changed: Changed = { done: [], keys: [] };
    for (const id of ids) take(changed, id, await restoreNote(db, id, sources));
    return changed;
  });
}

/** Gives notes other tags; answers those they had. */
export function retagNotes(
  db: Store,
  wanted: readonly { id: Id; tags: string[] }[],
  sources: Sources = realSources,
): Promise<Retagged> {
  return db.write(async () => {
    const changed: Retagged = { done: [], keys: [] };
    for (const { id, tags } of wanted) {
      const note = await editable(db, id);
      if (!note.ok) continue;
      const written = await putFields(db, note.record, { ...note.fields, tags }, sources);
      if (!written.ok) continue;
      changed.done.push({ id, tags: note.fields.tags });
      changed.keys.push(...written.keys);
    }
    return changed;
  });
}

/** Makes a copy of my own notes in another group and deletes them here; answers both. What answers somebody stays. */
export function moveNotes(
  db: Store,
  { ids, group }: { ids: readonly Id[]; group: Id },
  sources: Sources = realSources,
): Promise<Moved> {
  return db.write(async () => {
    const { user } = await readIdentity(db);
    const changed: Moved = { done: [], keys: [] };
    for (const id of ids) {
      const record = await noteOf(db, id);
      const fields = livingFields(record);
      // The words of a hidden note are not in it.
      if (!fields || record?.author !== user || record.group === group || fields.parent !== null || fields.hidden)
        continue;
      const { copyOf: _, ...copied } = fields;
      const made = await createNote(db, { group, fields: copied }, sources);
      if (!made.ok) continue;
      const gone = await deleteNote(db, id, sources);
      changed.done.push({ from: id, to: made.id });
      changed.keys.push(...made.keys, ...(gone.ok ? gone.keys : []));
    }
    return changed;
  });
}

function take(changed: Changed, id: Id, written: Awaited<ReturnType<typeof deleteNote>>): void {
  if (!written.ok) return;
  changed.done.push(id);
  changed.keys.push(...written.keys);
}
