/** Invitation codes: what a teacher writes on the board. */
import { randomBytes } from 'node:crypto';

/** 32 letters and digits without look-alikes: five bits each, so a random byte maps evenly. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 10;

export function newInvitationCode(random: (length: number) => Uint8Array = randomBytes): string {
  return Array.from(random(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** As it is shown: two parts are easier to copy from a board. */
export function printedCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
