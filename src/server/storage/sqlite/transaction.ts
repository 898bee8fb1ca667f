/** The writes of the storage port, over the connection that has the transaction open. */
import type { Id } from '../../../core/id.ts';
import { integer, text } from '../columns.ts';
import { hashOfCode } from '../rows.ts';
import type { Transaction } from '../storage.ts';
import { webhookWriting } from '../webhooks.ts';
import { sqliteImageWriting } from './images.ts';
import { sqliteCollectionWriting } from './collections.ts';
import { sqlitePartWriting } from './parts.ts';
import { sqliteReactionWriting } from './reactions.ts';
import { sqliteReading } from './reading.ts';
import { sqliteReportWriting } from './reports.ts';
import { sqliteSearchWriting } from './search.ts';
import type { Statements } from './statements.ts';

const HAS_ACCOUNT = 'SELECT 1 FROM account_user WHERE id = ?';
const CREATE_GROUP =
  'INSERT INTO groups (group_id, head, last_at, personal_owner) VALUES (?, 0, 0, ?) ON CONFLICT DO NOTHING';
const ADVANCE = `
  UPDATE groups SET head = head + 1, last_at = max(last_at + 1, ?) WHERE group_id = ?
  RETURNING head, last_at`;
const IN_USE = 'SELECT 1 FROM records WHERE id = ? LIMIT 1';
const PUT_RECORD = `
  INSERT INTO records
    (group_id, id, kind, author, rev, seq, deleted, body, field_revs, deleted_at, target, slot, seen_by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (group_id, id) DO UPDATE SET
    rev = excluded.rev, seq = excluded.seq, deleted = excluded.deleted, body = excluded.body,
    field_revs = excluded.field_revs, deleted_at = excluded.deleted_at,
    target = excluded.target, slot = excluded.slot, seen_by = excluded.seen_by`;
const PUT_MEMBERSHIP =
  'INSERT OR REPLACE INTO memberships (group_id, member, record, role, status) VALUES (?, ?, ?, ?, ?)';
const APPLIED = 'SELECT record FROM ops WHERE group_id = ? AND author = ? AND op_id = ?';
const REMEMBER = 'INSERT INTO ops (group_id, author, op_id, record, rev, at) VALUES (?, ?, ?, ?, ?, ?)';
const SET_INVITATION = 'INSERT OR REPLACE INTO invitations (group_id, code, code_hash) VALUES (?, ?, ?)';
const END_INVITATION = 'DELETE FROM invitations WHERE group_id = ?';
const NOTE_MODERATION =
  'INSERT INTO moderations (group_id, seq, at, actor, act, subject, role) VALUES (?, ?, ?, ?, ?, ?, ?)';

/** @param held the groups the transaction said it would write to */
export function sqliteTransaction(statements: Statements, held: ReadonlySet<Id>): Transaction {
  return {
    ...sqliteReading(statements),
    ...sqlitePartWriting(statements),
    ...sqliteReactionWriting(statements),
    ...sqliteSearchWriting(statements),
    ...sqliteReportWriting(statements),
    ...sqliteImageWriting(statements),
    ...sqliteCollectionWriting(statements),
    ...webhookWriting(async (sql, ...values) => statements.get(sql).all(...values)),
    // Nobody else writes meanwhile.
    holdAccount: async (account) => statements.get(HAS_ACCOUNT).get(account) !== undefined,
    createGroup: async (group, personalOwner) => statements.get(CREATE_GROUP).run(group, personalOwner).changes === 1,
    advance: async (group, now) => {
      // Would do no harm here, but on a database with many writers.
      if (!held.has(group)) throw new Error('a group was written to that the transaction does not hold');
      const found = statements.list(ADVANCE, now, group);
      if (!found) throw new Error('a group without a counter was written to');
      return { seq: integer(found, 0), at: integer(found, 1) };
    },
    inUse: async (id) => statements.get(IN_USE).get(id) !== undefined,
    putRecord: async (record) => {
      const { group, id, kind, author, rev, seq, deleted, body, reaction } = record;
      const { deletedAt = null, seenBy = null } = record;
      const revs = JSON.stringify(record.fieldRevs);
      const about = [reaction?.target ?? null, reaction?.slot ?? null, seenBy];
      statements
        .get(PUT_RECORD)
        .run(group, id, kind, author, rev, seq, deleted ? 1 : 0, body, revs, deletedAt, ...about);
    },
    putMembership: async ({ group, member, record, role, status }) => {
      statements.get(PUT_MEMBERSHIP).run(group, member, record, role, status);
    },
    applied: async (group, author, opId) => {
      const found = statements.get(APPLIED).get(group, author, opId);
      return found ? text(found, 'record') : null;
    },
    rememberApplied: async ({ group, author, opId, record, rev, at }) => {
      statements.get(REMEMBER).run(group, author, opId, record, rev, at);
    },
    setInvitation: async (group, code) => {
      statements.get(SET_INVITATION).run(group, code, hashOfCode(code));
    },
    endInvitation: async (group) => {
      statements.get(END_INVITATION).run(group);
    },
    noteModeration: async ({ group, seq, at, actor, act, subject, role }) => {
      statements.get(NOTE_MODERATION).run(group, seq, at, actor, act, subject, role);
    },
  };
}
