/**
 * Passkeys as they are kept: a table of ours that better-auth's adapter reads and writes, and
 * challenges that are good once. Why not its plugin: ADR 0027.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { AuthContext, BetterAuthPlugin } from 'better-auth';
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import type { Device } from '../../protocol/account.ts';
import type { NewPasskey, PasskeyAssertion } from '../../protocol/passkey.ts';
import { fromText, toText } from './device-name.ts';
import { forgetExpired } from './forget-expired.ts';
import { challengeOf, checkAssertion, checkRegistration } from './webauthn.ts';

export const passkeyTable = {
  id: 'commonplace-passkeys',
  schema: {
    passkey: {
      modelName: 'account_passkey',
      fields: {
        userId: { type: 'string', required: true },
        credential: { type: 'string', required: true, unique: true },
        publicKey: { type: 'string', required: true },
        algorithm: { type: 'number', required: true },
        counter: { type: 'number', required: true },
        device: { type: 'string', required: true },
        createdAt: { type: 'date', required: true },
        updatedAt: { type: 'date', required: true },
        usedAt: { type: 'date', required: false },
      },
    },
  },
} as const satisfies BetterAuthPlugin;

const stored = v.object({
  id,
  userId: id,
  credential: v.string(),
  publicKey: v.string(),
  algorithm: v.number(),
  counter: v.number(),
  device: v.string(),
  createdAt: v.date(),
  usedAt: v.nullish(v.date()),
});

export type Passkey = { id: Id; credential: string; created: Date; used: Date | null; device: Device };

export type Passkeys = {
  /** A challenge for an account's new passkey, or (null) for whoever signs in. */
  challenge(account: Id | null): Promise<string>;
  of(account: Id): Promise<Passkey[]>;
  /** False unless it is a right answer to a challenge of this account. */
  add(account: Id, answer: NewPasskey, rpId: string, device: Device): Promise<boolean>;
  remove(account: Id, passkey: Id): Promise<boolean>;
  /** The account that a right answer is of. */
  accountOf(answer: PasskeyAssertion, rpId: string): Promise<Id | null>;
};

type Adapter = AuthContext['adapter'];
type Keeper = {
  internalAdapter: Pick<AuthContext['internalAdapter'], 'createVerificationValue' | 'consumeVerificationValue'>;
  adapter: {
    create: (data: { model: string; data: Record<string, unknown> }) => Promise<unknown>;
    findMany: (data: Parameters<Adapter['findMany']>[0]) => Promise<unknown[]>;
    update: (data: Parameters<Adapter['update']>[0]) => Promise<unknown>;
    deleteMany: (data: Parameters<Adapter['deleteMany']>[0]) => Promise<number>;
  };
};

const CHALLENGE_MS = 5 * 60_000;
const ANYBODY = 'anybody';
const identifierOf = (challenge: string): string =>
  `passkey:${createHash('sha256').update(challenge).digest('base64url')}`;

export function passkeys({ internalAdapter, adapter }: Keeper, now: () => number = Date.now): Passkeys {
  const find = async (field: 'userId' | 'credential', value: string) =>
    v.parse(v.array(stored), await adapter.findMany({ model: 'passkey', where: [{ field, value }] }));

  /** Used up by asking. */
  const isOurs = async (clientData: string, whose: string): Promise<boolean> => {
    const challenge = challengeOf(clientData);
    if (challenge === null) return false;
    const given = await internalAdapter.consumeVerificationValue(identifierOf(challenge));
    return given?.value === whose && given.expiresAt.getTime() > now();
  };

  return {
    challenge: async (account) => {
      await forgetExpired(adapter, now());
      const challenge = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now() + CHALLENGE_MS);
      const value = account ?? ANYBODY;
      await internalAdapter.createVerificationValue({ identifier: identifierOf(challenge), value, expiresAt });
      return challenge;
    },
    of: async (account) =>
      (await find('userId', account))
        .map(({ id: passkey, credential, createdAt: created, usedAt, device }) => {
          return { id: passkey, credential, created, used: usedAt ?? null, device: fromText(device) };
        })
        .sort((a, b) => b.created.getTime() - a.created.getTime()),
    add: async (account, answer, rpId, device) => {
      if (!(await isOurs(answer.clientData, account))) return false;
      const checked = checkRegistration(answer, rpId);
      if (!checked || (await find('credential', checked.credential)).length > 0) return false;
      const { publicKey, algorithm } = answer;
      const at = new Date(now());
      const data = { userId: account, ...checked, publicKey, algorithm, counter: 0, device: toText(device) };
      await adapter.create({ model: 'passkey', data: { ...data, createdAt: at, updatedAt: at, usedAt: null } });
      return true;
    },
    remove: async (account, passkey) => {
      const where = [
        { field: 'id', value: passkey },
        { field: 'userId', value: account },
      ];
      return (await adapter.deleteMany({ model: 'passkey', where })) > 0;
    },
    accountOf: async (answer, rpId) => {
      if (!(await isOurs(answer.clientData, ANYBODY))) return null;
      const [known] = await find('credential', answer.credential);
      const checked = known && checkAssertion(answer, known, rpId);
      if (!checked) return null;
      const at = new Date(now());
      const update = { counter: checked.counter, usedAt: at, updatedAt: at };
      await adapter.update({ model: 'passkey', where: [{ field: 'id', value: known.id }], update });
      return known.userId;
    },
  };
}
