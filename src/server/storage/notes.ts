/** The part of the storage port that finds a note by its id alone, for who was given a link to it. */
import type { Id } from '../../core/id.ts';

/** A note as one reader may read it. */
export type FoundNote = { group: Id; body: string };

export type NoteReading = {
  /** A living note of a group in which the reader is an active member at that moment; every other is null alike. */
  noteFor(id: Id, reader: Id): Promise<FoundNote | null>;
};
