/** Where words stand in a segment: exactly, as the beginning of longer ones, as a form of the same word, and as phrases. */
import { placeOf, rowOf, type Segment } from './segment.ts';
import type { Stems } from './stems.ts';

/** How much a word says of its note, by where it stands (segment.ts PLACES): all notes of a reading share its title. */
const WEIGHTS = [1.2, 1, 1.6, 0.5] as const;
const EXACT = 1;
const SAME_STEM = 0.85;
const LONGER = 0.7;
/** Shorter words have no forms that would be told by their letters. */
const LEAST_STEMMED = 3;

/**
 * Puts into `scores` how well each row of the segment fits one word, 0 being not at all; answers its other forms that stand in
 * the segment.
 */
export function scoreWord(
  segment: Segment,
  word: string,
  { isOpen, stems, from, scores }: { isOpen: boolean; stems: Stems; from: number; scores: Float32Array },
): string[] {
  const { words } = segment;
  const exact = firstFrom(words, word);
  if (words[exact] === word) score(segment, exact, EXACT, from, scores);
  if (isOpen) for (let at = exact; words[at]?.startsWith(word) === true; at++) score(segment, at, LONGER, from, scores);
  const relatives = word.length < LEAST_STEMMED ? [] : relativesOf(segment, word, stems);
  for (const at of relatives) score(segment, at, SAME_STEM, from, scores);
  return relatives.map((at) => words[at] ?? '');
}

/** The same for words that stand together, in this order. */
export function scorePhrase(segment: Segment, words: readonly string[], from: number, scores: Float32Array): void {
  const lists = words.map((word) => occurrencesOf(segment, word));
  const [first] = lists;
  if (!first || lists.some(({ length }) => length === 0)) return;
  // Each list is walked once, since all are in order.
  const next = lists.map(() => 0);
  for (const start of first) {
    const isThere = lists.every((list, step) => {
      let at = next[step] ?? 0;
      while (at < list.length && (list[at] ?? 0) < start + step) at++;
      next[step] = at;
      return list[at] === start + step;
    });
    if (isThere) raise(scores, from + rowOf(start), EXACT * (WEIGHTS[placeOf(start)] ?? 1));
  }
}

/** In how many occurrences a word stands, which tells how common it is. */
export function countOf(segment: Segment, word: string): number {
  return occurrencesOf(segment, word).length;
}

/** All words of the segment that are forms of this one. */
function relativesOf(segment: Segment, word: string, stems: Stems): number[] {
  const wanted = new Set(stems(word));
  const found: number[] = [];
  for (const stem of wanted) {
    // Only in Arabic do stems leave out how a word begins.
    const isInside = /\p{Script=Arabic}/u.test(stem);
    const beginning = isInside ? '\u0600' : stem.slice(0, 3);
    const end = isInside ? '\u0780' : null;
    for (let at = firstFrom(segment.words, beginning); at < segment.words.length; at++) {
      const other = segment.words[at] ?? '';
      if (end === null ? !other.startsWith(beginning) : other >= end) break;
      if (isInside && !other.includes(stem)) continue;
      if (other !== word && stems(other).includes(stem)) found.push(at);
    }
  }
  return [...new Set(found)];
}

function occurrencesOf({ words, starts, occurrences }: Segment, word: string): Uint32Array {
  const at = firstFrom(words, word);
  if (words[at] !== word) return new Uint32Array();
  return occurrences.subarray(starts[at] ?? 0, starts[at + 1] ?? 0);
}

function score(segment: Segment, word: number, quality: number, from: number, scores: Float32Array): void {
  const { starts, occurrences } = segment;
  const end = starts[word + 1] ?? 0;
  for (let at = starts[word] ?? 0; at < end; at++) {
    const occurrence = occurrences[at] ?? 0;
    raise(scores, from + rowOf(occurrence), quality * (WEIGHTS[placeOf(occurrence)] ?? 1));
  }
}

/** The best that was found in a note counts, and a little how often. */
function raise(scores: Float32Array, row: number, value: number): void {
  const before = scores[row] ?? 0;
  scores[row] = before === 0 ? value : Math.max(before, value) + (before < 4 ? 0.02 : 0);
}

/** The index of the first word that does not stand before this one. */
function firstFrom(words: readonly string[], word: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
