/** Whether a note has words somewhere in it. Case and accents do not matter. Separate because every list of notes is searched so. */
import type { Note } from './note.ts';
import { wordsOf } from './words-of.ts';

/** Tests a note for having every word somewhere: in text, quote, tags, author or title. Everything has no words. */
export function hasWords(words: string): (note: Note) => boolean {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return (note) => {
    const text = wanted.length > 0 ? searchText(note) : '';
    return wanted.every((word) => text.includes(word));
  };
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

/** Without case and accents: what is compared where people type. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
