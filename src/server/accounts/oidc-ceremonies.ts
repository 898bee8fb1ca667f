/**
 * Sign-ins at the identity provider that are under way: what was sent along and must come back. Each ends once,
 * and whoever reads the database cannot end one, since of the state only a hash is kept.
 */
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Keeper } from './device-codes.ts';
import { forgetExpired } from './forget-expired.ts';

/** Long enough for a password, a second factor and looking for the telephone. */
export const CEREMONY_MS = 10 * 60_000;
const PREFIX = 'oidc:';

/** `state` comes back with the answer, `nonce` in the ID token; `verifier` (PKCE) goes with the code. */
export type Ceremony = { state: string; nonce: string; verifier: string };

const kept = v.object({ nonce: v.string(), verifier: v.string() });

export type Ceremonies = {
  begin(): Promise<Ceremony>;
  /** Null for a state that was not begun, is over or is too old. */
  end(state: string): Promise<Ceremony | null>;
};

export function oidcCeremonies({ internalAdapter, adapter }: Keeper, now: () => number = Date.now): Ceremonies {
  return {
    begin: async () => {
      await forgetExpired(adapter, now());
      const ceremony = { state: random(), nonce: random(), verifier: random() };
      const { state, ...rest } = ceremony;
      const expiresAt = new Date(now() + CEREMONY_MS);
      const value = JSON.stringify(rest);
      await internalAdapter.createVerificationValue({ identifier: identifierOf(state), value, expiresAt });
      return ceremony;
    },
    end: async (state) => {
      const found = await internalAdapter.consumeVerificationValue(identifierOf(state));
      if (!found || found.expiresAt.getTime() <= now()) return null;
      return { state, ...v.parse(kept, JSON.parse(found.value)) };
    },
  };
}

const random = (): string => randomBytes(32).toString('base64url');

function identifierOf(state: string): string {
  return PREFIX + createHash('sha256').update(state).digest('base64url');
}
