/** Deleting a note: its words leave the endpoint, and with them what others gave to it, which would be about nothing. */
import type { Id } from '../../core/id.ts';
import type { StoredRecord } from '../storage/storage.ts';
import { writeTombstone, type Writing } from './write-record.ts';

/** Reactions that are removed at once, and what one of them costs where a push is measured in characters. */
const SLICE = 200;
const COST = 2000;

/** Answers the note's tombstone, which tells of its reactions as well: their own would tell everybody how many of them are private. */
export async function removeNote(writing: Writing, note: StoredRecord): Promise<StoredRecord> {
  const tombstone = await writeTombstone(writing, note);
  await writing.tx.dropReports(note.group, note.id);
  await removeReactions(writing, note.group, await writing.tx.reactionsTo(note.group, note.id));
  return tombstone;
}

/** What tells of them has to be written first. */
export async function removeReactions(writing: Writing, group: Id, reactions: readonly Id[]): Promise<void> {
  const { tx, spent, pace } = writing;
  for (let at = 0; at < reactions.length; at += SLICE) {
    await pace?.rest();
    await tx.removeReactions(group, reactions.slice(at, at + SLICE));
  }
  if (spent) spent.characters += COST * reactions.length;
}
