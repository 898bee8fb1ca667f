/**
 * Finds how a passage lies in a window of the page: exact stretches common to both are chained in order, at a cost for
 * every gap, so that unrelated repetition falls out. Sparse, hence far cheaper than a full alignment of the two.
 */
import { isDense } from './grams.ts';
import { agreeAfter } from './passage.ts';

/** Stretches common to passage and page, ascending in both and not overlapping. */
export interface Chain {
  readonly count: number;
  /** First unit in the passage, first unit in the page, length. */
  readonly a: Int32Array;
  readonly w: Int32Array;
  readonly length: Int32Array;
}

/** The best chain of some units in `page[from … to)`. */
export function chainIn(units: Uint16Array, page: Uint16Array, from: number, to: number, borders: Borders): Chain {
  return bestChain(commonStretches(units, page, from, to), borders);
}

/** Offsets in the passage where a stretch had better end when it could as well end a little earlier or later. */
export type Borders = readonly [start: number, end: number];

interface Stretches {
  count: number;
  a: Int32Array;
  w: Int32Array;
  length: Int32Array;
}

const MOST = 6000;
const scratch: Stretches = {
  count: 0,
  a: new Int32Array(MOST),
  w: new Int32Array(MOST),
  length: new Int32Array(MOST),
};
let heads = new Int32Array(4096);
let nexts = new Int32Array(2048);
let onDiagonal = new Int32Array(8192);
const MOST_REPEATS = 12;
const LONG = 48;

function commonStretches(units: Uint16Array, page: Uint16Array, from: number, to: number): Stretches {
  // the longer the passage, the longer a stretch must be to be more than chance
  const seed = (isDense(units) ? 2 : 4) + (units.length > 6000 ? 5 : units.length > 1500 ? 2 : 0);
  const bits = units.length > 2000 ? 15 : 12;
  const shift = 32 - bits;
  if (heads.length < 1 << bits) heads = new Int32Array(1 << bits);
  if (nexts.length < units.length) nexts = new Int32Array(units.length * 2);
  const diagonals = units.length + to - from + 1;
  if (onDiagonal.length < diagonals) onDiagonal = new Int32Array(diagonals * 2);
  heads.fill(-1, 0, 1 << bits);
  onDiagonal.fill(-1, 0, diagonals);
  for (let i = units.length - seed; i >= 0; i--) {
    const slot = hashAt(units, i, seed) >>> shift;
    nexts[i] = heads[slot]!;
    heads[slot] = i;
  }
  const { a, w, length } = scratch;
  let count = 0;
  let covered = 0;
  for (let p = from; p + seed <= to; p++) {
    let repeats = 0;
    for (let i = heads[hashAt(page, p, seed) >>> shift]!; i >= 0 && repeats < MOST_REPEATS; i = nexts[i]!) {
      const diagonal = p - from - i + units.length;
      const known = onDiagonal[diagonal]!;
      repeats++;
      if (known >= 0 && w[known]! + length[known]! >= p) continue;
      const n = agreeAfter(units, i, page, p, to - p);
      if (n < seed) continue;
      // inside a long stretch a short one is repetition
      if (count === MOST || (p < covered && n < LONG / 2)) continue;
      if (n >= LONG) covered = Math.max(covered, p + n - LONG / 2);
      a[count] = i;
      w[count] = p;
      length[count] = n;
      onDiagonal[diagonal] = count++;
    }
  }
  scratch.count = count;
  return scratch;
}

function hashAt(units: Uint16Array, at: number, seed: number): number {
  let hash = 0;
  for (let k = 0; k < seed; k++) hash = (Math.imul(hash, 0x01000193) + units[at + k]!) | 0;
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1 | 0);
}

const scores = new Float64Array(MOST);
const previous = new Int32Array(MOST);
const LOOK_BACK = 100;
/** Best ends so far that stay in reach however much repetition follows. */
const LEADERS = 8;

function bestChain(found: Stretches, borders: Borders): Chain {
  const { count, a, w, length } = found;
  let best = -1;
  let bestScore = 0;
  const leaders: number[] = [];
  let slot = 0;
  for (let i = 0; i < count; i++) {
    const ai = a[i]!;
    const wi = w[i]!;
    const li = length[i]!;
    let top = li;
    let linked = -1;
    const link = (j: number) => {
      const endA = a[j]! + length[j]!;
      const endW = w[j]! + length[j]!;
      const over = Math.max(0, endA - ai, endW - wi);
      // most links are worth less even if the gap cost nothing: looked at first, for the cost is the dear part
      const most = scores[j]! + li - over - OPEN;
      if (most <= top || over >= li || a[j]! >= ai || w[j]! >= wi) return;
      const value = most - gapCost(ai + over - endA, wi + over - endW);
      if (value <= top) return;
      top = value;
      linked = j;
    };
    for (let j = Math.max(0, i - LOOK_BACK); j < i; j++) link(j);
    for (const j of leaders) link(j);
    const weakest = leaders[slot];
    if (weakest === undefined || top > scores[weakest]!) {
      leaders[slot] = i;
      slot = (slot + 1) % LEADERS;
    }
    previous[i] = linked;
    scores[i] = top;
    if (top > bestScore) {
      bestScore = top;
      best = i;
    }
  }
  return traced(found, best, borders);
}

function traced(found: Stretches, last: number, borders: Borders): Chain {
  let count = 0;
  for (let i = last; i >= 0; i = previous[i]!) count++;
  const a = new Int32Array(count);
  const w = new Int32Array(count);
  const length = new Int32Array(count);
  let at = count;
  for (let i = last; i >= 0; i = previous[i]!) {
    at--;
    a[at] = found.a[i]!;
    w[at] = found.w[i]!;
    length[at] = found.length[i]!;
    if (at + 1 < count) separate(at, { a, w, length }, borders);
  }
  return { count, a, w, length };
}

/** Gives what two neighbouring stretches both claim to one of them: split at a border of the quote if that is possible. */
function separate(at: number, { a, w, length }: Pick<Chain, 'a' | 'w' | 'length'>, borders: Borders): void {
  const endA = a[at]! + length[at]!;
  const over = Math.max(0, endA - a[at + 1]!, w[at]! + length[at]! - w[at + 1]!);
  if (over === 0) return;
  const border = borders.find((one) => one <= endA && one >= endA - over) ?? endA;
  const cut = endA - border;
  length[at] = length[at]! - cut;
  const trim = over - cut;
  a[at + 1] = a[at + 1]! + trim;
  w[at + 1] = w[at + 1]! + trim;
  length[at + 1] = length[at + 1]! - trim;
}

/** Opening a gap costs a short word. */
const OPEN = 2.5;

/** What differs in length costs slowly more, for whole sentences come and go. */
function gapCost(gapA: number, gapW: number): number {
  const differing = Math.abs(gapA - gapW);
  return 0.04 * Math.min(gapA, gapW) + 0.7 * (LOGARITHMS[differing] ?? Math.log2(1 + differing));
}

const LOGARITHMS = Float64Array.from({ length: 2048 }, (_, differing) => Math.log2(1 + differing));
