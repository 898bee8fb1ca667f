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

/** When it was made, by its maker's clock: milliseconds since 1970. To be shown or believed no further than that clock. */
export function timeOfId(id: Id): number {
  let time = 0;
  for (const digit of id.slice(0, TIME_DIGITS)) time = time * 64 + ALPHABET.indexOf(digit);
  return time;
}

/**
 * The ids made between two instants, and a few around them, as ranges of texts (both ends belong to them): so an index
 * of ids tells what is new. A whole range is wanted at once, so they are few: units of 4 minutes for a day, else of
 * 5 hours.
 */
export function idRanges(from: number, to: number): [first: string, last: string][] {
  const digits = to - from > 24 * 60 * 60_000 ? 4 : 5;
  const unit = 64 ** (TIME_DIGITS - digits);
  const ranges: [first: string, last: string][] = [];
  for (let at = Math.floor(from / unit); at <= Math.floor(to / unit); at++) {
    const prefix = written(at, digits);
    const open = ranges.at(-1);
    if (open && isNext(open[1], prefix)) open[1] = prefix;
    else ranges.push([prefix, prefix]);
  }
  return ranges.map(([first, last]) => [first, `${last}\uffff`]);
}

/** The 48 bits of the time are these first characters. */
const TIME_DIGITS = 8;

function written(number: number, digits: number): string {
  let text = '';
  for (let rest = number; text.length < digits; rest = Math.floor(rest / 64)) text = ALPHABET[rest % 64] + text;
  return text;
}

/** Digits that follow one another stand side by side as texts too, but for the ends of A–Z, a–z and 0–9. */
function isNext(before: string, after: string): boolean {
  const end = before.length - 1;
  return before.slice(0, end) === after.slice(0, end) && after.charCodeAt(end) === before.charCodeAt(end) + 1;
}

/** RFC 4648 section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = Math.min(4, bytes.length - at + 1);
    for (let digit = 0; digit < digits; digit++) text += ALPHABET[(three >> (18 - 6 * digit)) & 63];
  }
  return text;
}
