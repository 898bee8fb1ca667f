/**
 * Which account an identity is. Issuer and subject decide, and nothing else: e-mails at this endpoint are not
 * verified, so that whoever had entered somebody's before would share their account (ADR 0028).
 */
import { createHash } from 'node:crypto';
import type { AuthContext } from 'better-auth';
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import type { Account } from './accounts.ts';
import type { Identity } from './oidc-provider.ts';

/** How somebody is called of whom the provider tells no name; shown in groups, where it can be changed. */
const NAMELESS = 'Member';

type Keeper = {
  internalAdapter: Pick<AuthContext['internalAdapter'], 'deleteUser' | 'findUserByEmail' | 'updateUser'>;
  adapter: {
    create: (data: {
      model: string;
      data: Record<string, unknown>;
      forceAllowId: true;
    }) => Promise<Record<string, unknown>>;
    findOne: (data: { model: string; where: { field: string; value: string }[] }) => Promise<unknown>;
  };
};

const link = v.nullable(v.object({ userId: id }));

/** @param born makes an account with a name and no e-mail */
export function oidcAccounts(
  { internalAdapter, adapter }: Keeper,
  born: (name: string) => Promise<Account>,
): (identity: Identity) => Promise<Id> {
  const find = async (key: string): Promise<Id | null> =>
    v.parse(link, await adapter.findOne({ model: 'account', where: [{ field: 'id', value: key }] }))?.userId ?? null;

  const make = async (identity: Identity, key: string): Promise<Id> => {
    const account = await born(identity.name ?? NAMELESS);
    const at = new Date();
    const { issuer: providerId, subject: accountId } = identity;
    const data = { id: key, userId: account.id, providerId, accountId, createdAt: at, updatedAt: at };
    try {
      await adapter.create({ model: 'account', data, forceAllowId: true });
    } catch (error) {
      await internalAdapter.deleteUser(account.id);
      // Somebody with two tabs was faster in the other one.
      const first = await find(key);
      if (first === null) throw error;
      return first;
    }
    if (identity.email !== null) await claim(internalAdapter, account.id, identity.email);
    return account.id;
  };

  return async (identity) => {
    const key = keyOf(identity);
    return (await find(key)) ?? make(identity, key);
  };
}

/** The primary key: of an identity there can be only one. */
function keyOf({ issuer, subject }: Identity): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
}

/** An account that already has the e-mail keeps it, and the new one has none. */
async function claim(internalAdapter: Keeper['internalAdapter'], account: Id, email: string): Promise<void> {
  const isTaken = async (): Promise<boolean> => (await internalAdapter.findUserByEmail(email.toLowerCase())) !== null;
  if (await isTaken()) return;
  try {
    await internalAdapter.updateUser(account, { email: email.toLowerCase(), emailVerified: true, guest: false });
  } catch (error) {
    if (!(await isTaken())) throw error;
  }
}
