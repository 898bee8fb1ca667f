/** Whether a note has words somewhere in it, and where. Case and accents do not matter. Separate because every list of notes is searched so. */
import type { Note } from './note.ts';
import { joined, type HitsIn, type Stretch } from './pieces.ts';
import { wordsOf } from './words-of.ts';

/** Tests a note for having every word somewhere: in text, quote, tags, author or title. Everything has no words. */
export function hasWords(words: string): (note: Note) => boolean {
  const wanted = wantedIn(words);
  return (note) => {
    const text = wanted.length > 0 ? searchText(note) : '';
    return wanted.every((word) => text.includes(word));
  };
}

/** What is to be marked in the words of a note: where it has every word, each of them; null where nothing was found, or looked for. */
export function marksOf(words: string): (note: Note) => HitsIn | null {
  const wanted = wantedIn(words);
  if (wanted.length === 0) return () => null;
  const isIn = hasWords(words);
  const hitsIn: HitsIn = (text) => hitsOf(wanted, text);
  return (note) => (isIn(note) ? hitsIn : null);
}

function hitsOf(wanted: readonly string[], text: string): Stretch[] {
  const folded = fold(text);
  const hits: Stretch[] = [];
  for (const word of wanted) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
      hits.push({ from: at, to: at + word.length });
  }
  if (hits.length === 0) return hits;
  const starts = startsIn(text);
  return joined(hits.map((hit) => asWritten(hit, starts)));
}

/** Whole characters, with the accents behind them. */
function asWritten({ from, to }: Stretch, starts: readonly number[]): Stretch {
  const last = starts[to - 1];
  let end = to;
  while (starts[end] === last) end++;
  return { from: starts[from] ?? 0, to: starts[end] ?? 0 };
}

/**
 * For each UTF-16 unit of the folded text where the character that it comes from begins in the text, and the end of that. `fold` does the
 * same to a character wherever it stands.
 */
function startsIn(text: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const units = character < '\u0080' ? 1 : fold(character).length;
    for (let unit = 0; unit < units; unit++) starts.push(at);
    at += character.length;
  }
  starts.push(text.length);
  return starts;
}

function wantedIn(words: string): string[] {
  return fold(words).split(/\s+/).filter(Boolean);
}

/** Folding thousands of notes at every letter typed would be felt; a note's words change only with the note. */
const folded = new WeakMap<Note, string>();

function searchText(note: Note): string {
  const known = folded.get(note);
  if (known !== undefined) return known;
  const text = fold([wordsOf(note.text), note.quote, ...note.tags, note.author.name, note.target.title].join('\n'));
  folded.set(note, text);
  return text;
}

/** Without case and accents, and with one form of sigma, which capitals do not tell apart: what is compared where people type. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ');
}
