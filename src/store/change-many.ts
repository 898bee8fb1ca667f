/**
 * Changes of many notes at once, as the library makes them: a batch is one transaction, and what may not be changed stays as it
 * is and is counted. Each answers what it takes to undo it.
 */
import type { Id } from '../core/id.ts';
import { imageIdsIn } from '../core/image.ts';
import { MAX_TAGS } from '../core/tags.ts';
import type { Store } from './database.ts';
import { editable, putFields } from './editable-note.ts';
import { noteOf } from './find-notes.ts';
import { bytesOfImage } from './image-bytes.ts';
import { readIdentity } from './meta.ts';
import { deleteBehind, mayLeave } from './moved-note.ts';
import { livingFields } from './project.ts';
import { realSources, type Sources } from './sources.ts';
import { createNote } from './write-note.ts';
import { deleteNote, restoreNote } from './delete-note.ts';

/** `keys` are those of the documents touched. */
export type Changed = { done: Id[]; keys: string[] };
export type TagChange = { id: Id; add: string[]; remove: string[] };
/** `same`: how many had and lacked these already. */
export type Retagged = { done: TagChange[]; same: number; keys: string[] };
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

/**
 * Gives notes tags and takes tags off them, whatever others they have by then; answers what undoes it in the same way. Of two devices
 * that do so at once, both count (ADR 0008).
 */
export function retagNotes(db: Store, wanted: readonly TagChange[], sources: Sources = realSources): Promise<Retagged> {
  return db.write(async () => {
    const changed: Retagged = { done: [], same: 0, keys: [] };
    for (const { id, add, remove } of wanted) {
      const note = await editable(db, id);
      if (!note.ok) continue;
      const before = note.fields.tags;
      const left = before.filter((tag) => !remove.includes(tag));
      const tags = [...new Set([...left, ...add])].slice(0, Math.max(MAX_TAGS, left.length));
      const undo = { id, add: without(before, tags), remove: without(tags, before) };
      if (undo.add.length + undo.remove.length === 0) {
        changed.same++;
        continue;
      }
      const written = await putFields(db, note.record, { ...note.fields, tags }, sources);
      if (!written.ok) continue;
      changed.done.push(undo);
      changed.keys.push(...written.keys);
    }
    return changed;
  });
}

function without(tags: readonly string[], others: readonly string[]): string[] {
  return tags.filter((tag) => !others.includes(tag));
}

/**
 * Makes a copy of my own notes in another group and deletes them here; answers both. What answers somebody stays, and what
 * was answered, and what shows a picture that is not on this device. The deletion leaves once the copy was taken (moved-note.ts).
 */
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
      if (!(await mayLeave(db, record)) || !(await hasPictures(db, fields.text))) continue;
      const { copyOf: _, ...copied } = fields;
      const made = await createNote(db, { group, fields: copied }, sources);
      if (!made.ok) continue;
      const move = { from: id, to: made.id };
      changed.keys.push(...made.keys, ...(await deleteBehind(db, move, sources)));
      changed.done.push(move);
    }
    return changed;
  });
}

async function hasPictures(db: Store, text: string): Promise<boolean> {
  for (const id of imageIdsIn(text)) if (!(await bytesOfImage(db, id))) return false;
  return true;
}

function take(changed: Changed, id: Id, written: Awaited<ReturnType<typeof deleteNote>>): void {
  if (!written.ok) return;
  changed.done.push(id);
  changed.keys.push(...written.keys);
}
