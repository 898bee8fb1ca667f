/**
 * Finds how a passage lies in a window of the page: exact stretches common to both are chained in order, at a cost for
 * every gap, so that unrelated repetition falls out. Sparse, hence far cheaper than a full alignment of the two.
 */
import { isDense } from './passage.ts';

/** Stretches common to passage and page, ascending in both and not overlapping. */
export interface Chain {
  readonly count: number;
  /** First unit in the passage, first unit in the page, length. */
  readonly a: Int32Array;
  readonly w: Int32Array;
  readonly length: Int32Array;
  readonly score: number;
}

/** The best chain of a passage in `page[from … to)`. */
export function chainIn(units: Uint16Array, page: Uint16Array, from: number, to: number): Chain {
  const found = commonStretches(units, page, from, to);
  return bestChain(found);
}

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

function commonStretches(units: Uint16Array, page: Uint16Array, from: number, to: number): Stretches {
  const seed = isDense(units) ? 2 : 4;
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
    nexts[i] = heads[slot] ?? -1;
    heads[slot] = i;
  }
  const { a, w, length } = scratch;
  let count = 0;
  for (let p = from; p + seed <= to; p++) {
    let repeats = 0;
    for (let i = heads[hashAt(page, p, seed) >>> shift] ?? -1; i >= 0 && repeats < MOST_REPEATS; i = nexts[i] ?? -1) {
      if (!equalAt(units, i, page, p, seed)) continue;
      repeats++;
      const diagonal = p - from - i + units.length;
      const known = onDiagonal[diagonal] ?? -1;
      if (known >= 0 && (w[known] ?? 0) + (length[known] ?? 0) >= p) continue;
      if (count === MOST) break;
      let n = seed;
      while (i + n < units.length && p + n < to && units[i + n] === page[p + n]) n++;
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
  for (let k = 0; k < seed; k++) hash = (Math.imul(hash, 0x01000193) + (units[at + k] ?? 0)) | 0;
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1 | 0);
}

function equalAt(a: Uint16Array, i: number, b: Uint16Array, j: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (a[i + k] !== b[j + k]) return false;
  return true;
}

const scores = new Float64Array(MOST);
const previous = new Int32Array(MOST);
const LOOK_BACK = 160;

function bestChain(found: Stretches): Chain {
  const { count, a, w, length } = found;
  let best = -1;
  let bestScore = 0;
  for (let i = 0; i < count; i++) {
    const ai = a[i] ?? 0;
    const wi = w[i] ?? 0;
    const li = length[i] ?? 0;
    let top = li;
    let link = -1;
    const first = Math.max(0, i - LOOK_BACK);
    for (let j = i - 1; j >= first; j--) {
      const endA = (a[j] ?? 0) + (length[j] ?? 0);
      const endW = (w[j] ?? 0) + (length[j] ?? 0);
      const over = Math.max(0, endA - ai, endW - wi);
      if (over >= li || (a[j] ?? 0) >= ai || (w[j] ?? 0) >= wi) continue;
      const gapA = ai + over - endA;
      const gapW = wi + over - endW;
      const value = (scores[j] ?? 0) + li - over - gapCost(gapA, gapW);
      if (value > top) {
        top = value;
        link = j;
      }
    }
    scores[i] = top;
    previous[i] = link;
    if (top > bestScore) {
      bestScore = top;
      best = i;
    }
  }
  return traced(found, best, bestScore);
}

function traced(found: Stretches, last: number, score: number): Chain {
  const order: number[] = [];
  for (let i = last; i >= 0; i = previous[i] ?? -1) order.push(i);

  const a = new Int32Array(order.length);
  const w = new Int32Array(order.length);
  const length = new Int32Array(order.length);
  let endA = 0;
  let endW = 0;
  order.toReversed().forEach((from, at) => {
    const over = at === 0 ? 0 : Math.max(0, endA - (found.a[from] ?? 0), endW - (found.w[from] ?? 0));
    a[at] = (found.a[from] ?? 0) + over;
    w[at] = (found.w[from] ?? 0) + over;
    length[at] = (found.length[from] ?? 0) - over;
    endA = (found.a[from] ?? 0) + (found.length[from] ?? 0);
    endW = (found.w[from] ?? 0) + (found.length[from] ?? 0);
  });
  return { count: order.length, a, w, length, score };
}

/** Opening a gap costs a short word; what differs in length costs slowly more, for whole sentences come and go. */
function gapCost(gapA: number, gapW: number): number {
  return 2.5 + 0.04 * Math.min(gapA, gapW) + 0.7 * Math.log2(1 + Math.abs(gapA - gapW));
}
