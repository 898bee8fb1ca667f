/** Addresses of feeds as they are kept: by a hash alone, so that who reads the database can read no feed. SQL that SQLite and PostgreSQL both understand. */
import * as v from 'valibot';
import { id, type Id } from '../../core/id.ts';
import type { Ask } from './administration.ts';

export type StoredFeeds = {
  /** In the place of the one that this member had; false unless they are an active member. `at` in milliseconds since 1970. */
  put(group: Id, member: Id, hash: string, at: number): Promise<boolean>;
  /** When this member's was made; null for none. */
  madeAt(group: Id, member: Id): Promise<number | null>;
  /** False: there was none. */
  remove(group: Id, member: Id): Promise<boolean>;
  /** Whose an address is, and of which group; null where its owner is no active member any more. */
  find(hash: string): Promise<{ group: Id; member: Id } | null>;
};

const PUT = `
  INSERT INTO feeds (group_id, member, hash, created)
  SELECT m.group_id, m.member, ?, CAST(? AS BIGINT) FROM memberships m WHERE m.group_id = ? AND m.member = ? AND m.status = 'active'
  ON CONFLICT (group_id, member) DO UPDATE SET hash = excluded.hash, created = excluded.created RETURNING member`;
const MADE_AT = 'SELECT created FROM feeds WHERE group_id = ? AND member = ?';
const REMOVE = 'DELETE FROM feeds WHERE group_id = ? AND member = ? RETURNING member';
const FIND = `
  SELECT f.group_id AS "group", f.member FROM feeds f JOIN memberships m ON m.group_id = f.group_id AND m.member = f.member
  WHERE f.hash = ? AND m.status = 'active'`;

const made = v.object({ created: v.number() });
const owner = v.object({ group: id, member: id });

/** @param change runs what changes something, in a transaction of its own */
export function feedsOver(ask: Ask, change: Ask): StoredFeeds {
  return {
    put: async (group, member, hash, at) => (await change(PUT, hash, at, group, member)).length > 0,
    madeAt: async (group, member) => {
      const [row] = await ask(MADE_AT, group, member);
      return row ? v.parse(made, row).created : null;
    },
    remove: async (group, member) => (await change(REMOVE, group, member)).length > 0,
    find: async (hash) => {
      const [row] = await ask(FIND, hash);
      return row ? v.parse(owner, row) : null;
    },
  };
}
