/**
 * A remembered passage in the form for matching: prefix, quote and suffix folded as one text, with the offsets of the
 * quote in it. Separate because candidates, alignment and judgement all speak of it.
 */
import type { TextQuoteSelector } from '../core/selectors.ts';
import { type Folded, foldForNow, foldedAt } from './fold.ts';

/** A passage to look for. `units` holds prefix, quote and suffix; the quote is `units[start … end)`. */
export interface Passage {
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
  /** Whether the quote begins and ends between words. */
  readonly whole: readonly [boolean, boolean];
}

/** The passage of a quote; null when it is white space only. */
export function passageOf(quote: TextQuoteSelector): Passage | null {
  const prefix = quote.prefix ?? '';
  const folded = foldForNow(prefix + quote.exact + (quote.suffix ?? ''));
  const start = foldedAt(folded, prefix.length);
  const end = foldedAt(folded, prefix.length + quote.exact.length);
  if (start >= end) return null;
  const whole = [!insideWord(folded, start), !insideWord(folded, end)] as const;
  return { units: kept(folded.units), start, end, whole };
}

/**
 * Context on each side that must agree before an unchanged quote is taken without looking further; where less was kept,
 * as other tools do, all of it must agree, and be as long together with the quote.
 */
export const SURE = 40;
/** Characters of context that hold so much of it, as good as always. */
const NEAR = 96;

/** The passage with as much of its context as it takes to be sure; null when that is not certain to be in so little. */
export function nearPassageOf(quote: TextQuoteSelector): Passage | null {
  const { prefix = '', suffix = '' } = quote;
  const near = passageOf({ ...quote, prefix: prefix.slice(-NEAR), suffix: suffix.slice(0, NEAR) });
  if (!near) return null;
  const isEnough =
    (prefix.length <= NEAR || near.start >= SURE) && (suffix.length <= NEAR || near.units.length - near.end >= SURE);
  return isEnough ? near : null;
}

/** Many passages share a block of memory: as many small ones would cost more than all their folding. */
const BLOCK = 1 << 16;
let block = new Uint16Array(0);
let used = 0;

function kept(units: Uint16Array): Uint16Array {
  if (used + units.length > block.length) {
    block = new Uint16Array(Math.max(BLOCK, units.length));
    used = 0;
  }
  block.set(units, used);
  used += units.length;
  return block.subarray(used - units.length, used);
}

/** How many units agree, going left from before `a` and `b`, up to a limit. */
export function agreeBefore(a: Uint16Array, aAt: number, b: Uint16Array, bAt: number, limit: number): number {
  const most = Math.min(limit, aAt, bAt);
  let n = 0;
  while (n < most && a[aAt - 1 - n] === b[bAt - 1 - n]) n++;
  return n;
}

/** How many units agree, going right from `a` and `b`, up to a limit. */
export function agreeAfter(a: Uint16Array, aAt: number, b: Uint16Array, bAt: number, limit: number): number {
  const most = Math.min(limit, a.length - aAt, b.length - bAt);
  let n = 0;
  while (n < most && a[aAt + n] === b[bAt + n]) n++;
  return n;
}

/** Whether a place in a folded text has letters of one word on both sides. */
export function insideWord({ units, map }: Folded, at: number): boolean {
  return (
    at > 0 &&
    at < units.length &&
    map[at] === (map[at - 1] ?? 0) + 1 &&
    isLetter(units[at - 1] ?? 0) &&
    isLetter(units[at] ?? 0)
  );
}

/** Letters and digits of scripts that put spaces between words. */
function isLetter(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
  return unit >= 0xc0 && unit < 0x2000 && unit !== 0xd7 && unit !== 0xf7;
}
