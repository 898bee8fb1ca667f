/** Finding notes by group and by words; pure. Case and accents do not matter. */
import type { Note } from '../core/note.ts';

export type Filter = { group: string | null; words: string };

/** Notes of the group that hold every word somewhere: in text, quote, tags, author or title. */
export function filterNotes(notes: readonly Note[], { group, words }: Filter): Note[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return notes.filter((note) => {
    if (group !== null && note.group.id !== group) return false;
    const text = wanted.length > 0 ? searchText(note) : '';
    return wanted.every((word) => text.includes(word));
  });
}

/** Folding thousands of notes at every letter typed would be felt; a note's words change only with the note. */
const folded = new WeakMap<Note, string>();

function searchText(note: Note): string {
  const known = folded.get(note);
  if (known !== undefined) return known;
  const text = fold([note.text, note.quote, ...note.tags, note.author.name, note.target.title].join('\n'));
  folded.set(note, text);
  return text;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
