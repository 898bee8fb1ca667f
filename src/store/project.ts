/** How a note is shown: what the endpoint has, with this device's waiting or refused changes on top. Pure. */
import { presentKeys } from '../core/document.ts';
import type { AnnotationFields, AnnotationRow, Tombstone } from '../core/record.ts';
import { mergeTags } from '../core/tags.ts';
import type { AnnotationOp, OutboxEntry, PutOp, Refused, StoredAnnotation } from './records.ts';

type Shown = AnnotationRow | Tombstone;

/** @param pending operations on this note, oldest first; @param me whose operations they are */
export function project(base: Shown | null, pending: readonly AnnotationOp[], me: string): Shown | null {
  let shown = base;
  for (const op of pending) shown = applied(shown, op, me);
  return shown;
}

function applied(row: Shown | null, op: AnnotationOp, me: string): Shown | null {
  switch (op.act) {
    case 'delete':
      return row && tombstoneOf(row, op.at);
    case 'restore':
      return living(row ?? envelopeOf(op, me), op.fields, op.at);
    case 'put': {
      // A tombstone wins over a change of what it deleted; the endpoint will say so.
      if (row?.deleted) return row;
      if (row) return living(row, { ...row.fields, ...op.fields, ...tagsOver(row.fields.tags, op) }, op.at);
      const whole = wholeFields(op.fields);
      return whole && living(envelopeOf(op, me), whole, op.at);
    }
  }
}

/** As the endpoint will join them (core/merge.ts). */
function tagsOver(there: readonly string[], { fields: { tags }, sawTags }: PutOp): Partial<AnnotationFields> {
  return tags && sawTags ? { tags: mergeTags(sawTags, tags, there) } : {};
}

/** The fields if none is missing: those of an operation that creates. */
export function wholeFields(fields: Partial<AnnotationFields>): AnnotationFields | null {
  const { kind, text, tags, target, parent } = fields;
  if (kind === undefined || text === undefined || tags === undefined) return null;
  if (target === undefined || parent === undefined) return null;
  return { ...fields, kind, text, tags, target, parent };
}

type Envelope = Omit<Tombstone, 'kind' | 'deleted'>;

function envelopeOf({ id, group, at }: AnnotationOp, me: string): Envelope {
  return { id, group, author: me, rev: 0, seq: 0, created: at, updated: at };
}

function living(envelope: Envelope, fields: AnnotationFields, updated: string): AnnotationRow {
  const { id, group, author, rev, seq, created } = envelope;
  return { id, group, author, rev, seq, created, updated, kind: 'annotation', deleted: false, fields };
}

export function tombstoneOf(envelope: Envelope, updated: string): Tombstone {
  const { id, group, author, rev, seq, created } = envelope;
  return { id, group, author, rev, seq, created, updated, kind: 'annotation', deleted: true };
}

export type Parts = {
  base: Shown | null;
  epoch: string | null;
  pending: readonly OutboxEntry[];
  refused: Refused | undefined;
  /** What was shown until now, if anything. */
  before: StoredAnnotation | undefined;
  me: string;
  now: number;
};

/** How long a deleted note can be brought back with its words. */
export const UNDO_MS = 10 * 60_000;

/** The record to keep, or null when nothing of it is left. */
export function assemble({ base, epoch, pending, refused, before, me, now }: Parts): StoredAnnotation | null {
  const ops = pending.flatMap(({ op }) => (op.kind === 'annotation' ? [op] : []));
  const waiting = project(base, ops, me);
  const shown = refused?.act === 'put' ? refusedRow(waiting ?? before?.row, refused, me) : waiting;
  if (shown && !shown.deleted) {
    const { parent, target } = shown.fields;
    return {
      ...envelopeFor(shown),
      ...(parent !== null && { parent }),
      keys: presentKeys(target.keys),
      base,
      epoch,
      kept: null,
    };
  }
  const row = shown ?? (before && tombstoneOf(before.row, before.row.updated));
  if (!row) return null;
  const kept = row.author === me ? (livingFields(before) ?? before?.kept ?? null) : null;
  if (shown === null && kept === null) return null;
  const keptUntil = kept && ops.length === 0 ? (before?.keptUntil ?? now + UNDO_MS) : undefined;
  return { ...envelopeFor(row), keys: [], base, epoch, kept, ...(keptUntil !== undefined && { keptUntil }) };
}

function envelopeFor(row: Shown): Pick<StoredAnnotation, 'id' | 'group' | 'author' | 'row'> {
  return { id: row.id, group: row.group, author: row.author, row };
}

function refusedRow(row: Shown | undefined, refused: Extract<Refused, { act: 'put' }>, me: string): AnnotationRow {
  const { id, group, at, fields } = refused;
  return living(row ?? { id, group, author: me, rev: 0, seq: 0, created: at, updated: at }, fields, row?.updated ?? at);
}

/** The words of a note as it is shown, or undefined when it is deleted or not there. */
export function livingFields(record: StoredAnnotation | undefined): AnnotationFields | undefined {
  return record && !record.row.deleted ? record.row.fields : undefined;
}
