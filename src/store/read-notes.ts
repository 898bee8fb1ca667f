/** A few notes by their ids, as lists of them show them and as they are taken out. */
import type { Id } from '../core/id.ts';
import type { Note } from '../core/note.ts';
import type { Store } from './database.ts';
import { notesWithIds } from './find-notes.ts';
import { givenAdder, readPeople } from './read-library.ts';
import { readContext } from './read-context.ts';
import { reactionsTo } from './reactions.ts';
import { withReceipts } from './receipts.ts';

/** In the order asked; those that are not here, deleted, or by muted people, are left out. */
export function readNotes(db: Store, ids: readonly Id[], withMuted = false): Promise<Note[]> {
  return db.read(async () => {
    const [{ heard, me }, people, records] = await Promise.all([
      readContext(db, withMuted),
      readPeople(db),
      notesWithIds(db, ids),
    ]);
    const complete = await withReceipts(db, records);
    const reactions = await reactionsTo(db, complete);
    const withGiven = givenAdder(me.id, people, reactions);
    const found = new Map(heard(complete, reactions).notes.map((note) => [note.id, withGiven(note)]));
    return ids.flatMap((id) => found.get(id) ?? []);
  });
}
