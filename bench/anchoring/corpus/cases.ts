/**
 * Passages of a page and what became of them, told by their characters: unchanged, edited, or gone. What a fair reader
 * could not decide is left out.
 */
import { type Random, between } from '../../random.ts';
import type { Origin } from './traced-page.ts';

/** A passage and its truth; offsets are those of `document.body.textContent`, before and after. */
export type Case = { readonly id: string; readonly start: number; readonly end: number; readonly exact: string } & (
  | { readonly label: 'gone' }
  | { readonly label: 'same' | 'edited'; readonly newStart: number; readonly newEnd: number; readonly newExact: string }
);

/** Seeded passages of a page with their truth. */
export function casesOf(old: string, now: string, origins: readonly Origin[], count: number, random: Random): Case[] {
  const places = placesOf(origins, old.length);
  const words = [...old.matchAll(/\S+/gu)];
  const cases: Case[] = [];
  for (let tries = 0; cases.length < count && tries < count * 4; tries++) {
    const first = between(random, 0, words.length - 1);
    const last = words[Math.min(words.length - 1, first + LENGTHS[tries % LENGTHS.length]!(random))];
    const start = words[first]?.index ?? 0;
    const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
    const truth = truthOf([start, end], old, now, origins, places);
    if (truth) cases.push({ id: String(cases.length + 1), start, end, exact: old.slice(start, end), ...truth });
  }
  return cases;
}

/** Words after the first one: a word, a phrase, a sentence, a paragraph. */
const LENGTHS: readonly ((random: Random) => number)[] = [
  () => 0,
  (random) => between(random, 1, 3),
  (random) => between(random, 4, 11),
  (random) => between(random, 8, 25),
  (random) => between(random, 20, 90),
];

type Truth =
  | { label: 'gone' }
  | { label: 'same' | 'edited'; newStart: number; newEnd: number; newExact: string }
  | null;

/** Where the character at each old offset stands now; -1 when nothing stands for it. */
function placesOf(origins: readonly Origin[], length: number): Int32Array {
  const first = new Int32Array(length).fill(-1);
  origins.forEach(({ at }, place) => {
    if (at >= 0 && first[at] === -1) first[at] = place;
  });
  return first;
}

function truthOf(
  [start, end]: readonly [number, number],
  old: string,
  now: string,
  origins: readonly Origin[],
  places: Int32Array,
): Truth {
  let total = 0;
  let kept = 0;
  let low = Infinity;
  let high = -1;
  let ascending = true;
  for (let at = start; at < end; at++) {
    if (isBlank(old, at)) continue;
    total++;
    const place = places[at] ?? -1;
    if (place < 0) continue;
    if (place < high) ascending = false;
    low = Math.min(low, place);
    high = Math.max(high, place);
    if (origins[place]?.kept) kept++;
  }
  if (high < 0) return { label: 'gone' };
  if (!ascending || kept < SURVIVES * total) return null;
  let foreign = 0;
  for (let place = low; place <= high; place++) {
    const at = origins[place]?.at ?? -1;
    if (!isBlank(now, place) && (at < start || at >= end)) foreign++;
  }
  if (foreign > FOREIGN * total) return null;
  const newExact = now.slice(low, high + 1);
  // a word can be exchanged for itself
  const label = bare(newExact) === bare(old.slice(start, end)) ? 'same' : 'edited';
  return { label, newStart: low, newEnd: high + 1, newExact };
}

/** With less of its characters, or more of others between them, it is a matter of opinion whether it is still there. */
const SURVIVES = 0.6;
const FOREIGN = 0.5;

function bare(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}

function isBlank(text: string, at: number): boolean {
  return /\s/u.test(text.charAt(at));
}
