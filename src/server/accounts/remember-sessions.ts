/**
 * Remembers for a few seconds whose a token is: asking better-auth costs 0.6 ms, more than
 * reading a page of notes. Separate from it, so that what is remembered is seen in one place.
 */
import type { Account, Accounts } from './accounts.ts';

/** A session ended by another endpoint process stays open here for this long at most. */
const MEMORY_MS = 5_000;
const MAX_SESSIONS = 20_000;

/** The same accounts, asked less often; what ends or changes a session here holds at once. */
export function rememberSessions(accounts: Accounts, now: () => number = Date.now): Accounts {
  const known = new Map<string, { account: Account; until: number }>();

  return {
    ...accounts,
    whoIs: async (token) => {
      const time = now();
      const found = known.get(token);
      if (found && found.until > time) return found.account;
      known.delete(token);
      const account = await accounts.whoIs(token);
      if (!account) return null;
      if (known.size >= MAX_SESSIONS) known.clear();
      known.set(token, { account, until: time + MEMORY_MS });
      return account;
    },
    signUp: async (request, token, device) => {
      const opened = await accounts.signUp(request, token, device);
      known.delete(opened.token);
      return opened;
    },
    signOut: async (token) => {
      await accounts.signOut(token);
      known.delete(token);
    },
  };
}
