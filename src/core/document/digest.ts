/**
 * A digest for what must not leave this device in plain words: a path on its disk or a token in an address still tells
 * one document from another. Synchronous, unlike Web Crypto: a key is asked for while a screen is being drawn.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The first 128 bits of the text's SHA-256 as 32 hexadecimal digits. */
export function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text.toWellFormed())).subarray(0, 16));
}
