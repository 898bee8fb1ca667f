/**
 * Passkeys (WebAuthn level 2) between extension and endpoint. Binary values travel as base64url. The
 * public key comes as the browser gives it (SubjectPublicKeyInfo), so that nobody has to read CBOR.
 */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { instant } from '../core/record.ts';
import { device } from './account.ts';

const bytes = (most: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(most));
const credential = bytes(1400);

/** COSE numbers of ES256, EdDSA and RS256: what browsers and keys have. */
export const ALGORITHMS = [-7, -8, -257] as const;

/** POST passkeyOptions → what a new passkey of my account is made from. */
export const passkeyOptions = v.object({
  challenge: bytes(100),
  rpId: v.string(),
  user: v.object({ id, name: v.string() }),
  /** Passkeys there are: a device that holds one makes no second. */
  exclude: v.array(credential),
});
export type PasskeyOptions = v.InferOutput<typeof passkeyOptions>;

/** POST passkeys → 204. */
export const newPasskey = v.object({
  clientData: bytes(4000),
  authenticatorData: bytes(8000),
  publicKey: bytes(4000),
  algorithm: v.picklist(ALGORITHMS),
});
export type NewPasskey = v.InferOutput<typeof newPasskey>;

/** GET passkeys, the newest first; DELETE onePasskey → 204. `device` is where it was made. */
export const passkeyList = v.object({
  passkeys: v.array(v.object({ id, created: instant, used: v.nullable(instant), device })),
});
export type PasskeyEntry = v.InferOutput<typeof passkeyList>['passkeys'][number];

/** POST passkeySignInOptions → what to sign, whoever it will be. */
export const passkeyChallenge = v.object({ challenge: bytes(100), rpId: v.string() });
export type PasskeyChallenge = v.InferOutput<typeof passkeyChallenge>;

/** POST passkeySignIn → a session (sync.ts). */
export const passkeyAssertion = v.object({
  credential,
  clientData: bytes(4000),
  authenticatorData: bytes(8000),
  signature: bytes(2000),
});
export type PasskeyAssertion = v.InferOutput<typeof passkeyAssertion>;
