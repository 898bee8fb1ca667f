/**
 * Finds one passage in an indexed page, cheapest way first: where it was, then where it stands unchanged, then where
 * it could be. Offsets here are those of the folded page.
 */
import { type Placement, placeQuote } from './align.ts';
import { candidatesFor, quoteCandidates } from './candidates.ts';
import { type Borders, type Chain, chainIn } from './chain.ts';
import { type GramIndex, bucketAt } from './grams.ts';
import type { Folded } from './fold.ts';
import { type Features, evidenceOf, featuresOf, probabilities } from './judge.ts';
import { type Passage, SURE, agreeAfter, agreeBefore, insideWord } from './passage.ts';

/** A place found, with how sure it is. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly features: Features;
}

/** The page as the search needs it. */
export interface Page extends Folded {
  readonly grams: GramIndex;
}

/** The place of a passage that stands unchanged, in unchanged surroundings, where it was or at one other place. */
export function findUnchanged(passage: Passage, page: Page, hint: number): Found | null {
  // where lines repeat, another one may have come to stand there: all that was kept must agree
  if (hint >= 0 && isUnchangedAt(passage, page.units, hint, Infinity)) return unchanged(passage, hint);
  const { units } = passage;
  if (units.length < page.grams.size) return null;
  const { size, starts, places } = page.grams;
  let rarest = -1;
  let rarestAt = 0;
  let fewest = RARE + 1;
  const from = Math.max(0, passage.start - SURE);
  const to = Math.min(units.length, passage.end + SURE) - size;
  const step = Math.max(1, Math.floor((to - from) / SAMPLES));
  for (let at = from; at <= to; at += step) {
    const bucket = bucketAt(units, at, page.grams);
    if (bucket < 0) continue;
    const count = starts[bucket + 1]! - starts[bucket]!;
    if (count >= fewest) continue;
    fewest = count;
    // what stands nowhere was changed
    if (count === 0) return null;
    rarest = bucket;
    rarestAt = at;
    if (count === 1) break;
  }
  if (rarest < 0) return null;
  let place = -1;
  for (let k = starts[rarest]!; k < starts[rarest + 1]!; k++) {
    const quoteAt = places[k]! - rarestAt + passage.start;
    if (!isUnchangedAt(passage, page.units, quoteAt, SURE)) continue;
    if (place >= 0) return null;
    place = quoteAt;
  }
  return place < 0 ? null : unchanged(passage, place);
}

const RARE = 16;
/** So many sequences are asked how rare they are. */
const SAMPLES = 64;

function isUnchangedAt(passage: Passage, page: Uint16Array, at: number, context: number): boolean {
  const { units, start, end } = passage;
  const size = end - start;
  if (at < 0 || at + size > page.length || agreeAfter(units, start, page, at, size) < size) return false;
  const before = Math.min(context, start);
  const after = Math.min(context, units.length - end);
  return (
    before + size + after >= SURE &&
    agreeBefore(units, start, page, at, before) === before &&
    agreeAfter(units, end, page, at + size, after) === after
  );
}

function unchanged(passage: Passage, start: number): Found {
  const size = passage.end - passage.start;
  const features = { quote: 1, length: Math.log2(1 + size), nearWorse: 1, nearBetter: 1, wide: 1, drift: 0 };
  return { start, end: start + size, score: probabilities([evidenceOf(features)])[0] ?? 0, features };
}

/** All plausible places of a passage, best first, each once. */
export function findPlaces(passage: Passage, page: Page, hints: readonly number[]): Found[] {
  const { units, start, end } = passage;
  const drafts: Draft[] = [];
  const measure = (found: Placement, chains: readonly [Chain, Chain]) => {
    const place = betweenWords(found, passage, page);
    const [hint = -1] = hints;
    const drift = hint < 0 ? 0 : Math.abs(place.start - hint) / page.units.length;
    const features = featuresOf(passage, chains, place, drift);
    add(drafts, { place, features, evidence: evidenceOf(features) });
  };
  const slack = 200 + Math.min(2000, units.length >> 1);
  const measureAround = (shift: number, room: number) => {
    const chain = chainWithin(page, units, shift - room, shift + units.length + room, [start, end]);
    const place = placeQuote(passage, page.units, chain);
    if (place) measure(place, [chain, chain]);
    return chain;
  };
  const measureAlone = (place: Placement) => {
    const after = units.subarray(end);
    const left = chainWithin(page, units.subarray(0, start), place.start - start - slack, place.start, [start, start]);
    const right = chainWithin(page, after, place.end, place.end + after.length + slack, [0, 0]);
    measure(place, [left, { ...right, a: right.a.map((at) => at + end) }]);
  };

  const size = end - start;
  // what the quote could be worth anywhere without its surroundings: who is far above that has no rival there
  const bare = evidenceOf({ quote: 1, length: Math.log2(1 + size), ...NO_CONTEXT });
  const isSettled = () => drafts.length === 1 && drafts[0]!.evidence > Math.max(SETTLED, bare + SETTLED);
  const whole = candidatesFor(passage, page.grams);
  const [first, second] = whole;
  // mostly one place has nearly all votes, and little was put in or left out: then a close look at it is all
  const isAlone = first && first.weight > ALONE * (second?.weight ?? 0);
  // an end that is not there may have been put further away than the close look goes
  if (!isAlone || !holdsEnds(measureAround(first.shift, CLOSE), passage) || !isSettled()) {
    drafts.length = 0;
    for (const hint of hints) if (hint >= 0) whole.push({ shift: hint - start, weight: 0 });
    for (const { shift } of whole) measureAround(shift, slack);
  }
  // the quote may stand elsewhere without its surroundings, also near them
  if (!isSettled()) {
    const from = Math.max(0, start - AROUND);
    const small: Passage = {
      whole: passage.whole,
      units: units.subarray(from, Math.min(units.length, end + AROUND)),
      start: start - from,
      end: end - from,
    };
    const room = 2 * AROUND + (size >> 2);
    const isVerbatim = (at: number) => agreeAfter(units, start, page.units, at, size) === size;
    const alone = quoteCandidates(passage, page.grams);
    for (const { shift } of [...whole.filter((one) => isVerbatim(one.shift + start)), ...alone]) {
      const at = shift + start;
      if (drafts.some(({ place }) => place.start === at)) continue;
      const borders: Borders = [small.start, small.end];
      const place = isVerbatim(at)
        ? { start: at, end: at + size, matched: size }
        : placeQuote(small, page.units, chainWithin(page, small.units, at - room, at + size + room, borders));
      if (place) measureAlone(place);
    }
  }
  const chances = probabilities(drafts.map((one) => one.evidence));
  const found = drafts.map(({ place, features }, at) => ({
    start: place.start,
    end: place.end,
    score: chances[at]!,
    features,
  }));
  return found.sort((one, other) => other.score - one.score);
}

/** Context that is looked at together with a quote to find its ends. */
const AROUND = 24;
/** A place with so many times the votes of the next one stands alone, */
const ALONE = 3;
/** and is looked at with so much room for what was put in. */
const CLOSE = 64;
/** Ahead by so much in log odds, a rival would take less than one in four hundred. */
const SETTLED = 6;
const NO_CONTEXT = { nearWorse: 0, nearBetter: 0, wide: 0, drift: 0 };

interface Draft {
  readonly place: Placement;
  readonly features: Features;
  readonly evidence: number;
}

/** Moves ends that fell into a word to its nearer side, where the quote ended between words. */
function betweenWords(place: Placement, { whole }: Passage, page: Page): Placement {
  const start = whole[0] ? wordBorder(page, place.start) : place.start;
  const end = whole[1] ? wordBorder(page, place.end) : place.end;
  if (start >= end) return place;
  const lost = Math.max(0, start - place.start) + Math.max(0, place.end - end);
  const matched = Math.max(1, place.matched - lost);
  return { start, end, matched };
}

function wordBorder(page: Page, at: number): number {
  let left = at;
  let right = at;
  while (insideWord(page, left) && at - left < LONGEST_WORD) left--;
  while (insideWord(page, right) && right - at < LONGEST_WORD) right++;
  return at - left < right - at ? left : right;
}

const LONGEST_WORD = 24;

function chainWithin(page: Page, units: Uint16Array, from: number, to: number, borders: Borders): Chain {
  const low = Math.max(0, from);
  return chainIn(units, page.units, low, Math.max(low, Math.min(page.units.length, to)), borders);
}

/** Whether the first and the last unit of the quote are among what was found. */
function holdsEnds({ count, a, length }: Chain, { start, end }: Passage): boolean {
  let first = false;
  let last = false;
  for (let i = 0; i < count; i++) {
    const from = a[i]!;
    const to = from + length[i]!;
    first ||= from <= start && start < to;
    last ||= from < end && end <= to;
  }
  return first && last;
}

/** Keeps one of several findings of the same place. */
function add(drafts: Draft[], one: Draft): void {
  const overlaps = (other: Draft) => other.place.start < one.place.end && one.place.start < other.place.end;
  if (drafts.some((other) => overlaps(other) && other.evidence >= one.evidence)) return;
  const rest = drafts.filter((other) => !overlaps(other));
  drafts.splice(0, drafts.length, ...rest, one);
}
