/** What every format is given, and what it makes of it. Separate from the table of formats, which imports each of them. */
import type { Id } from '../id.ts';
import type { ImageId, ImageType } from '../image.ts';
import type { Note } from '../note.ts';

/** What is exported: a document, a group, or everything. */
export type ExportInput = {
  /** Names this export; two exports of the same notes are two things. */
  id: Id;
  title: string;
  /** RFC 3339 in UTC. */
  exportedAt: string;
  notes: readonly Note[];
  /** Notes whose passage their page did not show when it was last open here. */
  lost?: ReadonlySet<Id>;
  /** The pictures that they show, as far as they are there. */
  images?: ReadonlyMap<ImageId, ExportedImage>;
};

export type ExportedImage = { type: ImageType; bytes: Uint8Array };

/** Some of a file's text, and how many notes it is about, so that a screen can say how far a long export is. */
export type Piece = { text: string; notes: number };

/** `name` without its ending. Texts of pieces stand one right after the other. */
export type ExportFile = { name: string; pieces: Iterable<Piece> };

/** What stands beside the files in their zip; `path` is from its root. */
export type AttachedFile = { path: string; bytes: Uint8Array };

/** The whole text at once. */
export function textOf(pieces: Iterable<Piece>): string {
  let text = '';
  for (const piece of pieces) text += piece.text;
  return text;
}
