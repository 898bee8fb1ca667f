/** Deleting a note, and the way back, stored with their outbox entries in one transaction (write-note.ts). */
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import type { Store } from './database.ts';
import { changed, enqueue, enqueueWords, opsOf, pendingOf, seenOfGone } from './enqueue.ts';
import { noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { livingFields, project } from './project.ts';
import type { OutboxEntry } from './records.ts';
import { roleIn } from './role-in.ts';
import { shownWords, withShownWords } from './shown-words.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';
import { done, refuse, type Written } from './written.ts';

/** My own words stay on this device for a while, so that it can be undone. */
export function deleteNote(db: Store, id: Id, sources: Sources = realSources): Promise<Written> {
  return db.write(async () => {
    const record = await noteOf(db, id);
    if (!record || record.row.deleted) return refuse('not_found');
    const { user } = await readIdentity(db);
    const actor = { user, role: await roleIn(db, record.group) };
    // Words that never left this device are their author's to throw away, whatever the group says.
    const mineAlone = record.base === null && record.author === user;
    if (!mineAlone && !may(actor, { verb: 'annotation.delete', author: record.author })) return refuse('forbidden');
    // Those of a hidden note are beside it, and go with it.
    const [whole] = await withShownWords(db, [record]);
    await db.refused.delete(id);
    const pending = await pendingOf(db, id);
    await db.outbox.bulkDelete(pending.flatMap(({ n, sent }) => (n !== undefined && sent === 0 ? [n] : [])));
    const onTheWay = pending.filter(({ sent }) => sent === 1);
    const inFlight = onTheWay.at(-1);
    const isThere = record.base !== null && !record.base.deleted;
    if (inFlight ? inFlight.op.act !== 'delete' : isThere) {
      // Under words that were still to go out, their writer did not see what came from elsewhere since.
      const over = inFlight ? undefined : pending.find(({ op }) => hasWords(op));
      const baseRev = (inFlight ?? over)?.op.baseRev ?? record.base?.rev ?? 0;
      const envelope = { opId: freshId(sources), id, group: record.group, baseRev, at: instantOf(sources) };
      // What the endpoint has, if nothing came from elsewhere: nothing else is deleted unseen.
      const there = project(record.base, opsOf(onTheWay), user);
      const saw = over ? over.saw : there && !there.deleted ? there.fields.text : null;
      await enqueue(db, { ...envelope, kind: 'annotation', act: 'delete' }, saw);
    }
    const written = await done(db, id, sources);
    if (whole) await db.annotations.update(id, { kept: livingFields(whole) ?? null });
    return written;
  });
}

/** Whether what comes from elsewhere is hidden by it. */
function hasWords(op: OutboxEntry['op']): boolean {
  return op.kind === 'annotation' && op.act !== 'delete' && op.fields.text !== undefined;
}

/** Undo of my own deletion while this device still has the words. */
export function restoreNote(db: Store, id: Id, sources: Sources = realSources): Promise<Written> {
  return db.write(async () => {
    const record = await noteOf(db, id);
    if (!record?.row.deleted || record.kept === null) return refuse('not_found');
    const last = (await pendingOf(db, id)).at(-1);
    const undone = last?.n !== undefined && last.sent === 0 && last.op.act === 'delete' ? last : null;
    if (undone?.n !== undefined) await db.outbox.delete(undone.n);
    // Hidden, it is again what it was: nothing of it is to be sent.
    const there = undone && record.base ? await shownWords(db, { ...record, row: record.base }) : undefined;
    if (there && Object.keys(changed(there, record.kept)).length === 0) return done(db, id, sources);
    // Words that came from elsewhere in the meantime were not seen when it was deleted.
    await enqueueWords(db, record, record.kept, sources, undone?.op.baseRev ?? seenOfGone(record));
    return done(db, id, sources);
  });
}
