/**
 * What must hold in every database, whichever kind it is. Every write takes one place of its
 * group's history and one revision of its record, so a group's counter is the sum of its revisions
 * and the place of its newest change, those of purged tombstones and of reactions that left with their note counted: a gap, a place lost or
 * given twice shows there.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { HIDDEN } from '../../core/hiding.ts';
import { imageIdOf } from '../../core/image.ts';
import { isPrivate, knownType, slotOf } from '../../core/reaction.ts';
import { row, type Row } from '../../core/record.ts';
import { bytes, flag, integer, text } from './columns.ts';
import type { Columns } from './columns.ts';

/** `what` is said of how many things; `examples` are ids, never words. */
export type Finding = { what: string; count: number; examples: string[] };

const EXAMPLES = 5;

/** Each answers the ids of what is wrong, in SQL that SQLite and PostgreSQL both understand. */
export const QUESTIONS: readonly [what: string, sql: string][] = [
  [
    'groups whose counter is behind or before their newest change',
    `
    SELECT g.group_id AS id FROM groups g LEFT JOIN records r USING (group_id)
    GROUP BY g.group_id HAVING g.head <> CASE WHEN max(r.seq) > g.purged THEN max(r.seq) ELSE g.purged END`,
  ],
  [
    'groups with places in their history that no change explains',
    `
    SELECT g.group_id AS id FROM groups g LEFT JOIN records r USING (group_id)
    GROUP BY g.group_id HAVING g.head <> coalesce(sum(r.rev), 0) + g.purged_revs`,
  ],
  [
    'groups with a place given twice',
    `
    SELECT group_id AS id FROM records GROUP BY group_id, seq HAVING count(*) > 1`,
  ],
  ['records of the same id in two groups', `SELECT id FROM records GROUP BY id HAVING count(*) > 1`],
  [
    'groups without their own record',
    `
    SELECT g.group_id AS id FROM groups g LEFT JOIN records r ON r.group_id = g.group_id AND r.id = g.group_id
    WHERE r.kind IS DISTINCT FROM 'group'`,
  ],
  [
    'groups with members and no owner',
    `
    SELECT group_id AS id FROM memberships WHERE status = 'active'
    GROUP BY group_id HAVING count(*) FILTER (WHERE role = 'owner') <> 1`,
  ],
  [
    'memberships without their record',
    `
    SELECT m.record AS id FROM memberships m LEFT JOIN records r ON r.group_id = m.group_id AND r.id = m.record
    WHERE r.kind IS DISTINCT FROM 'membership'`,
  ],
  [
    'active members without an account',
    `
    SELECT DISTINCT m.member AS id FROM memberships m LEFT JOIN account_user u ON u.id = m.member
    WHERE m.status = 'active' AND u.id IS NULL`,
  ],
  [
    'nods that not only their giver and the author of the note may read',
    `
    SELECT r.id FROM records r LEFT JOIN records n ON n.group_id = r.group_id AND n.id = r.target
    WHERE r.slot = 'nod' AND r.seen_by IS DISTINCT FROM n.author`,
  ],
  [
    'reactions to a note that is not there',
    `
    SELECT r.id FROM records r LEFT JOIN records n ON n.group_id = r.group_id AND n.id = r.target AND n.kind = 'annotation'
    WHERE r.target IS NOT NULL AND (n.id IS NULL OR n.deleted_at IS NOT NULL)`,
  ],
  [
    // Those of a purged tombstone, or of a reaction that left with its note, stay remembered: they must not be done again.
    'operations remembered for a record that is not there',
    `
    SELECT o.op_id AS id FROM ops o JOIN groups g ON g.group_id = o.group_id
    LEFT JOIN records r ON r.group_id = o.group_id AND r.id = o.record
    WHERE r.id IS NULL AND g.purged_revs = 0`,
  ],
];

/** What is said of a record that `saysTheSame` refuses. */
export const UNREADABLE = 'records whose text cannot be read, or says something else than their columns';

/** What is said of a picture that `isItself` refuses. */
export const OTHER_BYTES = 'pictures whose bytes are not those that they are named by';

/** Whether a row of `images` holds the bytes that its id was made from. */
export function isItself(found: Columns): boolean {
  const body = bytes(found, 'body');
  const digest = createHash('sha256').update(body).digest();
  return imageIdOf(digest) === text(found, 'id') && body.length === integer(found, 'size');
}

/** None for no ids. */
export function finding(what: string, ids: readonly string[]): Finding[] {
  return ids.length === 0 ? [] : [{ what, count: ids.length, examples: ids.slice(0, EXAMPLES) }];
}

/** Whether a row of `records` can be read as a client would, and says the same in its columns and its text. */
export function saysTheSame(found: Columns): boolean {
  let body: unknown;
  try {
    body = JSON.parse(text(found, 'body'));
  } catch {
    return false;
  }
  const parsed = v.safeParse(row, body);
  if (!parsed.success) return false;
  const { id, group, kind, author, rev, seq, deleted } = parsed.output;
  if (!isFoundAsIs(parsed.output, found)) return false;
  return (
    [id, group, kind, author].join() === [found['id'], found['group_id'], found['kind'], found['author']].join() &&
    rev === integer(found, 'rev') &&
    seq === integer(found, 'seq') &&
    deleted === flag(found, 'deleted')
  );
}

/** Of a reaction the note, what there is one of, and whether it is private: a row of a nod that says otherwise is read by everybody. */
function isFoundAsIs(read: Row, { target, slot, seen_by: seenBy }: Columns): boolean {
  if (read.kind !== 'reaction' || read.deleted) return target === null && slot === null;
  // What is hidden of a note is for its author alone.
  if (read.fields.type === HIDDEN) return target === read.fields.target && slot === HIDDEN && seenBy === read.author;
  const type = knownType(read.fields.type);
  if (type === null) return target === read.fields.target;
  return target === read.fields.target && slot === slotOf(type) && isPrivate(type) === (seenBy !== null);
}
