/** An authenticator in software, with real keys: it answers challenges as WebAuthn level 2 has it, or as a test asks it to lie. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { NewPasskey, PasskeyAssertion } from '../../src/protocol/passkey.ts';

export type Lies = Partial<{
  type: string;
  origin: string;
  challenge: string;
  rpId: string;
  flags: number;
  crossOrigin: boolean;
}>;

const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

export class Authenticator {
  readonly credential = randomBytes(32);
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #algorithm: -7 | -8 | -257;
  counter = 0;

  constructor(algorithm: -7 | -8 | -257 = -7, bits = 2048) {
    const made =
      algorithm === -7
        ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
        : algorithm === -8
          ? generateKeyPairSync('ed25519')
          : generateKeyPairSync('rsa', { modulusLength: bits });
    this.#algorithm = algorithm;
    this.#privateKey = made.privateKey;
    this.#publicKey = made.publicKey;
  }

  create({ challenge, rpId }: { challenge: string; rpId: string }, lies: Lies = {}): NewPasskey {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credential.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credential]);
    return {
      clientData: clientData('webauthn.create', challenge, lies),
      authenticatorData: base64url(Buffer.concat([this.#header(rpId, 0x45, lies), attested])),
      publicKey: base64url(this.#publicKey.export({ format: 'der', type: 'spki' })),
      algorithm: this.#algorithm,
    };
  }

  get({ challenge, rpId }: { challenge: string; rpId: string }, lies: Lies = {}): PasskeyAssertion {
    const said = clientData('webauthn.get', challenge, lies);
    const data = this.#header(rpId, 0x05, lies);
    const signed = Buffer.concat([data, sha256(Buffer.from(said, 'base64url'))]);
    return {
      credential: base64url(this.credential),
      clientData: said,
      authenticatorData: base64url(data),
      signature: base64url(sign(this.#algorithm === -8 ? null : 'sha256', signed, this.#privateKey)),
    };
  }

  #header(rpId: string, flags: number, lies: Lies): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([lies.flags ?? flags]), counter]);
  }
}

function clientData(type: string, challenge: string, lies: Lies): string {
  const { type: said = type, challenge: answered = challenge, crossOrigin = false } = lies;
  const origin = lies.origin ?? `chrome-extension://${'a'.repeat(32)}`;
  return base64url(JSON.stringify({ type: said, challenge: answered, origin, crossOrigin }));
}
