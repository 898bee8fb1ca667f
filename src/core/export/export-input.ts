/** What every format is given. Separate from the table of formats, which imports each of them. */
import type { Id } from '../id.ts';
import type { Note } from '../note.ts';

/** What is exported: a document, a group, or everything. */
export type ExportInput = {
  /** Names this export; two exports of the same notes are two things. */
  id: Id;
  title: string;
  /** RFC 3339 in UTC. */
  exportedAt: string;
  notes: readonly Note[];
};
