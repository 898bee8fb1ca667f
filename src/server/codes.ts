/** Codes for people to type (protocol/typed-code.ts): invitations on a board, a second device. */
import { randomBytes } from 'node:crypto';
import { CODE_LETTERS } from '../protocol/typed-code.ts';

/** 32 letters are five bits each, so a random byte maps evenly. */
export function newCode(length: number, random: (length: number) => Uint8Array = randomBytes): string {
  return Array.from(random(length), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('');
}

/** As it is shown: two parts are easier to copy. */
export function printedCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
