/** What the endpoint asks of accounts; who keeps them (accounts/better-auth.ts) is behind this port. */
import type { Id } from '../../core/id.ts';
import type { Session } from '../../protocol/sync.ts';

/** `email` is null for a guest. */
export type Account = { id: Id; name: string; email: string | null };

export type Accounts = {
  /** A guest account with a session. */
  guest(name: string): Promise<Session>;
  /**
   * An account with e-mail and password. With a guest's token that guest gets them: id and notes
   * stay, and the token stays valid. Throws `email_taken`, `already_upgraded`, `unauthorised`.
   */
  signUp(request: { name: string; email: string; password: string }, token: string | null): Promise<Session>;
  /** Throws `wrong_password`. */
  signIn(request: { email: string; password: string }): Promise<Session>;
  signOut(token: string): Promise<void>;
  /** The account of a session, or null if there is no such session any more. */
  whoIs(token: string): Promise<Account | null>;
};
