/**
 * Remembers for a few seconds whose a token is: one query less for nearly every request.
 * Separate from accounts, so that what is remembered is seen in one place.
 */
import type { Account, Accounts } from './accounts.ts';

/** A session ended by another endpoint process stays open here for this long at most. */
const MEMORY_MS = 5_000;
const MAX_SESSIONS = 20_000;

/** The same accounts, asked less often; what ends or changes a session here holds at once. */
export function rememberSessions(accounts: Accounts, now: () => number = Date.now): Accounts {
  const known = new Map<string, { account: Account; until: number }>();
  let changes = 0;
  const forget = (token: string): void => {
    known.delete(token);
    changes += 1;
  };

  const whoIs = async (token: string): Promise<Account | null> => {
    const time = now();
    const found = known.get(token);
    if (found && found.until > time) return found.account;
    known.delete(token);
    const before = changes;
    const account = await accounts.whoIs(token);
    // What ended or changed meanwhile may be this session, and the answer be of before.
    if (changes !== before) return whoIs(token);
    if (!account) return null;
    if (known.size >= MAX_SESSIONS) known.clear();
    known.set(token, { account, until: time + MEMORY_MS });
    return account;
  };

  return {
    ...accounts,
    whoIs,
    signUp: async (request, token, device) => {
      const opened = await accounts.signUp(request, token, device);
      forget(opened.token);
      return opened;
    },
    signOut: async (token) => {
      await accounts.signOut(token);
      forget(token);
    },
  };
}
