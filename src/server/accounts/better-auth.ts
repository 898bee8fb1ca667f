/**
 * Accounts kept by better-auth. Every account is born as a guest; signing up gives a guest an
 * e-mail and a password. better-auth's own anonymous plugin is not used: at sign-up it makes a
 * second user and deletes the first, and notes would change their author.
 */
import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import * as v from 'valibot';
import { id, newId } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import type { Device } from '../../protocol/account.ts';
import { session } from '../../protocol/sync.ts';
import type { Session } from '../../protocol/sync.ts';
import { HttpError } from '../http/http-error.ts';
import type { AccountDatabase } from '../storage/open.ts';
import type { Account, Accounts, OpenSession } from './accounts.ts';
import { deviceCodes } from './device-codes.ts';
import { fromText, toText } from './device-name.ts';
import { oidcAccounts } from './oidc-accounts.ts';
import { oidcCeremonies } from './oidc-ceremonies.ts';
import { passkeyTable, passkeys } from './passkeys.ts';
import { RENEW_SECONDS, SESSION_SECONDS, toAccount } from './who-is.ts';

export type AccountOptions = {
  database: AccountDatabase;
  whoIs: Accounts['whoIs'];
  secret: string;
  baseURL: string;
  now?: () => number;
};

/** better-auth looks at a hundred rows if nothing is said: a session or a passkey beyond them could not be ended. */
const ALL = Number.MAX_SAFE_INTEGER;

/** RFC 2606: no mail can ever reach it. The column may not be empty and must be unique. */
const guestEmail = (guest: string): string => `${guest.toLowerCase()}.${randomBytes(4).toString('hex')}@guest.invalid`;

const storedUser = v.object({
  id,
  name: v.string(),
  email: v.string(),
  guest: v.optional(v.nullable(v.boolean()), false),
});

const storedSession = v.object({
  id,
  userId: id,
  token: v.string(),
  createdAt: v.date(),
  updatedAt: v.date(),
  userAgent: v.nullish(v.string()),
});

export async function createAccounts({ database, whoIs, secret, baseURL, now }: AccountOptions): Promise<Accounts> {
  const auth = betterAuth({
    secret,
    baseURL,
    database: { ...database, transaction: false },
    user: {
      modelName: 'account_user',
      additionalFields: { guest: { type: 'boolean', input: false, defaultValue: false } },
    },
    session: { modelName: 'account_session', expiresIn: SESSION_SECONDS, updateAge: RENEW_SECONDS },
    account: { modelName: 'account_credential' },
    verification: { modelName: 'account_verification' },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    plugins: [passkeyTable],
    advanced: {
      database: { generateId: () => newId(Date.now(), randomBytes), defaultFindManyLimit: ALL },
      ipAddress: { disableIpTracking: true },
    },
    // It would log e-mails of failed sign-ins; what goes wrong here is answered or thrown.
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
  const context = await auth.$context;
  const { internalAdapter, password: passwords } = context;
  const keys = passkeys(context, now);
  const codes = deviceCodes(context, secret, now);

  const bornAsGuest = async (name: string): Promise<Account> => {
    const email = guestEmail(newId(Date.now(), randomBytes));
    const user = { name, email, emailVerified: false, guest: true };
    return accountIn(await internalAdapter.createUser(user, { method: 'anonymous' }));
  };

  const openSession = async (account: Account, device?: Device): Promise<Session> => {
    const opened = await internalAdapter.createSession(account.id, false, { userAgent: toText(device) });
    return v.parse(session, { token: opened.token, user: account });
  };

  const accountOf = oidcAccounts(context, bornAsGuest);

  /**
   * The e-mail is claimed by the last write, which its unique column decides: cut off before it,
   * the guest is still a guest, and the same request can be sent again.
   */
  const upgrade = async (
    guest: Account,
    request: { name: string; email: string; password: string },
  ): Promise<Account> => {
    const email = request.email.toLowerCase();
    if (await internalAdapter.findUserByEmail(email)) throw new HttpError('email_taken');
    const hash = await passwords.hash(request.password);
    const known = (await internalAdapter.findAccounts(guest.id)).some((one) => one.providerId === 'credential');
    if (known) await internalAdapter.updatePassword(guest.id, hash);
    else
      await internalAdapter.linkAccount({
        userId: guest.id,
        providerId: 'credential',
        accountId: guest.id,
        password: hash,
      });
    try {
      return accountIn(await internalAdapter.updateUser(guest.id, { name: request.name, email, guest: false }));
    } catch (error) {
      // Somebody else was faster with the same e-mail.
      if (await internalAdapter.findUserByEmail(email)) throw new HttpError('email_taken');
      throw error;
    }
  };

  const passwordOf = async (account: Id): Promise<string | null> => {
    const found = await internalAdapter.findAccounts(account);
    return found.find((one) => one.providerId === 'credential')?.password ?? null;
  };

  return {
    guest: async (name, device) => openSession(await bornAsGuest(name), device),
    signUp: async (request, token, device) => {
      if (token !== null) {
        const current = await whoIs(token);
        if (!current) throw new HttpError('unauthorised');
        if (current.email !== null) throw new HttpError('already_upgraded');
        return { token, user: await upgrade(current, request) };
      }
      if (await internalAdapter.findUserByEmail(request.email.toLowerCase())) throw new HttpError('email_taken');
      const born = await bornAsGuest(request.name);
      try {
        return await openSession(await upgrade(born, request), device);
      } catch (error) {
        await internalAdapter.deleteUser(born.id);
        throw error;
      }
    },
    signIn: async ({ email, password }, device) => {
      const headers = new Headers({ 'User-Agent': toText(device) });
      const answer = await auth.api.signInEmail({ body: { email, password }, headers }).catch((error: unknown) => {
        throw isRefusal(error) ? new HttpError('wrong_password') : error;
      });
      return v.parse(session, { token: answer.token, user: accountIn(answer.user) });
    },
    signOut: (token) => internalAdapter.deleteSession(token),
    whoIs,
    sessions: async (account) => (await internalAdapter.listSessions(account)).map(toSession).sort(newestFirst),
    issueCode: async (token) => {
      const found = await internalAdapter.findSession(token);
      if (!found) throw new HttpError('unauthorised');
      const { id: session, userId: user } = v.parse(storedSession, found.session);
      return codes.issue({ user, session });
    },
    passkeys: keys,
    signInByPasskey: async (answer, rpId, device) => {
      const account = await keys.accountOf(answer, rpId);
      const user = account === null ? null : await internalAdapter.findUserById(account);
      if (!user) throw new HttpError('wrong_passkey');
      return openSession(accountIn(user), device);
    },
    signInByCode: async (code, device) => {
      const issuer = await codes.use(code);
      const open = issuer ? await internalAdapter.listSessions(issuer.user) : [];
      const isGood = issuer && (issuer.session === null || open.some((one) => one.id === issuer.session));
      if (!isGood) throw new HttpError('wrong_device_code');
      const user = await internalAdapter.findUserById(issuer.user);
      if (!user) throw new HttpError('wrong_device_code');
      return openSession(accountIn(user), device);
    },
    oidc: {
      ...oidcCeremonies(context, now),
      codeFor: async (identity) => {
        const account = await accountOf(identity);
        const user = accountIn(await internalAdapter.findUserById(account));
        const { code } = await codes.issue({ user: account, session: null });
        return { name: user.name, code };
      },
    },
    hasPassword: async (account) => (await passwordOf(account)) !== null,
    isPassword: async (account, password) => {
      const hash = await passwordOf(account);
      return hash !== null && passwords.verify({ hash, password });
    },
  };
}

function toSession(stored: unknown): OpenSession {
  const { id: session, token, createdAt: created, updatedAt: used, userAgent } = v.parse(storedSession, stored);
  return { id: session, token, created, used, device: fromText(userAgent) };
}

const newestFirst = (a: OpenSession, b: OpenSession): number =>
  b.created.getTime() - a.created.getTime() || (a.id < b.id ? 1 : -1);

function accountIn(user: unknown): Account {
  const { guest, ...rest } = v.parse(storedUser, user);
  return toAccount({ ...rest, isGuest: guest === true });
}

/** better-auth answers a wrong e-mail, a wrong password and a malformed one by errors of class 4xx. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500
  );
}
