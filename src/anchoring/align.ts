/**
 * Places a quote in the page from a chain of common stretches: its two ends, and how much of it is still there. Where
 * an end falls between stretches, the small gap is compared unit by unit (edit distance with the way back).
 */
import type { Chain } from './chain.ts';
import { type Passage, agreeAfter, agreeBefore } from './passage.ts';

/** Where a quote lies in the folded page, and how much of it agrees. */
export interface Placement {
  readonly start: number;
  readonly end: number;
  /** Units of the quote that stand there too. */
  readonly matched: number;
  /** Units of the page between the ends that the quote does not have. */
  readonly added: number;
}

/** Places the quote of a passage; null when nothing of it is there. */
export function placeQuote(passage: Passage, page: Uint16Array, chain: Chain): Placement | null {
  const pairs = densest(quotePairs(passage, page, chain), passage, page);
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
  return { start, end, matched, added: end - start - matched };
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

/** Stretches of the quote that the page has, those of the chain and those found inside its gaps. */
function quotePairs(passage: Passage, page: Uint16Array, chain: Chain): Pair[] {
  const { start, end } = passage;
  const pairs: Pair[] = [];
  const clip = (a: number, w: number, length: number) => {
    const cut = Math.max(0, start - a);
    const rest = Math.min(a + length, end) - a - cut;
    if (rest > 0) pairs.push([a + cut, w + cut, rest]);
  };
  const fill = (a0: number, a1: number, w0: number, w1: number, side: Side) => {
    if (a1 <= start || a0 >= end || a1 <= a0 || w1 <= w0) return;
    for (const [a, w, length] of compareGap(passage.units, a0, a1, page, w0, w1, side)) clip(a, w, length);
  };
  for (let i = 0; i <= chain.count; i++) {
    const open = i === 0;
    const shut = i === chain.count;
    const a0 = open ? 0 : chain.a[i - 1]! + chain.length[i - 1]!;
    const w0 = open ? 0 : chain.w[i - 1]! + chain.length[i - 1]!;
    const a1 = shut ? passage.units.length : chain.a[i]!;
    const w1 = shut ? page.length : chain.w[i]!;
    // outside the chain only the quote itself is of interest, and only as much page as it could fill
    if (open) fill(Math.max(a0, start), a1, Math.max(w0, w1 - 2 * Math.max(0, a1 - start)), w1, 'end');
    else if (shut) fill(a0, Math.min(a1, end), w0, Math.min(w1, w0 + 2 * Math.max(0, end - a0)), 'start');
    else fill(a0, a1, w0, w1, 'both');
    if (!shut) clip(a1, w1, chain.length[i]!);
  }
  return pairs;
}

/** Which ends of a gap are fixed by neighbours; at the other end the page may run on. */
type Side = 'start' | 'end' | 'both';

/** A gap larger than this without any common stretch has nothing in common worth the time. */
const MOST_CELLS = 24_000;
let cells = new Uint16Array(4096);
/** A common stretch shorter than this between unlike texts is chance. */
const SHORTEST = 2;

function compareGap(
  a: Uint16Array,
  a0: number,
  a1: number,
  w: Uint16Array,
  w0: number,
  w1: number,
  side: Side,
): Pair[] {
  const rows = a1 - a0;
  const columns = w1 - w0;
  const width = columns + 1;
  if ((rows + 1) * width > MOST_CELLS) return [];
  if (cells.length < (rows + 1) * width) cells = new Uint16Array((rows + 1) * width * 2);
  for (let j = 0; j <= columns; j++) cells[j] = side === 'end' ? 0 : j;
  for (let i = 1; i <= rows; i++) {
    const row = i * width;
    const up = row - width;
    const unit = a[a0 + i - 1];
    let left = i;
    cells[row] = i;
    for (let j = 1; j <= columns; j++) {
      const diagonal = cells[up + j - 1]! + (unit === w[w0 + j - 1] ? 0 : 1);
      const above = cells[up + j]! + 1;
      left++;
      if (diagonal < left) left = diagonal;
      if (above < left) left = above;
      cells[row + j] = left;
    }
  }
  let column = columns;
  if (side === 'start') {
    const row = rows * width;
    for (let j = columns; j >= 0; j--) if (cells[row + j]! <= cells[row + column]!) column = j;
  }
  return wayBack(a, a0, rows, w, w0, column, width);
}

function wayBack(
  a: Uint16Array,
  a0: number,
  rows: number,
  w: Uint16Array,
  w0: number,
  column: number,
  width: number,
): Pair[] {
  const pairs: Pair[] = [];
  let i = rows;
  let j = column;
  let run = 0;
  const close = () => {
    if (run >= SHORTEST) pairs.push([a0 + i, w0 + j, run]);
    run = 0;
  };
  while (i > 0 && j > 0) {
    const here = cells[i * width + j]!;
    const diagonal = cells[(i - 1) * width + j - 1]!;
    if (a[a0 + i - 1] === w[w0 + j - 1] && here === diagonal) {
      run++;
      i--;
      j--;
      continue;
    }
    close();
    if (here === diagonal + 1) {
      i--;
      j--;
    } else if (here === cells[(i - 1) * width + j]! + 1) i--;
    else j--;
  }
  close();
  return pairs.toReversed();
}
