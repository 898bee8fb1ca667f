/** What the rows of the schema mean, in both databases: each parsed once more as it comes out. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { membershipFields, recordKind, role } from '../../core/record.ts';
import { moderationAct } from '../../protocol/moderation.ts';
import { flag, integer, text } from './columns.ts';
import type { Columns } from './columns.ts';
import type { HistoryRecord } from './parts.ts';
import type { Page } from './page.ts';
import type { Report } from './reports.ts';
import type { Membership, Moderation, Place, StoredRecord } from './storage.ts';

const fieldRevs = v.record(v.string(), v.number());

export function toMembership(found: Columns): Membership {
  return {
    group: text(found, 'group_id'),
    member: text(found, 'member'),
    record: text(found, 'record'),
    role: v.parse(role, found['role']),
    status: v.parse(membershipFields.entries.status, found['status']),
  };
}

export function toPlace(found: Columns): Place {
  return {
    group: text(found, 'group_id'),
    personal: flag(found, 'personal'),
    role: v.parse(role, found['role']),
    head: integer(found, 'head'),
  };
}

export function toModeration(found: Columns): Moderation {
  const [actor, given] = [found['actor'], found['role']];
  return {
    group: text(found, 'group_id'),
    seq: integer(found, 'seq'),
    at: integer(found, 'at'),
    actor: actor === null ? null : text(found, 'actor'),
    act: v.parse(moderationAct, found['act']),
    subject: text(found, 'subject'),
    role: given === null ? null : v.parse(role, given),
  };
}

export function toReport(found: Columns): Report {
  return {
    group: text(found, 'group_id'),
    note: text(found, 'note'),
    reporter: text(found, 'reporter'),
    reason: text(found, 'reason'),
    at: integer(found, 'at'),
  };
}

export function toRecord(found: Columns): StoredRecord {
  const isReaction = found['target'] !== null;
  return {
    group: text(found, 'group_id'),
    id: text(found, 'id'),
    kind: v.parse(recordKind, found['kind']),
    author: text(found, 'author'),
    rev: integer(found, 'rev'),
    seq: integer(found, 'seq'),
    deleted: flag(found, 'deleted'),
    ...(found['deleted_at'] !== null && { deletedAt: integer(found, 'deleted_at') }),
    body: text(found, 'body'),
    fieldRevs: v.parse(fieldRevs, JSON.parse(text(found, 'field_revs'))),
    ...(isReaction && { reaction: { target: text(found, 'target'), slot: text(found, 'slot') } }),
    ...(found['seen_by'] !== null && { seenBy: text(found, 'seen_by') }),
  };
}

export function toHistory(found: Columns): HistoryRecord {
  return {
    id: text(found, 'id'),
    kind: v.parse(recordKind, found['kind']),
    author: text(found, 'author'),
    seq: integer(found, 'seq'),
    deleted: flag(found, 'deleted'),
    body: text(found, 'body'),
  };
}

/**
 * The rows that go into one page. One row more than `limit` is needed to tell that there is more.
 * @param found rows of `seq` and `body` in seq order
 */
export function toPage(found: Iterable<Columns>, { after, limit, maxBytes }: PageBounds, floor: number): Page {
  const bodies: string[] = [];
  let [bytes, cursor, more] = [0, after, false];
  for (const one of found) {
    const body = text(one, 'body');
    const length = Buffer.byteLength(body);
    // One row always fits, or its reader would never get past it.
    more = bodies.length === limit || (bodies.length > 0 && bytes + length > maxBytes);
    if (more) break;
    bodies.push(body);
    bytes += length;
    cursor = integer(one, 'seq');
  }
  const count = bodies.length;
  return { rows: bodies.join(','), bytes: bytes + Math.max(0, count - 1), count, cursor, more, floor };
}

export type PageBounds = { after: number; limit: number; maxBytes: number };

/** Invitations are looked up by it: how long the search takes then says nothing about a nearly right code. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}
