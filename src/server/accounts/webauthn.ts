/**
 * The checks of WebAuthn level 2 on what a browser answers (https://www.w3.org/TR/webauthn-2/ §7.1, §7.2),
 * as far as an endpoint that asks for no attestation needs them. Pure: who it is and whether the
 * challenge was ours is decided by the caller. Every failure is the same null.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as v from 'valibot';
import type { NewPasskey, PasskeyAssertion } from '../../protocol/passkey.ts';
import { isExtension } from '../http/origin.ts';

const clientData = v.object({
  type: v.string(),
  challenge: v.string(),
  origin: v.string(),
  crossOrigin: v.optional(v.boolean(), false),
});

// Flags of authenticator data, §6.1.
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const HEADER_LENGTH = 37;
const AAGUID_LENGTH = 16;

/** The challenge that an answer says it answers; the caller asks whether it was given out and not used. */
export function challengeOf(encoded: string): string | null {
  return read(encoded)?.challenge ?? null;
}

/** @returns the new credential's id, or null where a check fails */
export function checkRegistration(answer: NewPasskey, rpId: string): { credential: string } | null {
  if (!isFor(answer.clientData, 'webauthn.create')) return null;
  const data = Buffer.from(answer.authenticatorData, 'base64url');
  if (!isHeaderRight(data, rpId) || ((data[32] ?? 0) & HAS_CREDENTIAL) === 0) return null;
  const at = HEADER_LENGTH + AAGUID_LENGTH;
  if (data.length < at + 2) return null;
  const length = data.readUInt16BE(at);
  // §7.1 step 24: no longer than 1023 bytes.
  if (length === 0 || length > 1023 || data.length < at + 2 + length) return null;
  if (!keyOf(answer.publicKey, answer.algorithm)) return null;
  return { credential: data.subarray(at + 2, at + 2 + length).toString('base64url') };
}

export type KnownPasskey = { publicKey: string; algorithm: number; counter: number };

/** @returns the new value of its counter, or null where a check fails */
export function checkAssertion(
  answer: PasskeyAssertion,
  known: KnownPasskey,
  rpId: string,
): { counter: number } | null {
  if (!isFor(answer.clientData, 'webauthn.get')) return null;
  const data = Buffer.from(answer.authenticatorData, 'base64url');
  if (!isHeaderRight(data, rpId)) return null;
  const key = keyOf(known.publicKey, known.algorithm);
  const signed = Buffer.concat([data, sha256(Buffer.from(answer.clientData, 'base64url'))]);
  const hash = known.algorithm === -8 ? null : 'sha256';
  if (!key || !isSigned(hash, signed, key, Buffer.from(answer.signature, 'base64url'))) return null;
  const counter = data.readUInt32BE(33);
  // §7.2 step 21: one that does not grow is of a copy of the key. Synced passkeys count nothing.
  if ((counter > 0 || known.counter > 0) && counter <= known.counter) return null;
  return { counter };
}

function read(encoded: string): v.InferOutput<typeof clientData> | null {
  try {
    const parsed = v.safeParse(clientData, JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** The ceremony runs in a page of the extension; which ones may claim our name the browser decides (ADR 0027). */
function isFor(encoded: string, type: string): boolean {
  const said = read(encoded);
  return said !== null && said.type === type && isExtension(said.origin) && !said.crossOrigin;
}

function isHeaderRight(data: Buffer, rpId: string): boolean {
  const wanted = USER_PRESENT | USER_VERIFIED;
  return (
    data.length >= HEADER_LENGTH &&
    data.subarray(0, 32).equals(sha256(Buffer.from(rpId))) &&
    ((data[32] ?? 0) & wanted) === wanted
  );
}

/** A key of the kind that its algorithm says, and no weak one. */
function keyOf(encoded: string, algorithm: number): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(encoded, 'base64url'), format: 'der', type: 'spki' });
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    if (algorithm === -7) return type === 'ec' && details?.namedCurve === 'prime256v1' ? key : null;
    if (algorithm === -8) return type === 'ed25519' ? key : null;
    return algorithm === -257 && type === 'rsa' && (details?.modulusLength ?? 0) >= 2048 ? key : null;
  } catch {
    return null;
  }
}

function isSigned(hash: string | null, data: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(hash, data, key, signature);
  } catch {
    return false;
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
