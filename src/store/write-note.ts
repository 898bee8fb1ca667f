/**
 * The learner's own writing (deleting is delete-note.ts): a note and its outbox entry are stored in one transaction, and only
 * then is it called saved. What becomes of the entry is settle-op.ts.
 */
import * as v from 'valibot';
import type { Color } from '../core/color.ts';
import type { Id } from '../core/id.ts';
import { isSameText, onlyOf, peopleIn } from '../core/mentions.ts';
import { plainText } from '../core/plain-text.ts';
import { may } from '../core/permission.ts';
import { annotationFields, type AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import { editable, putFields } from './editable-note.ts';
import { keepEarlier } from './earlier-words.ts';
import { enqueueWords } from './enqueue.ts';
import { noteOf } from './find-notes.ts';
import { bringImages } from './image-bytes.ts';
import { readIdentity } from './meta.ts';
import { keepCopy } from './offer-again.ts';
import { livingFields } from './project.ts';
import { roleIn } from './role-in.ts';
import { freshId, realSources, type Sources } from './sources.ts';
import { done, refuse, type Written } from './written.ts';

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
