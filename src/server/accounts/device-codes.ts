/**
 * Codes by which one more device signs in to an account. Kept as a keyed hash, so that whoever reads
 * the database, or a copy of it, cannot try all codes; found by it, so that how long the search takes
 * says nothing of a nearly right one; taken out by the one who uses it.
 */
import { createHmac } from 'node:crypto';
import type { AuthContext } from 'better-auth';
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import { DEVICE_CODE_LENGTH } from '../../protocol/account.ts';
import { newCode } from '../codes.ts';
import { forgetExpired } from './forget-expired.ts';

/** Long enough to walk to the other device, too short to try many. */
const CODE_MS = 10 * 60_000;
const PREFIX = 'device-code:';

/** Who may use it: a session that has been ended since opens no other. Null: no session asked for it, but a single sign-on. */
const issued = v.object({ user: id, session: v.nullable(id) });
export type Issuer = v.InferOutput<typeof issued>;

/** The parts of better-auth's context that are needed, whatever its options are. */
export type Keeper = {
  internalAdapter: Pick<AuthContext['internalAdapter'], 'createVerificationValue' | 'consumeVerificationValue'>;
  adapter: {
    deleteMany: (data: Parameters<AuthContext['adapter']['deleteMany']>[0]) => Promise<number>;
    findMany: (data: Parameters<AuthContext['adapter']['findMany']>[0]) => Promise<unknown[]>;
  };
};

export type DeviceCodes = {
  /** The code before it of the same account is void. */
  issue(issuer: Issuer): Promise<{ code: string; expires: Date }>;
  /** The issuer of a code that was right until now; null for every other. */
  use(code: string): Promise<Issuer | null>;
};

export function deviceCodes(
  { internalAdapter, adapter }: Keeper,
  /** Codes are of one endpoint: at another, whose secret is another, they are nothing. */
  secret: string,
  now: () => number = Date.now,
): DeviceCodes {
  const identifierOf = (code: string): string =>
    PREFIX + createHmac('sha256', secret).update(PREFIX).update(code).digest('base64url');

  return {
    issue: async (issuer) => {
      await forgetExpired(adapter, now());
      const code = newCode(DEVICE_CODE_LENGTH);
      const expires = new Date(now() + CODE_MS);
      const value = JSON.stringify(issuer);
      await internalAdapter.createVerificationValue({ identifier: identifierOf(code), value, expiresAt: expires });
      await keepNewestOf(adapter, issuer.user);
      return { code, expires };
    },
    use: async (code) => {
      const found = await internalAdapter.consumeVerificationValue(identifierOf(code));
      // Consumed all the same: of codes that are too old none is kept.
      if (!found || found.expiresAt.getTime() <= now()) return null;
      return v.parse(issued, JSON.parse(found.value));
    },
  };
}

const kept = v.array(v.object({ id: v.string(), expiresAt: v.date() }));

/**
 * Voids all codes of an account but the newest. Every issue does it after its own code is there: of those that are
 * issued at once, the last to look sees all, and all agree on which one stays.
 */
async function keepNewestOf(adapter: Keeper['adapter'], user: Id): Promise<void> {
  // the value begins with the account, as `issued` writes it
  const value = JSON.stringify({ user }).slice(0, -1);
  const found = await adapter.findMany({
    model: 'verification',
    where: [
      { field: 'identifier', operator: 'starts_with', value: PREFIX },
      { field: 'value', operator: 'starts_with', value },
    ],
  });
  const codes = v.parse(kept, found);
  codes.sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.id < b.id ? -1 : 1));
  const others = codes.slice(0, -1).map((code) => code.id);
  if (others.length > 0)
    await adapter.deleteMany({ model: 'verification', where: [{ field: 'id', operator: 'in', value: others }] });
}
