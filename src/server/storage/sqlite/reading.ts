/**
 * The reads of the storage port over one SQLite connection. The same code reads committed data
 * (over the read-only connection) and, inside a transaction, the transaction's own.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Id } from '../../../core/id.ts';
import { membershipFields, role, row } from '../../../core/record.ts';
import type { Membership, Page, PageRequest, Place, Reading, StoredRecord } from '../storage.ts';
import { integer, text } from './columns.ts';
import type { Columns } from './columns.ts';
import type { Statements } from './statements.ts';

const HEAD = 'SELECT head FROM groups WHERE group_id = ?';
const MEMBERSHIP = 'SELECT * FROM memberships WHERE group_id = ? AND member = ?';
const MEMBERS = "SELECT member FROM memberships WHERE group_id = ? AND status = 'active'";
const PLACES = `
  SELECT m.group_id, m.role, g.head, g.personal_owner IS NOT NULL AS personal
  FROM memberships m JOIN groups g USING (group_id)
  WHERE m.member = ? AND m.status = 'active'`;
const RECORD = 'SELECT * FROM records WHERE group_id = ? AND id = ?';
const PAGE = 'SELECT seq, body FROM records WHERE group_id = ? AND seq > ? ORDER BY seq LIMIT ?';
const INVITATION = 'SELECT code FROM invitations WHERE group_id = ?';
const INVITED_TO = 'SELECT group_id FROM invitations WHERE code_hash = ?';

const recordKind = v.picklist(['annotation', 'group', 'membership']) satisfies v.GenericSchema<
  unknown,
  v.InferOutput<typeof row>['kind']
>;
const fieldRevs = v.record(v.string(), v.number());

export function sqliteReading(statements: Statements): Reading {
  const one = (sql: string, ...values: (string | number)[]): Columns | undefined => statements.get(sql).get(...values);
  const all = (sql: string, ...values: (string | number)[]): Columns[] => statements.get(sql).all(...values);

  const membershipNow = (group: Id, member: Id): Membership | null => {
    const found = one(MEMBERSHIP, group, member);
    return found ? toMembership(found) : null;
  };

  return {
    head: async (group) => {
      const found = one(HEAD, group);
      return found ? integer(found, 'head') : 0;
    },
    membership: async (group, member) => membershipNow(group, member),
    members: async (group) => all(MEMBERS, group).map((found) => text(found, 'member')),
    places: async (member) => all(PLACES, member).map(toPlace),
    record: async (group, id) => {
      const found = one(RECORD, group, id);
      return found ? toRecord(found) : null;
    },
    page: async (request) => {
      // Both reads run without a pause in between: nothing written after the reader was
      // removed can be in the page (fault F23).
      if (membershipNow(request.group, request.reader)?.status !== 'active') return null;
      return readPage(statements, request);
    },
    invitation: async (group) => {
      const found = one(INVITATION, group);
      return found ? text(found, 'code') : null;
    },
    invitedTo: async (code) => {
      const found = one(INVITED_TO, hashOfCode(code));
      return found ? text(found, 'group_id') : null;
    },
  };
}

export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

function readPage(statements: Statements, { group, after, limit, maxChars }: PageRequest): Page {
  const bodies: string[] = [];
  let cursor = after;
  let chars = 0;
  // One row more than asked for tells whether there is more.
  for (const found of statements.get(PAGE).iterate(group, after, limit + 1)) {
    const body = text(found, 'body');
    chars += body.length;
    if (bodies.length === limit || (bodies.length > 0 && chars > maxChars)) return { bodies, cursor, more: true };
    bodies.push(body);
    cursor = integer(found, 'seq');
  }
  return { bodies, cursor, more: false };
}

function toMembership(found: Columns): Membership {
  return {
    group: text(found, 'group_id'),
    member: text(found, 'member'),
    record: text(found, 'record'),
    role: v.parse(role, found['role']),
    status: v.parse(membershipFields.entries.status, found['status']),
  };
}

function toPlace(found: Columns): Place {
  return {
    group: text(found, 'group_id'),
    personal: integer(found, 'personal') === 1,
    role: v.parse(role, found['role']),
    head: integer(found, 'head'),
  };
}

function toRecord(found: Columns): StoredRecord {
  return {
    group: text(found, 'group_id'),
    id: text(found, 'id'),
    kind: v.parse(recordKind, found['kind']),
    author: text(found, 'author'),
    rev: integer(found, 'rev'),
    seq: integer(found, 'seq'),
    deleted: integer(found, 'deleted') === 1,
    body: text(found, 'body'),
    fieldRevs: v.parse(fieldRevs, JSON.parse(text(found, 'field_revs'))),
  };
}
