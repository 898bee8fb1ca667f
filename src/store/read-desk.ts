/**
 * What the library shows before anybody has asked for a note: who I am, my groups, how sync stands, and the notes that something
 * is wrong with, which are few. Everything else is asked for by the search (search-index.ts), and read as it comes into sight.
 */
import { readBackups } from './backups.ts';
import type { Store } from './database.ts';
import { readAskFrom } from './holdings.ts';
import { readNotices } from './inbox-marks.ts';
import { mutedByName } from './muted-people.ts';
import { type Library, readMembers, readPeople } from './read-library.ts';
import { readContext } from './read-context.ts';
import { readNotes } from './read-notes.ts';
import { readSearches } from './saved-searches.ts';

/** `notes` are those without a sure place and those that were not sent. */
export type Desk = Omit<Library, 'inbox' | 'deleted' | 'muted'>;

/** Also fit for `liveQuery`. @param withMuted has notes of muted people shown too */
export function readDesk(db: Store, withMuted = false): Promise<Desk> {
  return db.read(async () => {
    const [{ heard: _, ...context }, unplaced, refused, people, members] = await Promise.all([
      readContext(db, withMuted),
      db.unplaced.toArray(),
      db.refused.toCollection().primaryKeys(),
      readPeople(db),
      readMembers(db),
    ]);
    const apart = [...new Set([...unplaced.map(({ id }) => id), ...refused])];
    return {
      ...context,
      notes: await readNotes(db, apart, withMuted),
      mutedPeople: await mutedByName(db),
      unplaced: new Map(unplaced.map((one) => [one.id, one])),
      askFrom: await readAskFrom(db),
      people,
      members,
      notices: await readNotices(db),
      searches: await readSearches(db),
      backup: await readBackups(db),
    };
  });
}
