/**
 * A remembered passage in the form for matching: prefix, quote and suffix folded as one text, with the offsets of the
 * quote in it. Separate because candidates, alignment and judgement all speak of it.
 */
import { type Selector, quoteOf } from '../core/selectors.ts';
import { fold, foldedAt } from './fold.ts';

/** A passage to look for. `units` holds prefix, quote and suffix; the quote is `units[start … end)`. */
export interface Passage {
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
}

/** The passage that selectors remember; null when they hold no quote, or one of white space only. */
export function passageOf(selectors: readonly Selector[]): Passage | null {
  const quote = quoteOf(selectors);
  if (!quote) return null;
  const prefix = quote.prefix ?? '';
  const folded = fold(prefix + quote.exact + (quote.suffix ?? ''));
  const start = foldedAt(folded, prefix.length);
  const end = foldedAt(folded, prefix.length + quote.exact.length);
  return start < end ? { units: folded.units, start, end } : null;
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

/** Scripts written without spaces carry a word in one or two units. */
export function isDense(units: Uint16Array): boolean {
  let dense = 0;
  for (let i = 0; i < units.length; i++) if ((units[i] ?? 0) >= 0x2e80 && (units[i] ?? 0) < 0xfb00) dense++;
  return dense * 3 > units.length;
}
