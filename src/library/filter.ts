/** Finding notes by group and by words; pure. */
import type { Note } from '../core/note.ts';
import { hasWords } from '../core/note-words.ts';

export type Filter = { group: string | null; words: string };

/** Notes of the group that hold every word somewhere. */
export function filterNotes(notes: readonly Note[], { group, words }: Filter): Note[] {
  const isFound = hasWords(words);
  return notes.filter(
    (note) => note.muted !== 'hidden' && (group === null || note.group.id === group) && isFound(note),
  );
}
