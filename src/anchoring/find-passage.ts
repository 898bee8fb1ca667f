/**
 * Finds one passage in an indexed page, cheapest way first: where it was, then where it stands unchanged, then where
 * it could be. Offsets here are those of the folded page.
 */
import { type Placement, placeQuote } from './align.ts';
import { candidatesFor } from './candidates.ts';
import { chainIn } from './chain.ts';
import { GRAM, type GramIndex, eachGram } from './grams.ts';
import { type Features, featuresOf, scoreOf } from './judge.ts';
import { type Passage, agreeAfter, agreeBefore } from './passage.ts';

/** A place found, with how sure it is. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly features: Features;
}

/** The page as the search needs it. */
export interface Page {
  readonly units: Uint16Array;
  readonly grams: GramIndex;
}

/** The place of a passage that stands unchanged, in unchanged surroundings, where it was or at one other place. */
export function findUnchanged(passage: Passage, page: Page, hint: number): Found | null {
  if (hint >= 0 && isUnchangedAt(passage, page.units, hint)) return unchanged(passage, hint);
  const { units } = passage;
  if (units.length < GRAM) return null;
  const { shift, starts, places } = page.grams;
  let rarest = -1;
  let rarestAt = 0;
  let fewest = RARE + 1;
  const from = Math.max(0, passage.start - SURE);
  const part = units.subarray(from, Math.min(units.length, passage.end + SURE));
  const step = Math.max(1, Math.floor(part.length / 48));
  eachGram(part, (at, hash) => {
    if (at % step !== 0) return;
    const bucket = hash >>> shift;
    const count = (starts[bucket + 1] ?? 0) - (starts[bucket] ?? 0);
    if (count < fewest) {
      fewest = count;
      rarest = bucket;
      rarestAt = at + from;
    }
  });
  if (rarest < 0 || fewest === 0) return null;
  let place = -1;
  for (let k = starts[rarest] ?? 0; k < (starts[rarest + 1] ?? 0); k++) {
    const quoteAt = (places[k] ?? 0) - rarestAt + passage.start;
    if (!isUnchangedAt(passage, page.units, quoteAt)) continue;
    if (place >= 0) return null;
    place = quoteAt;
  }
  return place < 0 ? null : unchanged(passage, place);
}

/** Context on each side that must agree before an unchanged quote is taken without looking further. */
const SURE = 40;
const RARE = 16;

function isUnchangedAt(passage: Passage, page: Uint16Array, at: number): boolean {
  const { units, start, end } = passage;
  const size = end - start;
  if (at < 0 || at + size > page.length || agreeAfter(units, start, page, at, size) < size) return false;
  const before = Math.min(SURE, start);
  const after = Math.min(SURE, units.length - end);
  return (
    before + after >= SURE &&
    agreeBefore(units, start, page, at, before) === before &&
    agreeAfter(units, end, page, at + size, after) === after
  );
}

function unchanged(passage: Passage, start: number): Found {
  const size = passage.end - passage.start;
  const features = { quote: 1, nearWorse: 1, nearBetter: 1, wide: 1, length: Math.log2(1 + size) };
  return { start, end: start + size, score: scoreOf(features), features };
}

/** All plausible places of a passage, best first, each once. */
export function findPlaces(passage: Passage, page: Page, hints: readonly number[]): Found[] {
  const { units, start } = passage;
  const shifts = candidatesFor(passage, page.grams).map((one) => one.shift);
  for (const hint of hints) {
    const shift = hint - start;
    if (hint >= 0 && !shifts.some((other) => Math.abs(other - shift) < 16)) shifts.push(shift);
  }
  const found: Found[] = [];
  const slack = 200 + Math.min(2000, units.length >> 1);
  for (const shift of shifts) {
    const from = Math.max(0, shift - slack);
    const to = Math.min(page.units.length, shift + units.length + slack);
    if (to <= from) continue;
    const chain = chainIn(units, page.units, from, to);
    const place: Placement | null = placeQuote(passage, page.units, chain);
    if (!place) continue;
    const features = featuresOf(passage, chain, place);
    add(found, { start: place.start, end: place.end, score: scoreOf(features), features });
  }
  return found.sort((one, other) => other.score - one.score);
}

/** Keeps one of several findings of the same place. */
function add(found: Found[], one: Found): void {
  const same = found.findIndex((other) => other.start < one.end && one.start < other.end);
  const other = found[same];
  if (!other) found.push(one);
  else if (one.score > other.score) found[same] = one;
}
