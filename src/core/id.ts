/**
 * Identifiers of records and operations: UUIDv7 (RFC 9562 §5.7) written as 22 characters
 * of base64url, made by the client so that notes can be written offline.
 */
import * as v from 'valibot';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Schema of an identifier. */
export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
export type Id = v.InferOutput<typeof id>;

/** Fills the array with cryptographically strong random bytes (`crypto.getRandomValues`). */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * A new identifier. Its bytes begin with the time, its text is in no order: base64url's digits do
 * not stand in the order of their characters. Sort records by `seq` or `created`, never by id.
 * @param now milliseconds since 1970
 */
export function newId(now: number, randomBytes: RandomBytes): Id {
  const bytes = new Uint8Array(16);
  bytes.set(randomBytes(10), 6);
  let rest = now;
  for (let at = 5; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return base64url(bytes);
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = Math.min(4, bytes.length - at + 1);
    for (let digit = 0; digit < digits; digit++) text += ALPHABET[(three >> (18 - 6 * digit)) & 63];
  }
  return text;
}
