/**
 * Personal tokens: by one of them a tool of others acts for its owner, on the surfaces that are made for such tools and nowhere
 * else. A session's token opens none of these, and this opens nothing else: they are kept in different places and never
 * looked for in the other. Nobody can read one here again; what is kept is its hash, which for random bits needs no salt.
 */
import { hashOfToken } from './hash-of-token.ts';
import { randomBytes } from 'node:crypto';
import { newId, type Id } from '../../core/id.ts';
import { HttpError } from '../http/http-error.ts';
import type { StoredToken, StoredTokens } from '../storage/personal-tokens.ts';
import type { Account } from './accounts.ts';
import { toAccount } from './who-is.ts';

export const MAX_TOKENS = 20;

/** Whose a token is; `session` names it to the hub, which hears of its end by that. */
export type Bearer = { account: Account; session: string };

export type PersonalTokens = {
  /** A new one, whose text nobody is ever told again. Throws `too_many_tokens`. */
  make(account: Id, name: string): Promise<{ token: string; entry: StoredToken }>;
  /** The newest first. */
  of(account: Id): Promise<StoredToken[]>;
  /** Ends one for good; false: this account has no such token. */
  end(account: Id, token: Id): Promise<boolean>;
  /** Null for what is no token, or no more. */
  bearer(token: string): Promise<Bearer | null>;
};

const PREFIX = 'cp_';
const TOKEN = /^cp_[\w-]{43}$/;
/** That it is used is noted once a day: enough to tell which ones nobody needs. */
const DAY_MS = 24 * 3600 * 1000;

export function personalTokens(
  stored: StoredTokens,
  now: () => number = Date.now,
  random: (length: number) => Buffer = randomBytes,
): PersonalTokens {
  return {
    make: async (account, name) => {
      const token = PREFIX + random(32).toString('base64url');
      const entry = { id: newId(now(), random), name, created: now(), used: null };
      if (!(await stored.add(account, entry, hashOfToken(token), MAX_TOKENS))) throw new HttpError('too_many_tokens');
      return { token, entry };
    },
    of: (account) => stored.of(account),
    end: (account, token) => stored.remove(account, token),
    bearer: async (token) => {
      const found = TOKEN.test(token) ? await stored.find(hashOfToken(token)) : null;
      if (!found) return null;
      const { id, used } = found.token;
      if (used === null || used < now() - DAY_MS) await stored.noteUse(id, now());
      return { account: toAccount(found.user), session: sessionOf(id) };
    },
  };
}

/** How the hub calls what was opened with a token. */
export function sessionOf(token: Id): string {
  return `personal:${token}`;
}
