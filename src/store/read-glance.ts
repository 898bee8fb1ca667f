/** A few notes by themselves, for whoever only points at their passage: without the rest of their document. */
import type { Note } from '../core/note.ts';
import type { Store } from './database.ts';
import { answersTo, noteOf } from './find-notes.ts';
import { readContext } from './read-context.ts';

/** A note and how many living answers stand right below it. */
export type Glanced = { note: Note; answers: number };

/** The notes that are here and alive, in the order of `ids`. */
export function readGlance(db: Store, ids: readonly string[]): Promise<Glanced[]> {
  return db.read(async () => {
    const { heard } = await readContext(db);
    const records = (await Promise.all(ids.map((id) => noteOf(db, id)))).flatMap((record) => record ?? []);
    const all = new Map([...records, ...(await answersTo(db, ids))].map((record) => [record.id, record]));
    // Without reactions: a glance says who wrote what.
    const notes = (await heard([...all.values()], new Map())).notes.filter(({ muted }) => muted !== 'hidden');
    return ids.flatMap((id): Glanced[] => {
      const note = notes.find((one) => one.id === id);
      return note ? [{ note, answers: notes.filter(({ parent }) => parent === id).length }] : [];
    });
  });
}
