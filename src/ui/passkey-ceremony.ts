/**
 * The part of a passkey that only a page can do: the browser asks its user and signs. In a page of the
 * extension it does so for the endpoint's name (ADR 0027).
 */
import * as v from 'valibot';
import {
  ALGORITHMS,
  type NewPasskey,
  type PasskeyAssertion,
  type PasskeyChallenge,
  type PasskeyOptions,
} from '../protocol/passkey.ts';

/** `passkey-cancelled`: the user did not go on, or waited too long. `passkey-unable`: this browser, or this device, cannot. */
type Ceremony<T> =
  | { ok: true; answer: T }
  | { ok: false; code: 'passkey-cancelled' | 'passkey-unable' | 'passkey-known' };

export function makePasskey({ challenge, rpId, user, exclude }: PasskeyOptions): Promise<Ceremony<NewPasskey>> {
  return ceremony(async () => {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: toBytes(challenge),
        rp: { id: rpId, name: 'Commonplace' },
        user: { id: new TextEncoder().encode(user.id), name: user.name, displayName: user.name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: exclude.map((id) => ({ type: 'public-key', id: toBytes(id) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    });
    if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAttestationResponse))
      return null;
    const { response } = made;
    const publicKey = response.getPublicKey();
    const algorithm = v.safeParse(v.picklist(ALGORITHMS), response.getPublicKeyAlgorithm());
    if (!publicKey || !algorithm.success) return null;
    return {
      clientData: toText(response.clientDataJSON),
      authenticatorData: toText(response.getAuthenticatorData()),
      publicKey: toText(publicKey),
      algorithm: algorithm.output,
    };
  });
}

export function signWithPasskey({ challenge, rpId }: PasskeyChallenge): Promise<Ceremony<PasskeyAssertion>> {
  return ceremony(async () => {
    const got = await navigator.credentials.get({
      publicKey: { challenge: toBytes(challenge), rpId, userVerification: 'required' },
    });
    if (!(got instanceof PublicKeyCredential) || !(got.response instanceof AuthenticatorAssertionResponse)) return null;
    const { clientDataJSON, authenticatorData, signature } = got.response;
    return {
      credential: toText(got.rawId),
      clientData: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
    };
  });
}

async function ceremony<T>(work: () => Promise<T | null>): Promise<Ceremony<T>> {
  try {
    const answer = await work();
    return answer === null ? { ok: false, code: 'passkey-unable' } : { ok: true, answer };
  } catch (error) {
    // The names are WebAuthn's (§5.1.3, §5.1.4); all else means that it cannot be done here.
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') return { ok: false, code: 'passkey-cancelled' };
    return { ok: false, code: name === 'InvalidStateError' ? 'passkey-known' : 'passkey-unable' };
  }
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function toText(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
