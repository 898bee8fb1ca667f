/**
 * Reading a group anew from its beginning, where this device was away for longer than the endpoint
 * remembers deletions, or was out of the group: what does not come again is there no more, but
 * words that wait here are not thrown away (fault F26). Every step is durable by itself.
 */
import type { Store } from './database.ts';
import { FORMER, enqueueWords, pendingOf } from './enqueue.ts';
import { keysOfNotes, notesOfGroup } from './find-notes.ts';
import { isPart } from './is-part.ts';
import { readIdentity } from './meta.ts';
import { livingFields } from './project.ts';
import { redeemReceipts } from './receipts.ts';
import { reassemble, type Change } from './reassemble.ts';
import type { Cursor, StoredAnnotation, StoredReaction } from './records.ts';
import { unshelveAll } from './shelves.ts';
import { realSources, type Sources } from './sources.ts';

export type Reading = { group: string; epoch: string; /** Of the endpoint's answer. */ floor: number };

/** Runs in a transaction of its own, or within one. */
export function beginAnew(db: Store, { group, epoch, floor }: Reading): Promise<void> {
  return db.write(async () => {
    await unshelveAll(db, group);
    await redeemReceipts(db, group);
    await db.annotations.where('group').equals(group).modify(markStale);
    await db.reactions.where('group').equals(group).modify(markStale);
    const offer = (await db.cursors.get(group))?.offer ?? 0;
    await db.cursors.put({ group, cursor: 0, epoch, offer, floor, anew: 1 });
  });
}

/**
 * Call it before the first page is asked for. A reading anew may have been due for long: what was sent meanwhile is to come
 * again as well, or it was deleted, and that is forgotten.
 */
export async function dueAnew(db: Store, group: string): Promise<void> {
  const cursor = await db.cursors.get(group);
  if (cursor?.anew !== 1 || cursor.cursor > 0) return;
  await beginAnew(db, { group, epoch: cursor.epoch, floor: cursor.floor ?? 0 });
}

/** What the endpoint had is to come again; what it never had is not. */
export function markStale(record: StoredAnnotation | StoredReaction): void {
  if (record.base) record.stale = 1;
}

/** After the group was read to its head. Answers the document keys touched. */
export function finishAnew(db: Store, group: string, sources: Sources = realSources): Promise<string[]> {
  return db.write(async () => {
    const cursor = await db.cursors.get(group);
    // Begun anew by somebody else in this very moment: nothing has come yet.
    if (cursor?.anew !== 1 || cursor.cursor === 0) return [];
    const { anew: _, ...done } = cursor;
    await db.cursors.put(done);
    const { user } = await readIdentity(db);
    const stale = await db.annotations
      .where('group')
      .equals(group)
      .filter((note) => note.stale === 1)
      .toArray();
    const changes: Change[] = [];
    for (const note of stale) {
      // My own notes of an older life of the database are not deleted but missing: they are offered.
      if (note.author === user && note.epoch !== cursor.epoch) continue;
      const words = livingFields(note);
      const isChanged = (await pendingOf(db, note.id)).length > 0;
      changes.push({ id: note.id, base: { row: null, epoch: cursor.epoch } });
      if (!isChanged || !words) continue;
      // A change made here outlives a deletion that nobody remembers: the whole note goes out again, and has seen nothing of what
      // may be there by then.
      await db.outbox.where('id').equals(note.id).delete();
      await db.annotations.put({ ...note, base: null, epoch: cursor.epoch });
      await enqueueWords(db, note, words, sources, FORMER);
    }
    if (isPart(await db.holdings.get(group))) await askForAnswered(db, cursor, new Set(changes.map(({ id }) => id)));
    const keys = await reassemble(db, changes, sources);
    const reactions = await db.reactions
      .where('group')
      .equals(group)
      .filter(({ stale: isStale, author, epoch }) => isStale === 1 && (author !== user || epoch === cursor.epoch))
      .toArray();
    await db.reactions.bulkDelete(reactions.map(({ id }) => id));
    const touched = await keysOfNotes(db, [...new Set(reactions.map(({ target }) => target))]);
    return [...new Set([...keys, ...touched])];
  });
}

/** What an own answer is to, that had not been sent when its part was read, did not come with it: it is asked for again. */
async function askForAnswered(db: Store, { group, cursor }: Cursor, gone: ReadonlySet<string>): Promise<void> {
  const { user } = await readIdentity(db);
  const notes = await notesOfGroup(db, group);
  const here = new Set(notes.flatMap(({ id }) => (gone.has(id) ? [] : [id])));
  const lacks = notes.some(({ author, parent, row }) => {
    return author === user && !row.deleted && parent !== undefined && !here.has(parent);
  });
  if (lacks) await db.holdings.update(group, { lacks: cursor });
}
