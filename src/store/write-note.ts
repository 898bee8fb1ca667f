/**
 * The learner's own writing: a note and its outbox entry are stored in one transaction, and only
 * then is it called saved. What becomes of the entry is settle-op.ts.
 */
import * as v from 'valibot';
import type { Color } from '../core/color.ts';
import type { Id } from '../core/id.ts';
import { isSameText, onlyOf, peopleIn } from '../core/mentions.ts';
import { plainText } from '../core/plain-text.ts';
import type { OutboxEntry } from './records.ts';
import { may } from '../core/permission.ts';
import { annotationFields, type AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import { done, editable, putFields, refuse, roleIn, type Written } from './editable-note.ts';
import { keepEarlier } from './earlier-words.ts';
import { changed, enqueue, enqueueWords, opsOf, pendingOf, seenOfGone } from './enqueue.ts';
import { noteOf } from './find-notes.ts';
import { bringImages } from './image-bytes.ts';
import { readIdentity } from './meta.ts';
import { keepCopy } from './offer-again.ts';
import { livingFields, project } from './project.ts';
import { shownWords, withShownWords } from './shown-words.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** With an id it can be asked for again: a note that was made already, by a call whose answer was lost, stays as it is. */
export function createNote(
  db: Store,
  { id: asked, group, fields }: { id?: Id | undefined; group: Id; fields: AnnotationFields },
  sources: Sources = realSources,
): Promise<Written> {
  return db.write(async () => {
    const me = await readIdentity(db);
    const made = asked === undefined ? undefined : await noteOf(db, asked);
    if (made) return made.author === me.user ? { ok: true, id: made.id, keys: [] } : refuse('invalid');
    if (!may({ user: me.user, role: await roleIn(db, group) }, { verb: 'annotation.create' }))
      return refuse('forbidden');
    const parent = fields.parent === null ? undefined : await noteOf(db, fields.parent);
    if (fields.parent !== null && parent?.group !== group) return refuse('not_found');
    // An answer is about the document of what it answers, and at no passage of its own.
    const { former: _, ...about } = livingFields(parent)?.target ?? fields.target;
    const target = parent ? { ...about, selectors: [] } : fields.target;
    const text = await ofMembers(db, group, fields.text);
    const parsed = v.safeParse(annotationFields, { ...fields, text, target });
    if (!parsed.success) return refuse('invalid');
    const id = asked ?? freshId(sources);
    await bringImages(db, { group, text }, sources.now());
    await enqueueWords(db, { id, group }, parsed.output, sources);
    return done(db, id, sources);
  });
}

/**
 * Changes words, tags and colour; editing a note that was refused sends it again. Words that came from
 * elsewhere since the writer `saw` other ones are not overwritten: the new ones become a copy.
 */
export function editNote(
  db: Store,
  {
    id,
    text: words,
    tags,
    color,
    saw,
  }: { id: Id; text: string; tags: string[]; color?: Color | null | undefined; saw?: string | undefined },
  sources: Sources = realSources,
): Promise<Written> {
  return db.write(async () => {
    const note = await editable(db, id);
    if (!note.ok) return note;
    const { record, fields } = note;
    const text = await ofMembers(db, record.group, words);
    await bringImages(db, { group: record.group, text }, sources.now());
    const wanted = { ...fields, text, tags, ...(color !== undefined && { color: color ?? '' }) };
    const hasSeen = saw === undefined || [saw, text].some((one) => isSameText(one, fields.text));
    if (hasSeen) {
      const written = await putFields(db, record, wanted, sources);
      if (written.ok) await keepEarlier(db, id, { before: fields, after: wanted }, sources);
      return written;
    }
    const parsed = v.safeParse(annotationFields, wanted);
    return parsed.success ? done(db, await keepCopy(db, record, parsed.output, sources), sources) : refuse('invalid');
  });
}

/**
 * A mention of somebody who is not in the group, or not by the name that was written, is only words: their id beside it would
 * tell the group who they are elsewhere.
 */
async function ofMembers(db: Store, group: Id, text: string): Promise<string> {
  const ids = peopleIn(text).map((one) => one.id);
  if (ids.length === 0) return text;
  const members = await db.memberships.bulkGet(ids.map((id): [Id, Id] => [group, id]));
  const called = new Map(
    members.flatMap((one) => (one ? [[one.member, plainText(one.row.fields.name)] as const] : [])),
  );
  return onlyOf(text, (id, name) => called.get(id) === plainText(name));
}

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
