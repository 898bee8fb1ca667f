/**
 * Where in the page a passage could be: windows in which several of its rare sequences occur in the right order.
 * Rare ones only, so that the cost does not grow with how common the words of a quote are.
 */
import { type GramIndex, bucketAt } from './grams.ts';
import type { Passage } from './passage.ts';

/** A place to look closer: the passage's first unit would stand at about `shift` in the page. */
export interface Candidate {
  readonly shift: number;
  readonly weight: number;
}

/** The most promising places of a whole passage, best first. */
export function candidatesFor({ units }: Passage, index: GramIndex): Candidate[] {
  return vote(units, index, 0, units.length - index.size + 1);
}

/** The most promising places of its quote alone: it may have moved without its surroundings. */
export function quoteCandidates({ units, start, end }: Passage, index: GramIndex): Candidate[] {
  return vote(units, index, start, end - index.size + 1);
}

/** So many places are worth a closer look. */
const MOST = 4;
const NEAR = 48;
/** A sequence that occurs more often than this says little about the place; the second bound is for want of better ones. */
const RARE = 12;
const COMMON = 64;
/** So many rare sequences tell a place; more common ones would only add rivals. */
const ENOUGH = 48;
const MOST_VOTES = 6000;
/** Places with less than this share of the best one's votes are chance. */
const STANDS_OUT = 0.15;

/** A long passage votes with so many of its sequences. */
const VOTERS = 200;

const buckets = new Int32Array(VOTERS);
const positions = new Int32Array(VOTERS);
const votes = new Float64Array(MOST_VOTES);
const tally = new Int32Array(COMMON + 1);

/** Every rare sequence votes for the shift it implies; near votes are counted together. */
function vote(units: Uint16Array, index: GramIndex, from: number, to: number): Candidate[] {
  const { starts, places, mask } = index;
  // about every other sequence of a long page is in its index
  const step = Math.max(1, Math.ceil((to - from) / (mask ? 2 * VOTERS : VOTERS)));
  let voters = 0;
  tally.fill(0);
  for (let at = from; at < to && voters < VOTERS; at += step) {
    const bucket = bucketAt(units, at, index);
    const here = bucket < 0 ? 0 : starts[bucket + 1]! - starts[bucket]!;
    if (here === 0 || here > COMMON) continue;
    buckets[voters] = bucket;
    positions[voters++] = at;
    tally[here] = tally[here]! + 1;
  }
  const rare = rarity();
  let count = 0;
  for (let voter = 0; voter < voters; voter++) {
    const start = starts[buckets[voter]!]!;
    const here = starts[buckets[voter]! + 1]! - start;
    if (here > rare) continue;
    for (let k = 0; k < here && count < MOST_VOTES; k++) {
      // the fraction carries the number of rivals, so that one sort orders both
      votes[count++] = places[start + k]! - positions[voter]! + units.length + (here - 1) / 128;
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
  return clusters.filter((one) => one.weight >= least).slice(0, MOST);
}

/** How often a sequence may occur to have a vote: as rarely as still gives enough of them. */
function rarity(): number {
  let enough = 0;
  for (let here = 1; here <= COMMON; here++) {
    enough += tally[here]!;
    if (enough >= ENOUGH || (here >= RARE && enough > 0)) return here;
  }
  return COMMON;
}
