/**
 * Where words that a reader types stand in a page, whatever their case, accents, white space and signs. Separate from
 * the search for remembered passages, which knows how they were written and may be wrong about a part.
 */
import { fold } from './fold.ts';
import type { Span, TextIndex } from './text-index.ts';

/** More places than anybody goes through one by one. */
const MOST = 1000;

/** The spans of the text, in its order; at most 1,000. */
export function findWords(index: TextIndex, words: string): Span[] {
  const wanted = plain(fold(words).units);
  if (wanted === '') return [];
  const page = plainOf(index);
  const { map } = index.folded;
  const found: Span[] = [];
  for (let at = page.indexOf(wanted); at >= 0 && found.length < MOST; at = page.indexOf(wanted, at + wanted.length))
    found.push(index.whole(map[at]!, map[at + wanted.length - 1]! + 1));
  return found;
}

/** A page is looked through again with every letter that is typed. */
const known = new WeakMap<TextIndex, string>();

function plainOf(index: TextIndex): string {
  const page = known.get(index) ?? plain(index.folded.units);
  known.set(index, page);
  return page;
}

/** Unit by unit, so that places stay what they are. */
function plain(units: Uint16Array): string {
  const table = (plainUnits ??= Uint16Array.from({ length: 0x10000 }, (_, unit) => plainUnit(unit)));
  return new TextDecoder('utf-16le').decode(units.map((unit) => table[unit]!));
}

let plainUnits: Uint16Array | undefined;

/** The small letter without its marks; what would become two units stays as it is. */
function plainUnit(unit: number): number {
  const letter = String.fromCharCode(unit);
  // elsewhere a first part is no letter of its own, as in a syllable of Hangul
  const hasMarks = unit < 0x600 || (unit >= 0x1e00 && unit < 0x2000);
  const small = (hasMarks ? letter.normalize('NFD').charAt(0) : letter).toLowerCase();
  return small.length === 1 ? small.charCodeAt(0) : unit;
}
