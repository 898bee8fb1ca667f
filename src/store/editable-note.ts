/**
 * What every change of a note that is there has in common: whether its writer may, and the way of
 * the changed fields into record and outbox. Runs inside a transaction.
 */
import * as v from 'valibot';
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import { annotationFields, type AnnotationFields, type Role } from '../core/record.ts';
import type { Store } from './database.ts';
import { enqueueWords } from './enqueue.ts';
import { noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { livingFields } from './project.ts';
import { reassemble } from './reassemble.ts';
import type { StoredAnnotation } from './records.ts';
import type { Sources } from './sources.ts';

/** Done, with the document keys touched, or the code of a protocol/errors.ts error. */
export type Written = { ok: true; id: Id; keys: string[] } | { ok: false; code: 'not_found' | 'forbidden' | 'invalid' };

export const refuse = (code: 'not_found' | 'forbidden' | 'invalid'): Extract<Written, { ok: false }> => ({
  ok: false,
  code,
});

export type Editable = { ok: true; record: StoredAnnotation; fields: AnnotationFields };

/** The note as it stands, if it is there and mine to change. */
export async function editable(db: Store, id: Id): Promise<Editable | Extract<Written, { ok: false }>> {
  const record = await noteOf(db, id);
  const fields = livingFields(record);
  if (!record || !fields) return refuse('not_found');
  const { user } = await readIdentity(db);
  const actor = { user, role: await roleIn(db, record.group) };
  if (!may(actor, { verb: 'annotation.edit', author: record.author })) return refuse('forbidden');
  // Its words are not in it: what is made of it here would go out as other ones.
  if (fields.hidden === true) return refuse('forbidden');
  return { ok: true, record, fields };
}

/** Stores the fields and lets them wait for the endpoint; a note that was refused is sent again with it. */
export async function putFields(
  db: Store,
  record: StoredAnnotation,
  fields: AnnotationFields,
  sources: Sources,
): Promise<Written> {
  const parsed = v.safeParse(annotationFields, fields);
  if (!parsed.success) return refuse('invalid');
  await db.refused.delete(record.id);
  await enqueueWords(db, record, parsed.output, sources);
  return done(db, record.id, sources);
}

export async function done(db: Store, id: Id, sources: Sources): Promise<Written> {
  return { ok: true, id, keys: [...(await reassemble(db, [{ id }], sources))] };
}

export async function roleIn(db: Store, group: Id): Promise<Role | null> {
  const state = (await db.groups.get(group))?.state;
  if (state === undefined || state === 'left') return null;
  const { user } = await readIdentity(db);
  const fields = (await db.memberships.get([group, user]))?.row.fields;
  return fields?.status === 'active' ? fields.role : null;
}
