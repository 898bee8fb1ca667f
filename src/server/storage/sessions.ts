/**
 * Sessions as they are asked for with every request. They are the account library's rows, but to look one up the library
 * takes fifty times as long as the database, and would have to be loaded first (ADR 0032). SQL that SQLite and PostgreSQL
 * both understand.
 */
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import type { Ask } from './administration.ts';

/** `expires`: milliseconds since 1970. */
export type StoredSession = { user: { id: string; name: string; email: string; isGuest: boolean }; expires: number };

export type Sessions = {
  find(token: string): Promise<StoredSession | null>;
  /** @param expires and `now` in milliseconds since 1970 */
  renew(token: string, expires: number, now: number): Promise<void>;
  remove(token: string): Promise<void>;
};

const FIND = `
  SELECT u.id, u.name, u.email, u.guest, s."expiresAt" FROM account_session s
  JOIN account_user u ON u.id = s."userId" WHERE s.token = ?`;
const RENEW = 'UPDATE account_session SET "expiresAt" = ?, "updatedAt" = ? WHERE token = ?';
const REMOVE = 'DELETE FROM account_session WHERE token = ?';

// SQLite has neither truth values nor instants: 0 and 1, and ISO 8601.
const found = v.object({
  id,
  name: v.string(),
  email: v.string(),
  guest: v.union([v.boolean(), v.picklist([0, 1])]),
  expiresAt: v.union([v.date(), v.pipe(v.string(), v.isoTimestamp())]),
});

/** @param change runs what changes something, in a transaction of its own */
export function sessionsOver(ask: Ask, change: Ask): Sessions {
  return {
    find: async (token) => {
      const [row] = await ask(FIND, token);
      if (!row) return null;
      const { id, name, email, guest, expiresAt } = v.parse(found, row);
      return { user: { id, name, email, isGuest: Boolean(guest) }, expires: new Date(expiresAt).getTime() };
    },
    renew: async (token, expires, now) => {
      await change(RENEW, new Date(expires).toISOString(), new Date(now).toISOString(), token);
    },
    remove: async (token) => {
      await change(REMOVE, token);
    },
  };
}
