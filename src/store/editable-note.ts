/**
 * What every change of a note that is there has in common: whether its writer may, and the way of
 * the changed fields into record and outbox. Runs inside a transaction.
 */
import * as v from 'valibot';
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import { annotationFields, type AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import { enqueueWords } from './enqueue.ts';
import { noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { moveAgain } from './moved-note.ts';
import { livingFields } from './project.ts';
import type { StoredAnnotation } from './records.ts';
import { roleIn } from './role-in.ts';
import type { Sources } from './sources.ts';
import { done, refuse, type Written } from './written.ts';

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

/**
 * Stores the fields and lets them wait for the endpoint; a note that was refused is sent again with it, and what was refused as a
 * move is one again (moved-note.ts).
 */
export async function putFields(
  db: Store,
  record: StoredAnnotation,
  fields: AnnotationFields,
  sources: Sources,
): Promise<Written> {
  const parsed = v.safeParse(annotationFields, fields);
  if (!parsed.success) return refuse('invalid');
  const refused = await db.refused.get(record.id);
  await db.refused.delete(record.id);
  await enqueueWords(db, record, parsed.output, sources);
  const moved = refused?.act === 'put' ? await moveAgain(db, record.id, refused, sources) : [];
  const written = await done(db, record.id, sources);
  return { ...written, keys: [...new Set([...written.keys, ...moved])] };
}
