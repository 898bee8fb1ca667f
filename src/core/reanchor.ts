/**
 * Attaches an annotation to another passage and keeps where it was, within bounds. Separate from
 * record.ts, which says what may be stored: this says what a change of anchor stores.
 */
import { MAX_FORMER, MAX_FORMER_CHARS, type FormerAnchor, type Target } from './record.ts';
import { quoteOf, type Selector } from './selectors.ts';

/**
 * The target with the new selectors, the present ones at the end of its history. An anchor stands
 * in the history once, the last time; what has no room in it any more is the oldest. The same
 * target if nothing changes.
 * @param at when, as `instant` of record.ts
 */
export function reanchored(target: Target, selectors: Selector[], at: string): Target {
  if (isSame(target.selectors, selectors)) return target;
  const earlier = (target.former ?? []).filter((one) => !isSame(one.selectors, target.selectors));
  return { ...target, selectors, former: bounded([...earlier, { selectors: target.selectors, replaced: at }]) };
}

/** Undo: attached where it was before, with the history that it had then; null if it was nowhere else. */
export function anchorTakenBack(target: Target): Target | null {
  const { former = [], ...rest } = target;
  const last = former.at(-1);
  if (!last) return null;
  const earlier = former.slice(0, -1);
  return { ...rest, selectors: last.selectors, ...(earlier.length > 0 && { former: earlier }) };
}

function bounded(former: readonly FormerAnchor[]): FormerAnchor[] {
  let kept = former.slice(-MAX_FORMER);
  while (kept.length > 1 && sizeOf(kept) > MAX_FORMER_CHARS) kept = kept.slice(1);
  // One that is too large by itself, which only other software writes, is remembered by its words.
  return sizeOf(kept) > MAX_FORMER_CHARS ? kept.flatMap(byQuote) : kept;
}

function byQuote(anchor: FormerAnchor): FormerAnchor[] {
  const quote = quoteOf(anchor.selectors);
  return quote ? [{ selectors: [quote], replaced: anchor.replaced }] : [];
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function isSame(one: readonly Selector[], other: readonly Selector[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
