/** The tags of a reading's notes, each once, as keywords of its reference. */
import type { DocumentNotes } from '../documents.ts';

export function tagsOf({ notes }: DocumentNotes): string[] {
  return [...new Set(notes.flatMap(({ tags }) => tags))].sort();
}
