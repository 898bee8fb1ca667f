/** The list "not sent": changes that the endpoint refused, to be tried again or forgotten by their writer. */
import type { Store } from './database.ts';
import { keepEarlier } from './earlier-words.ts';
import { noteOf } from './find-notes.ts';
import { enqueue, enqueueWords, seenOfGone } from './enqueue.ts';
import { moveAgain } from './moved-note.ts';
import { livingFields } from './project.ts';
import { reassemble } from './reassemble.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** Puts one refused change, or all, back into the outbox, oldest first. Answers the document keys touched. */
export function retryRefused(db: Store, note: string | null, sources: Sources = realSources): Promise<string[]> {
  return db.write(async () => {
    const keys = new Set<string>();
    const all = note === null ? await db.refused.toArray() : await db.refused.where('id').equals(note).toArray();
    for (const refused of all.sort((a, b) => (a.at < b.at ? -1 : 1))) {
      const { id, group } = refused;
      await db.refused.delete(id);
      const at = instantOf(sources);
      const held = await noteOf(db, id);
      const baseRev = held?.base?.rev ?? 0;
      switch (refused.act) {
        case 'put':
          await enqueueWords(db, { id, group }, refused.fields, sources, seenOfGone(held));
          for (const key of await moveAgain(db, id, refused, sources)) keys.add(key);
          break;
        case 'delete':
          await enqueue(db, { opId: freshId(sources), id, group, baseRev, at, kind: 'annotation', act: 'delete' });
          break;
        case 'group':
          await enqueue(db, { ...refused.op, opId: freshId(sources), at });
          break;
      }
    }
    const notes = all.flatMap(({ id, act }) => (act === 'group' ? [] : [{ id }]));
    return [...keys, ...(await reassemble(db, notes, sources))];
  });
}

/**
 * Forgets a refused change: the note is again as the endpoint has it, or gone if it never had it. Of a copy that was to move a note,
 * words that the note has not are among its earlier versions then.
 */
export function discardRefused(db: Store, note: string, sources: Sources = realSources): Promise<string[]> {
  return db.write(async () => {
    const refused = await db.refused.get(note);
    if (!refused) return [];
    await db.refused.delete(note);
    if (refused.act === 'put' && refused.movedFrom !== undefined) {
      const original = livingFields(await noteOf(db, refused.movedFrom));
      if (original) await keepEarlier(db, refused.movedFrom, { before: refused.fields, after: original }, sources);
    }
    const keys = await reassemble(db, [{ id: note }], sources);
    return [...keys];
  });
}
