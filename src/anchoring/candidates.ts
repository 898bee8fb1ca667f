/**
 * Where in the page a passage could be: windows in which several of its rare sequences occur in the right order.
 * Rare ones only, so that the cost does not grow with how common the words of a quote are.
 */
import { type GramIndex, eachGram } from './grams.ts';
import type { Passage } from './passage.ts';

/** A place to look closer: the passage's first unit would stand at about `shift` in the page. */
export interface Candidate {
  readonly shift: number;
  readonly weight: number;
}

/** The most promising places, best first: by the whole passage, and by the quote alone (it may have moved). */
export function candidatesFor(passage: Passage, index: GramIndex): { whole: Candidate[]; quote: Candidate[] } {
  const { units, start, end } = passage;
  const counts = countGrams(units, index);
  const whole = vote(units, index, counts, 0, counts.length, 4);
  const quote = vote(units, index, counts, start, Math.max(start, end - index.size + 1), 4);
  return { whole, quote };
}

const NEAR = 48;
/** A sequence that occurs more often than this says little about the place; the second bound is for want of better ones. */
const RARE = 12;
const COMMON = 64;
/** So many rare sequences tell a place; more common ones would only add rivals. */
const ENOUGH = 48;
const MOST_VOTES = 6000;
/** Places with less than this share of the best one's votes are chance. */
const STANDS_OUT = 0.15;

let hashes = new Int32Array(4096);
const votes = new Float64Array(MOST_VOTES);
const tally = new Int32Array(COMMON + 1);

function countGrams(units: Uint16Array, index: GramIndex): Int32Array {
  const counts = new Int32Array(Math.max(0, units.length - index.size + 1));
  if (hashes.length < counts.length) hashes = new Int32Array(counts.length * 2);
  eachGram(units, index.size, (at, hash) => {
    const bucket = hash >>> index.shift;
    hashes[at] = bucket;
    counts[at] = index.starts[bucket + 1]! - index.starts[bucket]!;
  });
  return counts;
}

/** Every rare sequence votes for the shift it implies; near votes are counted together. */
function vote(
  units: Uint16Array,
  index: GramIndex,
  counts: Int32Array,
  from: number,
  to: number,
  most: number,
): Candidate[] {
  let count = 0;
  // a long passage votes with a part of its sequences
  const step = Math.max(1, Math.ceil((to - from) / 320));
  const rare = rarity(counts, from, to, step);
  for (let at = from; at < to; at += step) {
    const here = counts[at]!;
    if (here === 0 || here > rare) continue;
    const first = index.starts[hashes[at]!]!;
    for (let k = 0; k < here && count < MOST_VOTES; k++) {
      // the fraction carries the number of rivals, so that one sort orders both
      const shift = index.places[first + k]! - at + units.length;
      votes[count++] = shift + (here - 1) / 128;
    }
  }
  const sorted = votes.subarray(0, count).sort();
  const clusters: Candidate[] = [];
  let weight = 0;
  let here = 0;
  let first = 0;
  let last = -NEAR;
  let top = 0;
  let shift = 0;
  for (const one of sorted) {
    const next = Math.floor(one);
    const worth = 1 / (1 + (one - next) * 128);
    if (next - last > NEAR / 2 || next - first > NEAR) {
      if (weight > 0) clusters.push({ shift, weight });
      weight = top = 0;
      first = next;
    }
    here = next === last ? here + worth : worth;
    // of near shifts the one with most votes stands for all
    if (here > top) {
      top = here;
      shift = next - units.length;
    }
    weight += worth;
    last = next;
  }
  if (weight > 0) clusters.push({ shift, weight });
  clusters.sort((one, other) => other.weight - one.weight);
  const least = (clusters[0]?.weight ?? 0) * STANDS_OUT;
  return clusters.filter((one) => one.weight >= least).slice(0, most);
}

/** How often a sequence may occur to have a vote: as rarely as still gives enough of them. */
function rarity(counts: Int32Array, from: number, to: number, step: number): number {
  tally.fill(0);
  for (let at = from; at < to; at += step) {
    const here = counts[at]!;
    if (here > 0 && here <= COMMON) tally[here] = tally[here]! + 1;
  }
  let enough = 0;
  for (let here = 1; here <= COMMON; here++) {
    enough += tally[here]!;
    if (enough >= ENOUGH || (here >= RARE && enough > 0)) return here;
  }
  return COMMON;
}
