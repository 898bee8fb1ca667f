/**
 * How sure we are that a place is the passage: a few features of quote and surroundings, one calibrated score.
 * Separate and pure so that the weights can be chosen by measurement and the choice can be repeated.
 */
import { type Placement } from './align.ts';
import type { Chain } from './chain.ts';
import type { Passage } from './passage.ts';

/** What is known of a place, each between 0 and 1 except `length`. */
export interface Features {
  /** Likeness of the quote. */
  readonly quote: number;
  /** Share of the nearest context found in its place, on the worse and on the better side. */
  readonly nearWorse: number;
  readonly nearBetter: number;
  /** Share of the whole context found. */
  readonly wide: number;
  /** Logarithm of the number of units that agree. */
  readonly length: number;
}

const NEAR = 32;

/** Measures a place. */
export function featuresOf(passage: Passage, chain: Chain, place: Placement): Features {
  const size = passage.end - passage.start;
  const before = share(chain, Math.max(0, passage.start - NEAR), passage.start, place.start - 2 * NEAR, place.start);
  const after = share(
    chain,
    passage.end,
    Math.min(passage.units.length, passage.end + NEAR),
    place.end,
    place.end + 2 * NEAR,
  );
  const context = passage.units.length - size;
  const left = found(chain, 0, passage.start, -1, 1e9);
  const right = found(chain, passage.end, passage.units.length, -1, 1e9);
  return {
    quote: place.matched / (Math.max(size, place.end - place.start) || 1),
    nearWorse: Math.min(before, after),
    nearBetter: Math.max(before, after),
    wide: context > 0 ? (left + right) / context : 0,
    length: Math.log2(1 + place.matched),
  };
}

function share(chain: Chain, a0: number, a1: number, w0: number, w1: number): number {
  return a1 > a0 ? found(chain, a0, a1, w0, w1) / (a1 - a0) : 0;
}

/** Units of `passage[a0 … a1)` that the chain finds in `page[w0 … w1)`. */
function found(chain: Chain, a0: number, a1: number, w0: number, w1: number): number {
  let sum = 0;
  for (let i = 0; i < chain.count; i++) {
    const shift = (chain.w[i] ?? 0) - (chain.a[i] ?? 0);
    const from = Math.max(chain.a[i] ?? 0, a0, w0 - shift);
    const to = Math.min((chain.a[i] ?? 0) + (chain.length[i] ?? 0), a1, w1 - shift);
    if (to > from) sum += to - from;
  }
  return sum;
}

/** The probability that a place with these features is the passage. */
export function scoreOf(features: Features): number {
  const { quote, nearWorse, nearBetter, wide, length } = features;
  const sum = -9 + 8 * quote + 1.5 * nearWorse + 3 * nearBetter + 1.5 * wide + 0.35 * length;
  return 1 / (1 + Math.exp(-sum));
}

/** At or above this a place is drawn as certain, if no other place comes close. */
export const ACCEPT = 0.5;
/** Below this a place is not even offered. */
export const PLAUSIBLE = 0.1;
/** How much better than the next place the best must be. */
export const MARGIN = 0.05;
