/** Some notes by their ids, as lists of them show them and as they are taken out. */
import type { Id } from '../core/id.ts';
import type { Note } from '../core/note.ts';
import type { Store } from './database.ts';
import { notesWithIds } from './find-notes.ts';
import { givenAdder } from './read-library.ts';
import { type Reading, readContext } from './read-context.ts';
import { reactionsTo } from './reactions.ts';
import { withReceipts } from './receipts.ts';

/** In the order asked; those that are not here, deleted, or by muted people, are left out. */
export function readNotes(db: Store, ids: readonly Id[], withMuted = false): Promise<Note[]> {
  return db.read(async () => notesRead(db, ids, await readContext(db, withMuted)));
}

/**
 * The same for somebody who reads more than once. Runs inside a transaction.
 * @param shelves on which they may stand, as far as that is known
 */
export async function notesRead(
  db: Store,
  ids: readonly Id[],
  { heard, context, members }: Reading,
  shelves: readonly number[] = [],
): Promise<Note[]> {
  if (ids.length === 0) return [];
  // Beside each other: every question that waits for another costs a way to the disk's thread and back.
  const [found, reactions] = await Promise.all([
    notesWithIds(db, ids, shelves),
    reactionsTo(
      db,
      ids.map((id) => ({ id })),
    ),
  ]);
  const complete = await withReceipts(db, found);
  const withGiven = givenAdder(context.me.id, members, reactions);
  const { notes } = await heard(complete, reactions);
  const byId = new Map(notes.map((note) => [note.id, withGiven(note)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
