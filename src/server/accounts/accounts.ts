/** What the endpoint asks of accounts; who keeps them (accounts/better-auth.ts) is behind this port. */
import type { Id } from '../../core/id.ts';
import type { Device } from '../../protocol/account.ts';
import type { PasskeyAssertion } from '../../protocol/passkey.ts';
import type { Session } from '../../protocol/sync.ts';
import type { Ceremonies } from './oidc-ceremonies.ts';
import type { Identity } from './oidc-provider.ts';
import type { Passkeys } from './passkeys.ts';

/** `email` is null for a guest. */
export type Account = { id: Id; name: string; email: string | null };

/** A device that is signed in. `used` is when it was renewed, once a day of use. */
export type OpenSession = { id: Id; token: string; created: Date; used: Date; device: Device };

/** `device` is what a new session is called by; nothing, where it is not told. */
export type Accounts = {
  /** A guest account with a session. */
  guest(name: string, device?: Device): Promise<Session>;
  /**
   * An account with e-mail and password. With a guest's token that guest gets them: id and notes
   * stay, and the token stays valid. Throws `email_taken`, `already_upgraded`, `unauthorised`.
   */
  signUp(
    request: { name: string; email: string; password: string },
    token: string | null,
    device?: Device,
  ): Promise<Session>;
  /** Throws `wrong_password`. */
  signIn(request: { email: string; password: string }, device?: Device): Promise<Session>;
  signOut(token: string): Promise<void>;
  /** The account of a session, or null if there is no such session any more. */
  whoIs(token: string): Promise<Account | null>;
  /** The sessions of an account that have not ended, the newest first. */
  sessions(account: Id): Promise<OpenSession[]>;
  /** A code that signs one more device in to the account of a session, once. Throws `unauthorised`. */
  issueCode(token: string): Promise<{ code: string; expires: Date }>;
  /** Throws `wrong_device_code`. */
  signInByCode(code: string, device?: Device): Promise<Session>;
  /** The passkeys of accounts (accounts/passkeys.ts). */
  passkeys: Passkeys;
  /** Throws `wrong_passkey`. */
  signInByPasskey(answer: PasskeyAssertion, rpId: string, device?: Device): Promise<Session>;
  /** Single sign-on: ceremonies that are under way, and for whoever ended one a code to sign in by. */
  oidc: Ceremonies & {
    /** The account is made at the first time. `name` is what it is called here. */
    codeFor(identity: Identity): Promise<{ name: string; code: string }>;
  };
  hasPassword(account: Id): Promise<boolean>;
  /** False for an account without one. */
  isPassword(account: Id, password: string): Promise<boolean>;
};
