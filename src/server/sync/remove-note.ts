/** Deleting a note: its words leave the endpoint, and with them what others gave to it, which would be about nothing. */
import type { StoredRecord } from '../storage/storage.ts';
import { writeTombstone, type Writing } from './write-record.ts';

/** Answers the note's tombstone; the reactions' ones come after it in the history. */
export async function removeNote(writing: Writing, note: StoredRecord): Promise<StoredRecord> {
  const tombstone = await writeTombstone(writing, note);
  for (const id of await writing.tx.reactionsTo(note.group, note.id)) {
    const reaction = await writing.tx.record(note.group, id);
    if (reaction) await writeTombstone(writing, reaction);
  }
  return tombstone;
}
