/**
 * The one way a record gets into a group's history: it takes the next place, builds the row's
 * final text, stores it, and notes the change for the live feed of this transaction.
 */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { HIDDEN, isHidden } from '../../core/hiding.ts';
import { imageIdsIn } from '../../core/image.ts';
import type { FieldRevs } from '../../core/merge.ts';
import { row } from '../../core/record.ts';
import type { Row } from '../../core/record.ts';
import type { StoredRecord, Transaction } from '../storage/storage.ts';
import type { Pace } from './pace.ts';

/**
 * What a transaction added to a group's history: after `after`, up to `cursor`. `bodies` is what every member may
 * read of it; `insiders` may read more.
 */
export type GroupChange = { group: Id; after: number; cursor: number; bodies: string[]; insiders: Id[] };

export type Writing = {
  tx: Transaction;
  /** Milliseconds since 1970; one instant for the whole transaction. */
  now: number;
  /** Characters read and answered so far, since what a push asks for is not measured by its own length. */
  spent?: { characters: number };
  /** Where much is done at once, others are let in meanwhile. */
  pace?: Pace;
  changes: Map<Id, GroupChange>;
};

export type Draft = {
  group: Id;
  id: Id;
  kind: Row['kind'];
  author: Id;
  /** Revision the record gets. */
  rev: number;
  /** RFC 3339; when its author says it was written. */
  created: string;
  /** The words, or null for a tombstone. */
  fields: Record<string, unknown> | null;
  fieldRevs: FieldRevs;
  /** Of a note: where it was last restored, or that it is now. */
  restored?: number | 'now' | undefined;
} & Pick<StoredRecord, 'reaction' | 'seenBy'>;

/** `updated`: RFC 3339. */
export type Written = StoredRecord & { updated: string };

export async function writeRecord({ tx, now, changes }: Writing, draft: Draft): Promise<Written> {
  const { group, id, kind, author, rev, fields, fieldRevs, reaction, seenBy } = draft;
  const { seq, at } = await tx.advance(group, now);
  const updated = new Date(at).toISOString();
  const deleted = fields === null;
  const envelope = { id, group, author, rev, seq, created: draft.created, updated, kind, deleted };
  const restored = draft.restored === 'now' ? seq : draft.restored;
  const body = JSON.stringify(deleted ? envelope : { ...envelope, restored, fields });
  const record: StoredRecord = {
    group,
    id,
    kind,
    author,
    rev,
    seq,
    deleted,
    body,
    fieldRevs,
    ...(deleted && { deletedAt: at }),
    ...(reaction && { reaction }),
    ...(seenBy !== undefined && { seenBy }),
  };
  await tx.putRecord(record);
  // A picture that a note shows again is not forgotten.
  const images = deleted ? [] : imageIdsIn(body);
  if (images.length > 0) await tx.markImages(group, images, null);

  const change = changes.get(group) ?? { group, after: seq - 1, cursor: seq, bodies: [], insiders: [] };
  change.cursor = seq;
  if (seenBy === undefined) change.bodies.push(body);
  else change.insiders.push(author, seenBy);
  changes.set(group, change);
  return { ...record, updated };
}

/** Takes the words out of a record; its envelope stays, so that every device learns of it. */
export async function writeTombstone(writing: Writing, current: StoredRecord): Promise<StoredRecord> {
  const { group, id, kind, author, seenBy } = current;
  const rev = current.rev + 1;
  const created = createdOf(current);
  const who = seenBy === undefined ? {} : { seenBy };
  const fieldRevs: FieldRevs = isHidden(current) ? { [HIDDEN]: rev } : {};
  return writeRecord(writing, { group, id, kind, author, rev, created, fields: null, fieldRevs, ...who });
}

/** When a record's author says it was written. */
export function createdOf(record: StoredRecord): string {
  return v.parse(row, JSON.parse(record.body)).created;
}

/** Every field of a new record was last changed by its first revision. */
export function revsOf(fields: Record<string, unknown>, rev: number): FieldRevs {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, rev]));
}
