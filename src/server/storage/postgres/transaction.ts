/**
 * One writing transaction of the storage port. The counters of its groups are locked when it
 * begins and kept in memory while it runs, since nobody else can change them; they are written
 * once, at the end.
 */
import pg from 'pg';
import type { PoolClient } from 'pg';
import type { Id } from '../../../core/id.ts';
import { integer, text } from '../columns.ts';
import { hashOfCode } from '../rows.ts';
import type { Membership, Transaction } from '../storage.ts';
import { webhookWriting } from '../webhooks.ts';
import { postgresImageWriting } from './images.ts';
import { postgresCollectionWriting } from './collections.ts';
import { postgresPartWriting } from './parts.ts';
import { postgresReactionWriting } from './reactions.ts';
import { postgresReading } from './reading.ts';
import { postgresReportWriting } from './reports.ts';
import { postgresSearchWriting } from './search.ts';
import { numbered, type Run, type Statement } from './statement.ts';

const LOCK_COUNTERS: Statement = {
  name: 'lock_counters',
  text: 'SELECT group_id, head, last_at FROM groups WHERE group_id = ANY ($1) ORDER BY group_id FOR UPDATE',
};
const LOCK_ID: Statement = { name: 'lock_id', text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))' };
/** What deletes the account waits for us, and we for what is deleting it. */
const HOLD_ACCOUNT: Statement = {
  name: 'hold_account',
  text: 'SELECT id FROM account_user WHERE id = $1 FOR KEY SHARE',
};
const CREATE_GROUP: Statement = {
  name: 'create_group',
  text: `
    INSERT INTO groups (group_id, head, last_at, personal_owner) VALUES ($1, 0, 0, $2)
    ON CONFLICT DO NOTHING RETURNING group_id`,
};
const WRITE_COUNTER: Statement = {
  name: 'write_counter',
  text: 'UPDATE groups SET head = $2, last_at = $3 WHERE group_id = $1',
};
const IN_USE: Statement = { name: 'in_use', text: 'SELECT id FROM records WHERE id = $1 LIMIT 1' };
const PUT_RECORD: Statement = {
  name: 'put_record',
  text: `
    INSERT INTO records
      (group_id, id, kind, author, rev, seq, deleted, body, field_revs, deleted_at, target, slot, seen_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (group_id, id) DO UPDATE SET
      rev = excluded.rev, seq = excluded.seq, deleted = excluded.deleted, body = excluded.body,
      field_revs = excluded.field_revs, deleted_at = excluded.deleted_at,
      target = excluded.target, slot = excluded.slot, seen_by = excluded.seen_by`,
};
const PUT_MEMBERSHIP: Statement = {
  name: 'put_membership',
  text: `
    INSERT INTO memberships (group_id, member, record, role, status) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (group_id, member) DO UPDATE SET
      record = excluded.record, role = excluded.role, status = excluded.status`,
};
const APPLIED: Statement = {
  name: 'applied',
  text: 'SELECT record FROM ops WHERE group_id = $1 AND author = $2 AND op_id = $3',
};
const REMEMBER: Statement = {
  name: 'remember',
  text: 'INSERT INTO ops (group_id, author, op_id, record, rev, at) VALUES ($1, $2, $3, $4, $5, $6)',
};
const SET_INVITATION: Statement = {
  name: 'set_invitation',
  text: `
    INSERT INTO invitations (group_id, code, code_hash) VALUES ($1, $2, $3)
    ON CONFLICT (group_id) DO UPDATE SET code = excluded.code, code_hash = excluded.code_hash`,
};
const END_INVITATION: Statement = { name: 'end_invitation', text: 'DELETE FROM invitations WHERE group_id = $1' };
const NOTE_MODERATION: Statement = {
  name: 'note_moderation',
  text: 'INSERT INTO moderations (group_id, seq, at, actor, act, subject, role) VALUES ($1, $2, $3, $4, $5, $6, $7)',
};

type Counter = { head: number; lastAt: number; isChanged: boolean };

/**
 * Runs work in a transaction that holds the given groups. READ COMMITTED is enough: whatever a
 * decision rests on is in a group whose counter row is locked.
 */
export async function inTransaction<T>(
  client: PoolClient,
  groups: ReadonlySet<Id>,
  work: (tx: Transaction) => Promise<T>,
  { mayBeLost = false } = {},
): Promise<T> {
  const run: Run = async (statement, values) => (await client.query({ ...statement, values: [...values] })).rows;
  await beginHolding(client, [...groups]);
  if (mayBeLost) await client.query('SET LOCAL synchronous_commit = off');
  const counters = await lockCounters(run, [...groups]);
  const settle = async (): Promise<void> => {
    for (const [group, counter] of counters) {
      if (!counter.isChanged) continue;
      await run(WRITE_COUNTER, [group, counter.head, counter.lastAt]);
      counter.isChanged = false;
    }
  };
  const result = await work(transactionOver(run, groups, counters, settle));
  await settle();
  const { command } = await client.query('COMMIT');
  // A transaction in which a statement failed is undone by its commit, and that is no error to the server.
  if (command !== 'COMMIT') throw new Error('a transaction went on after a statement of it had failed');
  return result;
}

/**
 * The names of the groups are locked before their rows. A group that is yet to be made has no row:
 * two who make it at once wait for each other here. And whoever waits for a name is served in turn;
 * waiters for a row that changes all the time may starve. In one order for everybody, so that
 * nobody waits in a circle.
 */
export async function beginHolding(client: PoolClient, groups: readonly Id[]): Promise<void> {
  const names = groups.map((group) => pg.escapeLiteral(group)).join();
  await client.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(id, 0) AS key FROM unnest(ARRAY[${names}]::text[]) AS id ORDER BY key) AS keys`);
}

async function lockCounters(run: Run, groups: readonly Id[]): Promise<Map<Id, Counter>> {
  return new Map(
    (await run(LOCK_COUNTERS, [groups])).map((one) => [
      text(one, 'group_id'),
      { head: integer(one, 'head'), lastAt: integer(one, 'last_at'), isChanged: false },
    ]),
  );
}

function transactionOver(
  run: Run,
  held: ReadonlySet<Id>,
  counters: Map<Id, Counter>,
  settle: () => Promise<void>,
): Transaction {
  const reading = postgresReading(run);
  // Asked at every operation of a push, and nobody else can change it meanwhile.
  const memberships = new Map<string, Membership | null>();

  return {
    ...reading,
    ...postgresPartWriting(run),
    ...postgresReactionWriting(run),
    ...postgresSearchWriting(run),
    ...postgresReportWriting(run),
    ...postgresImageWriting(run),
    ...postgresCollectionWriting(run),
    ...webhookWriting((sql, ...values) => run({ name: '', text: numbered(sql) }, values)),
    head: async (group) => counters.get(group)?.head ?? reading.head(group),
    places: async (member) => settle().then(() => reading.places(member)),
    placesOf: async (members) => settle().then(() => reading.placesOf(members)),
    membership: async (group, member) => {
      const key = `${group} ${member}`;
      const known = held.has(group) ? memberships.get(key) : undefined;
      if (known !== undefined) return known;
      const found = await reading.membership(group, member);
      memberships.set(key, found);
      return found;
    },
    holdAccount: async (account) => (await run(HOLD_ACCOUNT, [account])).length > 0,
    createGroup: async (group, personalOwner) => {
      const made = (await run(CREATE_GROUP, [group, personalOwner])).length === 1;
      if (made) counters.set(group, { head: 0, lastAt: 0, isChanged: false });
      return made;
    },
    advance: async (group, now) => {
      if (!held.has(group)) throw new Error('a group was written to that the transaction does not hold');
      const counter = counters.get(group);
      if (!counter) throw new Error('a group without a counter was written to');
      counter.head += 1;
      counter.lastAt = Math.max(counter.lastAt + 1, now);
      counter.isChanged = true;
      return { seq: counter.head, at: counter.lastAt };
    },
    inUse: async (id) => {
      // Somebody may be writing it into another group at this moment: first wait for them, then look.
      await run(LOCK_ID, [id]);
      return (await run(IN_USE, [id])).length > 0;
    },
    putRecord: async (record) => {
      const { group, id, kind, author, rev, seq, deleted, body, reaction } = record;
      const { deletedAt = null, seenBy = null } = record;
      const revs = JSON.stringify(record.fieldRevs);
      const about = [reaction?.target ?? null, reaction?.slot ?? null, seenBy];
      await run(PUT_RECORD, [group, id, kind, author, rev, seq, deleted, body, revs, deletedAt, ...about]);
    },
    putMembership: async ({ group, member, record, role, status }) => {
      await run(PUT_MEMBERSHIP, [group, member, record, role, status]);
      memberships.delete(`${group} ${member}`);
    },
    applied: async (group, author, opId) => {
      const [found] = await run(APPLIED, [group, author, opId]);
      return found ? text(found, 'record') : null;
    },
    rememberApplied: async ({ group, author, opId, record, rev, at }) => {
      await run(REMEMBER, [group, author, opId, record, rev, at]);
    },
    setInvitation: async (group, code) => {
      await run(SET_INVITATION, [group, code, hashOfCode(code)]);
    },
    endInvitation: async (group) => {
      await run(END_INVITATION, [group]);
    },
    noteModeration: async ({ group, seq, at, actor, act, subject, role }) => {
      await run(NOTE_MODERATION, [group, seq, at, actor, act, subject, role]);
    },
  };
}
