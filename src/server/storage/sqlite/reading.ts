/**
 * The reads of the storage port over one SQLite connection. The same code reads committed data
 * (over the read-only connection) and, inside a transaction, the transaction's own.
 */
import { integer, text } from '../columns.ts';
import type { Columns } from '../columns.ts';
import { hashOfCode, toMembership, toModeration, toPlace, toRecord } from '../rows.ts';
import type { Reading } from '../storage.ts';
import { readHistory } from './history.ts';
import { sqliteImageReading } from './images.ts';
import { sqliteCollectionReading } from './collections.ts';
import { sqliteNoteReading } from './notes.ts';
import { READABLE, sqlitePartReading } from './parts.ts';
import { sqliteReactionReading } from './reactions.ts';
import { sqliteReportReading } from './reports.ts';
import { sqliteSearchReading } from './search.ts';
import type { Statements } from './statements.ts';

const HEAD = 'SELECT head FROM groups WHERE group_id = ?';
const MEMBERSHIP = 'SELECT * FROM memberships WHERE group_id = ? AND member = ?';
const MEMBERS = "SELECT member FROM memberships WHERE group_id = ? AND status = 'active'";
const PLACES = `
  SELECT m.member, m.group_id, m.role, g.head, g.personal_owner IS NOT NULL AS personal
  FROM memberships m JOIN groups g USING (group_id)
  WHERE m.member IN (SELECT value FROM json_each(?)) AND m.status = 'active'`;
const RECORD = 'SELECT * FROM records WHERE group_id = ? AND id = ?';
const INVITATION = 'SELECT code FROM invitations WHERE group_id = ?';
const INVITED_TO = 'SELECT group_id FROM invitations WHERE code_hash = ?';
const MODERATIONS = 'SELECT * FROM moderations WHERE group_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?';

export function sqliteReading(statements: Statements): Reading {
  const one = (sql: string, ...values: (string | number)[]): Columns | undefined => statements.get(sql).get(...values);
  const all = (sql: string, ...values: (string | number)[]): Columns[] => statements.get(sql).all(...values);

  return {
    ...sqlitePartReading(statements),
    ...sqliteReactionReading(statements),
    ...sqliteNoteReading(statements),
    ...sqliteSearchReading(statements),
    ...sqliteCollectionReading(statements),
    ...sqliteReportReading(statements),
    ...sqliteImageReading(statements),
    head: async (group) => {
      const found = one(HEAD, group);
      return found ? integer(found, 'head') : 0;
    },
    membership: async (group, member) => {
      const found = one(MEMBERSHIP, group, member);
      return found ? toMembership(found) : null;
    },
    members: async (group) => all(MEMBERS, group).map((found) => text(found, 'member')),
    places: async (member) => all(PLACES, JSON.stringify([member])).map(toPlace),
    placesOf: async (members) =>
      all(PLACES, JSON.stringify(members)).map((found) => ({ ...toPlace(found), member: text(found, 'member') })),
    record: async (group, id) => {
      const found = one(RECORD, group, id);
      return found ? toRecord(found) : null;
    },
    page: async (request) => {
      // Both reads run without a pause in between: nothing written after the reader was
      // removed can be in the page (fault F23).
      const found = statements.list(READABLE, request.group, request.reader);
      return found ? readHistory(statements, request, integer(found, 0)) : null;
    },
    invitation: async (group) => {
      const found = one(INVITATION, group);
      return found ? text(found, 'code') : null;
    },
    invitedTo: async (code) => {
      const found = one(INVITED_TO, hashOfCode(code));
      return found ? text(found, 'group_id') : null;
    },
    moderations: async (group, before, limit) => all(MODERATIONS, group, before, limit).map(toModeration),
  };
}
