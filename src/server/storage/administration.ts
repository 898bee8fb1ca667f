/**
 * What an operator asks of the database besides serving: who is there, what is kept, whether it
 * fits together, and taking an account out for good. Separate from the storage port, which serves
 * requests and needs none of it. The SQL is what SQLite and PostgreSQL both understand.
 */
import type { Id } from '../../core/id.ts';

/** Values are what a driver gives; `?` stands for each parameter in turn. */
export type Ask = (sql: string, ...values: (string | number)[]) => Promise<Record<string, unknown>[]>;

/** An account; `email` is null for a guest. Times are ISO 8601. */
export type UserEntry = { id: Id; name: string; email: string | null; created: string; sessions: number };
export type GroupEntry = { id: Id; personalOwner: Id | null; head: number; members: number; notes: number };
export type Totals = {
  users: number;
  guests: number;
  sessions: number;
  groups: number;
  personalGroups: number;
  members: number;
  notes: number;
  images: number;
  /** What pictures take up. */
  imageBytes: number;
  tombstones: number;
  operations: number;
};
/** Operations taken on one day (UTC), newest last. */
export type DayOfGrowth = { day: string; operations: number };

export type Administration = {
  users(): Promise<UserEntry[]>;
  groups(): Promise<GroupEntry[]>;
  totals(): Promise<Totals>;
  /** @param since milliseconds since 1970 */
  growth(since: number): Promise<DayOfGrowth[]>;
  /** The groups somebody is or was in, personal or shared. */
  groupsOf(member: Id): Promise<{ group: Id; isPersonal: boolean }[]>;
  /** The living annotations somebody wrote in a group. */
  notesOf(group: Id, author: Id): Promise<Id[]>;
  /** The living reactions somebody gave in a group. */
  reactionsOf(group: Id, author: Id): Promise<Id[]>;
  /** Ends its personal tokens as well; answers how many sessions were ended. */
  revokeSessions(user: Id): Promise<number>;
  /** Takes a group out with everything in it; nothing of it stays. */
  removeGroup(group: Id): Promise<void>;
  /** Takes out an account, its sessions and its password; answers whether it was there. */
  removeUser(user: Id): Promise<boolean>;
};

/** Runs work in one transaction that nobody else writes into the given groups beside. */
export type Transact = <T>(groups: readonly Id[], work: (ask: Ask) => Promise<T>) => Promise<T>;

export function administrationOver(ask: Ask, transact: Transact): Administration {
  const count = async (sql: string): Promise<number> =>
    Number((await ask(`SELECT count(*) AS n FROM ${sql}`))[0]?.['n']);
  return {
    users: async () => (await ask(USERS)).map(toUser),
    groups: async () => (await ask(GROUPS)).map(toGroup),
    totals: async () => ({
      users: await count('account_user'),
      guests: await count("account_user WHERE email LIKE '%@guest.invalid'"),
      sessions: await count('account_session'),
      groups: await count('groups WHERE personal_owner IS NULL'),
      personalGroups: await count('groups WHERE personal_owner IS NOT NULL'),
      members: await count("memberships WHERE status = 'active'"),
      notes: await count(`records r WHERE kind = 'annotation' AND ${LIVING}`),
      images: await count('images'),
      imageBytes: Number((await ask('SELECT coalesce(sum(size), 0) AS n FROM images'))[0]?.['n']),
      tombstones: await count(`records r WHERE NOT ${LIVING}`),
      operations: await count('ops'),
    }),
    growth: async (since) =>
      (await ask(GROWTH, since)).map((found) => ({
        day: new Date(Number(found['day']) * DAY_MS).toISOString().slice(0, 10),
        operations: Number(found['n']),
      })),
    groupsOf: async (member) =>
      (await ask(GROUPS_OF, member)).map((found) => ({
        group: String(found['group_id']),
        isPersonal: found['personal_owner'] === member,
      })),
    notesOf: async (group, author) => (await ask(NOTES_OF, group, author)).map((found) => String(found['id'])),
    reactionsOf: async (group, author) => (await ask(REACTIONS_OF, group, author)).map((found) => String(found['id'])),
    revokeSessions: (user) =>
      transact([], async (within) => {
        const found = await within('SELECT count(*) AS n FROM account_session WHERE "userId" = ?', user);
        await within('DELETE FROM account_session WHERE "userId" = ?', user);
        await within('DELETE FROM personal_tokens WHERE account = ?', user);
        return Number(found[0]?.['n']);
      }),
    removeGroup: (group) =>
      transact([group], async (within) => {
        for (const table of [
          'note_terms',
          'note_times',
          'note_index',
          'annotation_names',
          'feeds',
          'webhook_log',
          'webhooks',
          'moderations',
          'reports',
          'images',
          'invitations',
          'ops',
          'memberships',
          'records',
          'groups',
        ]) {
          await within(`DELETE FROM ${table} WHERE group_id = ?`, group);
        }
      }),
    removeUser: (user) =>
      transact([], async (within) => {
        const found = await within('SELECT id FROM account_user WHERE id = ?', user);
        await within('DELETE FROM ops WHERE author = ?', user);
        await within('DELETE FROM reports WHERE reporter = ?', user);
        await within('DELETE FROM personal_tokens WHERE account = ?', user);
        await within('UPDATE images SET author = NULL WHERE author = ?', user);
        await within('DELETE FROM account_session WHERE "userId" = ?', user);
        await within('DELETE FROM account_credential WHERE "userId" = ?', user);
        await within('DELETE FROM account_passkey WHERE "userId" = ?', user);
        await within('DELETE FROM account_user WHERE id = ?', user);
        return found.length > 0;
      }),
  };
}

const DAY_MS = 24 * 3600 * 1000;
/** SQLite keeps truth as 0 and 1, PostgreSQL as boolean: this reads both. */
const LIVING = "CAST(r.deleted AS TEXT) IN ('0', 'false')";
const USERS = `
  SELECT u.id, u.name, u.email, u."createdAt" AS created,
    (SELECT count(*) FROM account_session s WHERE s."userId" = u.id) AS sessions
  FROM account_user u ORDER BY u."createdAt", u.id`;
const GROUPS = `
  SELECT g.group_id, g.personal_owner, g.head,
    (SELECT count(*) FROM memberships m WHERE m.group_id = g.group_id AND m.status = 'active') AS members,
    (SELECT count(*) FROM records r WHERE r.group_id = g.group_id AND r.kind = 'annotation' AND ${LIVING}) AS notes
  FROM groups g ORDER BY g.group_id`;
const GROWTH = `SELECT at / ${DAY_MS} AS day, count(*) AS n FROM ops WHERE at >= ? GROUP BY at / ${DAY_MS} ORDER BY day`;
const GROUPS_OF = `
  SELECT g.group_id, g.personal_owner FROM memberships m JOIN groups g ON g.group_id = m.group_id
  WHERE m.member = ? ORDER BY g.group_id`;
const NOTES_OF = `
  SELECT r.id FROM records r WHERE r.group_id = ? AND r.author = ? AND r.kind = 'annotation' AND ${LIVING} ORDER BY r.seq`;
const REACTIONS_OF = `
  SELECT r.id FROM records r WHERE r.group_id = ? AND r.author = ? AND r.kind = 'reaction' AND ${LIVING} ORDER BY r.seq`;

function toUser(found: Record<string, unknown>): UserEntry {
  const email = String(found['email']);
  const created = found['created'];
  return {
    id: String(found['id']),
    name: String(found['name']),
    email: email.endsWith('@guest.invalid') ? null : email,
    created: created instanceof Date ? created.toISOString() : String(created),
    sessions: Number(found['sessions']),
  };
}

function toGroup(found: Record<string, unknown>): GroupEntry {
  const owner = found['personal_owner'];
  return {
    id: String(found['group_id']),
    personalOwner: typeof owner === 'string' ? owner : null,
    head: Number(found['head']),
    members: Number(found['members']),
    notes: Number(found['notes']),
  };
}
