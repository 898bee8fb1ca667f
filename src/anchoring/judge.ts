/**
 * How sure we are that a place is the passage: features of quote and surroundings, and one calibrated probability.
 * Separate and pure so that the weights can be chosen by measurement and the choice can be repeated.
 */
import type { Placement } from './align.ts';
import type { Chain } from './chain.ts';
import type { Passage } from './passage.ts';

/** What is known of a place. */
export interface Features {
  /** Likeness of the quote, 0 to 1. */
  readonly quote: number;
  /** Logarithm of the number of units that agree. */
  readonly length: number;
  /** Share of the nearest context found in its place, on the worse and on the better side. */
  readonly nearWorse: number;
  readonly nearBetter: number;
  /** Share of the whole context found. */
  readonly wide: number;
  /** How far it is from where it was, as a share of the page. */
  readonly drift: number;
}

const NEAR = 32;
const FAR = 1e9;
/** Where no context was kept, it speaks neither for a place nor against it. */
const UNKNOWN = 0.5;

/** Measures a place. The chains tell where the text before and after the quote lies. */
export function featuresOf(
  passage: Passage,
  [left, right]: readonly [Chain, Chain],
  place: Placement,
  drift: number,
): Features {
  const { start, end, units } = passage;
  const size = end - start;
  const before = share(left, Math.max(0, start - NEAR), start, place.start - 2 * NEAR, place.start);
  const after = share(right, end, Math.min(units.length, end + NEAR), place.end, place.end + 2 * NEAR);
  const context = units.length - size;
  const agreeing = found(left, 0, start, -FAR, place.start) + found(right, end, units.length, place.end, FAR);
  return {
    quote: place.matched / (Math.max(size, place.end - place.start) || 1),
    length: Math.log2(1 + place.matched),
    nearWorse: Math.min(before, after),
    nearBetter: Math.max(before, after),
    wide: context > 0 ? agreeing / context : UNKNOWN,
    drift,
  };
}

function share(chain: Chain, a0: number, a1: number, w0: number, w1: number): number {
  return a1 > a0 ? found(chain, a0, a1, w0, w1) / (a1 - a0) : UNKNOWN;
}

/** Units of `passage[a0 … a1)` that the chain finds in `page[w0 … w1)`. */
function found(chain: Chain, a0: number, a1: number, w0: number, w1: number): number {
  let sum = 0;
  for (let i = 0; i < chain.count; i++) {
    const shift = chain.w[i]! - chain.a[i]!;
    const from = Math.max(chain.a[i]!, a0, w0 - shift);
    const to = Math.min(chain.a[i]! + chain.length[i]!, a1, w1 - shift);
    if (to > from) sum += to - from;
  }
  return sum;
}

/**
 * The weights of a conditional logit over all places of a passage and "gone", in the order of `termsOf`; fitted on real
 * page revisions by `npm run bench -- calibrate`.
 */
export const WEIGHTS: readonly number[] = [-10.55, 7.25, 4.25, 2.17, 3.4, 5.99, -2.56];

/** What the weights belong to: a constant, then the features, with the surprise of the quote instead of its length. */
export function termsOf({ quote, length, nearWorse, nearBetter, wide, drift }: Features): number[] {
  // short words recur by chance; some twenty units and more hardly ever do
  const surprise = quote * Math.max(0, length - 4.5);
  return [1, quote, surprise, nearWorse, nearBetter, wide, drift];
}

/** How much more likely a place with these features is the passage than that the passage is gone (log odds). */
export function evidenceOf(features: Features): number {
  return termsOf(features).reduce((sum, term, at) => sum + term * WEIGHTS[at]!, 0);
}

/** Probabilities of places that exclude each other, from their evidence; what is missing to 1 is that it is gone. */
export function probabilities(evidence: readonly number[]): number[] {
  const odds = evidence.map((one) => Math.exp(Math.min(one, 50)));
  const sum = odds.reduce((total, one) => total + one, 1);
  return odds.map((one) => one / sum);
}

/** At or above this a place is drawn as certain, */
export const ACCEPT = 0.75;
/** if it is ahead of the next one by this much. Both are chosen by `npm run bench -- calibrate` (ADR 0015). */
export const MARGIN = 0.5;
/** Below this a place is not even offered. */
export const PLAUSIBLE = 0.1;
