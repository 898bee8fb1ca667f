/**
 * Decides one operation on an annotation. Who may is asked of core/permission.ts, how changes
 * meet of core/merge.ts; here is only the order of the questions.
 */
import { noteRow } from './note-row.ts';
import * as v from 'valibot';
import { isHidden } from '../../core/hiding.ts';
import { may } from '../../core/permission.ts';
import type { Actor } from '../../core/permission.ts';
import { annotationFields, instant, isWhole } from '../../core/record.ts';
import type { AnnotationFields } from '../../core/record.ts';
import type { Op } from '../../protocol/sync.ts';
import { noteModeration } from '../groups/moderation.ts';
import type { StoredRecord } from '../storage/storage.ts';
import { applyChange } from './apply-change.ts';
import { invalid } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { removeNote } from './remove-note.ts';
import { createdOf, revsOf, writeRecord } from './write-record.ts';
import type { Writing } from './write-record.ts';

type AnnotationOp = Extract<Op, { kind: 'annotation' }>;
type PutOp = Exclude<AnnotationOp, { act: 'delete' }>;

/** @param actor a member who may read the group */
export async function judgeAnnotation(writing: Writing, actor: Actor, sent: AnnotationOp): Promise<Verdict> {
  const { tx } = writing;
  const isInUse = await tx.inUse(sent.id);
  const current = isInUse ? await tx.record(sent.group, sent.id) : null;
  // A revision that is not there yet was of a former life, whose tombstone was purged: of this one nothing was seen.
  const seen = current && sent.baseRev > current.rev ? { ...sent, baseRev: 0 } : sent;
  const op = ownFields(seen);
  if (current && current.kind !== 'annotation') return invalid('id: It names a record of another kind.');
  if (op.act === 'delete') return remove(writing, actor, op, current);
  if (!current) return create(writing, actor, op, isInUse);
  if (!current.deleted) return change(writing, actor, op, current);
  if (op.act === 'restore') return restore(writing, actor, op, current);
  return may(actor, { verb: 'annotation.edit', author: current.author })
    ? { status: 'gone', record: current }
    : { status: 'forbidden' };
}

/** That a note is hidden is for hosts to say (groups/hide.ts). */
function ownFields(op: AnnotationOp): AnnotationOp {
  switch (op.act) {
    case 'delete':
      return op;
    case 'restore': {
      const { hidden: _, ...fields } = op.fields;
      return { ...op, fields };
    }
    case 'put': {
      const { hidden: _, ...fields } = op.fields;
      return { ...op, fields };
    }
  }
}

/** @param isInUse a record of another group has its id */
async function create(writing: Writing, actor: Actor, op: PutOp, isInUse: boolean): Promise<Verdict> {
  if (!may(actor, { verb: 'annotation.create' })) return { status: 'forbidden' };
  const { fields } = op;
  if (!isWhole(fields)) {
    // A change of something this endpoint does not have: there is nothing to put it on.
    if (op.baseRev > 0) return { status: 'gone', record: null };
    const issue = v.safeParse(annotationFields, fields, { abortEarly: true }).issues?.[0];
    return invalid(`fields.${(issue && v.getDotPath(issue)) ?? ''}: ${issue?.message ?? ''}`.slice(0, 300));
  }
  // A second record of the same id in another group would replace the first one in the
  // stores of people who are in both.
  if (isInUse) return invalid('id: It is in use.');
  if (!(await hasParentHere(writing, op.group, fields))) return invalid('fields.parent: It is not in this group.');
  const created = createdAt(op.at, writing.now);
  // What its writer has seen was of a former life, whose tombstone was purged: its place in the history is higher than any
  // revision that anybody may hold of that life, or a change of it would be taken for one that has seen this one.
  const isFirst = op.baseRev === 0 && op.act === 'put';
  const rev = isFirst ? 1 : (await writing.tx.head(op.group)) + 1;
  const record = await writeRecord(writing, {
    group: op.group,
    id: op.id,
    kind: 'annotation',
    author: actor.user,
    rev,
    created,
    fields,
    fieldRevs: revsOf(fields, rev),
  });
  const { author, seq, updated } = record;
  return { status: 'applied', record, ...(isFirst && { made: { author, seq, created, updated } }) };
}

async function change(writing: Writing, actor: Actor, op: PutOp, current: StoredRecord): Promise<Verdict> {
  if (!may(actor, { verb: 'annotation.edit', author: current.author })) return { status: 'forbidden' };
  if (isHidden(current)) return { status: 'forbidden' };
  const before = noteRow(current.body);
  if (op.fields.parent !== undefined && op.fields.parent !== before.fields.parent) {
    return invalid('fields.parent: An answer stays with the note it answers.');
  }
  return applyChange(writing, current, before, op);
}

async function remove(
  writing: Writing,
  actor: Actor,
  op: AnnotationOp,
  current: StoredRecord | null,
): Promise<Verdict> {
  if (!current) return { status: 'gone', record: null };
  if (!may(actor, { verb: 'annotation.delete', author: current.author })) return { status: 'forbidden' };
  // Deleted already: what the writer wants is so.
  if (current.deleted) return { status: 'applied', record: current };
  // One's own words of another device are no more thrown away unseen than overwritten. A host
  // removes a note whatever it says by now.
  const isUnseen = !isHidden(current) && current.author === actor.user && (current.fieldRevs['text'] ?? 0) > op.baseRev;
  if (isUnseen) return { status: 'conflict', record: current };
  const record = await removeNote(writing, current);
  if (current.author !== actor.user) {
    await noteModeration(writing, record, { actor: actor.user, act: 'note.delete', subject: current.id });
  }
  return { status: 'applied', record };
}

async function restore(
  writing: Writing,
  actor: Actor,
  op: Extract<AnnotationOp, { act: 'restore' }>,
  current: StoredRecord,
): Promise<Verdict> {
  if (!may(actor, { verb: 'annotation.restore', author: current.author })) return { status: 'forbidden' };
  // Deleting it and bringing it back would show it again.
  if (isHidden(current)) return { status: 'forbidden' };
  if (!(await hasParentHere(writing, op.group, op.fields))) return invalid('fields.parent: It is not in this group.');
  const { group, id, kind, author } = current;
  const rev = current.rev + 1;
  const record = await writeRecord(writing, {
    group,
    id,
    kind,
    author,
    rev,
    created: createdOf(current),
    fields: op.fields,
    fieldRevs: revsOf(op.fields, rev),
    restored: 'now',
  });
  return { status: 'applied', record };
}

/** A parent that was deleted still holds its thread together. */
async function hasParentHere({ tx }: Writing, group: string, { parent }: AnnotationFields): Promise<boolean> {
  return parent === null || (await tx.record(group, parent))?.kind === 'annotation';
}

/** The writer's clock is believed for the past (notes written offline), not for the future. */
export function createdAt(at: v.InferOutput<typeof instant>, now: number): string {
  return new Date(Math.min(Date.parse(at), now)).toISOString();
}
