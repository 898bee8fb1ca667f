/** How people, groups and times are called towards tools of Hypothesis, and read when they call them. */
import * as v from 'valibot';
import { id, type Id } from '../../core/id.ts';

/** What a tool that names no group means: here nobody but its owner reads what is written there. */
export const WORLD = '__world__';

/** The name of this endpoint among the places that have accounts. */
export function authorityOf(publicUrl: string): string {
  return new URL(publicUrl).hostname;
}

export function userName(account: Id, authority: string): string {
  return `acct:${account}@${authority}`;
}

/** Also as tools call their own user in a search: without what is around the name. Null for nobody of here. */
export function readUser(text: string, authority: string): Id | null {
  const bare = /^acct:(.*)@(.*)$/.exec(text);
  if (bare && bare[2] !== authority) return null;
  return readId(bare?.[1] ?? text);
}

export function readId(text: unknown): Id | null {
  const parsed = v.safeParse(id, text);
  return parsed.success ? parsed.output : null;
}

/** @param at microseconds since 1970 */
export function writeTime(at: number): string {
  const milliseconds = Math.floor(at / 1000);
  // Also before 1970, where what is left over counts from the millisecond before.
  const micros = String(at - milliseconds * 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${micros}+00:00`);
}

/**
 * A time as a tool gives it, in microseconds since 1970: ISO 8601, in UTC where it names no zone, or milliseconds since
 * 1970. Where its `+` came as a space, as it does in an address that was not encoded, that is read too. Null for no time.
 */
export function readTime(text: string): number | null {
  if (/^\d{9,16}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?(Z|[+\s-]\d\d:?\d\d)?$/.exec(
    text.trim(),
  );
  if (!parts) return null;
  const [, day = '', time = '00:00', fraction = '', zone = 'Z'] = parts;
  const seconds = Date.parse(`${day}T${time}${zone.replace(/^\s/, '+').replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(seconds) ? null : seconds * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
