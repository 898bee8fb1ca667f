/**
 * What the library shows before anybody has asked for a note: who I am, my groups, how sync stands, and the notes that something
 * is wrong with, which are few. Everything else is asked for by the search (search-index.ts), and read as it comes into sight.
 */
import { readBackups } from './backups.ts';
import type { Store } from './database.ts';
import { readAskFrom } from './holdings.ts';
import { readNotices } from './inbox-marks.ts';
import { mutedByName } from './muted-people.ts';
import { fieldsOf, type Library, namesOf } from './read-library.ts';
import { readContext } from './read-context.ts';
import { notesRead } from './read-notes.ts';
import { readSearches } from './saved-searches.ts';

/** `notes` are those without a sure place and those that were not sent. */
export type Desk = Omit<Library, 'inbox' | 'deleted' | 'muted'>;

/** Also fit for `liveQuery`. @param withMuted has notes of muted people shown too */
export function readDesk(db: Store, withMuted = false): Promise<Desk> {
  return db.read(async () => {
    const [reading, unplaced, refused, mutedPeople, askFrom, notices, searches, backup] = await Promise.all([
      readContext(db, withMuted),
      db.unplaced.toArray(),
      db.refused.toCollection().primaryKeys(),
      mutedByName(db),
      readAskFrom(db),
      readNotices(db),
      readSearches(db),
      readBackups(db),
    ]);
    const apart = [...new Set([...unplaced.map(({ id }) => id), ...refused])];
    return {
      ...reading.context,
      notes: await notesRead(db, apart, reading),
      mutedPeople,
      unplaced: new Map(unplaced.map((one) => [one.id, one])),
      askFrom,
      people: namesOf(reading.members),
      members: fieldsOf(reading.members),
      notices,
      searches,
      backup,
    };
  });
}
