/** Personal tokens as they are kept: by a hash alone, so that who reads the database can use none. SQL that SQLite and PostgreSQL both understand. */
import * as v from 'valibot';
import { id, type Id } from '../../core/id.ts';
import type { Ask } from './administration.ts';

/** Milliseconds since 1970; `used` is null until it was. */
export type StoredToken = { id: Id; name: string; created: number; used: number | null };

/** Whose a token is. */
export type TokenOwner = { token: StoredToken; user: { id: Id; name: string; email: string; isGuest: boolean } };

export type StoredTokens = {
  /** @param most how many one account may have; false: it has them already, or is not there any more */
  add(account: Id, token: StoredToken, hash: string, most: number): Promise<boolean>;
  /** The newest first. */
  of(account: Id): Promise<StoredToken[]>;
  find(hash: string): Promise<TokenOwner | null>;
  /** False: this account has no such token. */
  remove(account: Id, token: Id): Promise<boolean>;
  noteUse(token: Id, at: number): Promise<void>;
};

// In one statement, so that two at once cannot be one too many but by each other's side.
const ADD = `
  INSERT INTO personal_tokens (id, account, name, hash, created) SELECT ?, u.id, ?, ?, ? FROM account_user u
  WHERE u.id = ? AND (SELECT count(*) FROM personal_tokens t WHERE t.account = u.id) < ? RETURNING id`;
const OF = 'SELECT id, name, created, used FROM personal_tokens WHERE account = ? ORDER BY created DESC, id';
const FIND = `
  SELECT t.id, t.name, t.created, t.used, u.id AS "user", u.name AS called, u.email, u.guest FROM personal_tokens t
  JOIN account_user u ON u.id = t.account WHERE t.hash = ?`;
const REMOVE = 'DELETE FROM personal_tokens WHERE account = ? AND id = ? RETURNING id';
const NOTE_USE = 'UPDATE personal_tokens SET used = ? WHERE id = ?';

const stored = v.object({ id, name: v.string(), created: v.number(), used: v.nullable(v.number()) });
// SQLite has no truth values: 0 and 1.
const owned = v.object({
  ...stored.entries,
  user: id,
  called: v.string(),
  email: v.string(),
  guest: v.union([v.boolean(), v.picklist([0, 1])]),
});

/** @param change runs what changes something, in a transaction of its own */
export function tokensOver(ask: Ask, change: Ask): StoredTokens {
  return {
    add: async (account, token, hash, most) =>
      (await change(ADD, token.id, token.name, hash, token.created, account, most)).length > 0,
    of: async (account) => v.parse(v.array(stored), await ask(OF, account)),
    find: async (hash) => {
      const [row] = await ask(FIND, hash);
      if (!row) return null;
      const { user, called, email, guest, ...token } = v.parse(owned, row);
      return { token, user: { id: user, name: called, email, isGuest: Boolean(guest) } };
    },
    remove: async (account, token) => (await change(REMOVE, account, token)).length > 0,
    noteUse: async (token, at) => {
      await change(NOTE_USE, at, token);
    },
  };
}
