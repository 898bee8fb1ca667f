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
    const { toNote } = await readContext(db);
    const records = await Promise.all(ids.map((id) => noteOf(db, id)));
    const answers = (await answersTo(db, ids)).filter(({ row }) => !row.deleted);
    return records.flatMap((record): Glanced[] => {
      const note = record && toNote(record);
      return note ? [{ note, answers: answers.filter(({ parent }) => parent === note.id).length }] : [];
    });
  });
}
