/** Whose a token is. A session ends when it was not used for long; each day of use renews it. */
import type { Sessions } from '../storage/sessions.ts';
import type { Account, Accounts } from './accounts.ts';

/** A guest cannot sign in again, so sessions live long. */
export const SESSION_SECONDS = 400 * 24 * 3600;
export const RENEW_SECONDS = 24 * 3600;

/** Tokens as the account library makes them; what is none of these never comes near a query. */
const TOKEN = /^[\w-]{16,512}$/;

export function whoIs(sessions: Sessions, now: () => number = Date.now): Accounts['whoIs'] {
  return async (token) => {
    const found = TOKEN.test(token) ? await sessions.find(token) : null;
    if (!found) return null;
    const time = now();
    if (found.expires <= time) {
      await sessions.remove(token);
      return null;
    }
    const renewed = time + SESSION_SECONDS * 1000;
    if (found.expires <= renewed - RENEW_SECONDS * 1000) await sessions.renew(token, renewed, time);
    return toAccount(found.user);
  };
}

/** The e-mail of a guest is a placeholder, and nobody's. */
export function toAccount({
  id,
  name,
  email,
  isGuest,
}: Omit<Account, 'email'> & { email: string; isGuest: boolean }): Account {
  return { id, name, email: isGuest ? null : email };
}
