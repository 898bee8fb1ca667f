/**
 * Places a quote in the page from a chain of common stretches: its two ends, and how much of it is still there.
 * Separate from the chain because the ends of a quote follow other rules than the course of a text.
 */
import type { Chain } from './chain.ts';
import { type Passage, agreeAfter, agreeBefore } from './passage.ts';

/** Where a quote lies in the folded page, and how much of it agrees. */
export interface Placement {
  readonly start: number;
  readonly end: number;
  /** Units of the quote that stand there too. */
  readonly matched: number;
}

/** Places the quote of a passage; null when nothing of it is there. */
export function placeQuote(passage: Passage, page: Uint16Array, chain: Chain): Placement | null {
  const pairs = densest(quotePairs(passage, chain), passage, page);
  const first = pairs[0];
  const last = pairs.at(-1);
  if (!first || !last) return null;
  const [firstA] = first;
  let [, start] = first;
  const lastA = last[0] + last[2];
  let end = last[1] + last[2];
  let matched = 0;
  for (const pair of pairs) matched += pair[2];
  // units lost at an end were replaced if the page has something between there and the context
  const room = contextRoom(passage, chain, start, end);
  start -= Math.min(firstA - passage.start, room.before);
  end += Math.min(passage.end - lastA, room.after);
  return { start, end, matched };
}

/** Units of the page that lie free between the found part of the quote and the context next to it. */
function contextRoom(passage: Passage, chain: Chain, start: number, end: number) {
  let before = 0;
  let after = 0;
  for (let i = 0; i < chain.count; i++) {
    const a = chain.a[i]!;
    const w = chain.w[i]!;
    const length = chain.length[i]!;
    const left = Math.min(length, passage.start - a);
    if (left > 0 && w + left <= start) before = start - w - left;
    const right = Math.max(0, passage.end - a);
    if (after === 0 && right < length && w + right >= end) {
      after = w + right - end;
      break;
    }
  }
  return { before, after };
}

type Pair = readonly [a: number, w: number, length: number];

/**
 * Leaves out fragments at the ends that much other text parts from the rest: what was put in between is not the
 * passage. An end that still touches its own context is worth more than its length: the passage does end there.
 */
function densest(pairs: readonly Pair[], { units, start, end }: Passage, page: Uint16Array): readonly Pair[] {
  let best = 0;
  let from = 0;
  let to = 0;
  let sum = 0;
  let begin = 0;
  pairs.forEach(([a, w, length], at) => {
    const before = pairs[at - 1];
    if (before) sum -= ADDED_COST * Math.max(0, w - before[1] - before[2] - (a - before[0] - before[2]));
    const opens = a === start && agreeBefore(units, a, page, w, TOUCH) === TOUCH ? TOUCH_WORTH : 0;
    if (sum <= opens) {
      sum = opens;
      begin = at;
    }
    sum += length;
    const closes = a + length === end && agreeAfter(units, end, page, w + length, TOUCH) === TOUCH ? TOUCH_WORTH : 0;
    if (sum + closes <= best) return;
    best = sum + closes;
    from = begin;
    to = at + 1;
  });
  return pairs.slice(from, to);
}

const ADDED_COST = 0.2;
const TOUCH = 4;
const TOUCH_WORTH = 10;

/** The stretches of a chain that lie in the quote, cut to it. */
function quotePairs({ start, end }: Passage, chain: Chain): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < chain.count; i++) {
    const cut = Math.max(0, start - chain.a[i]!);
    const rest = Math.min(chain.length[i]!, end - chain.a[i]!) - cut;
    if (rest > 0) pairs.push([chain.a[i]! + cut, chain.w[i]! + cut, rest]);
  }
  return pairs;
}
