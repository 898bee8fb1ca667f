/** All notes on this device, for the library: search, documents, export. */
import type { Id } from '../core/id.ts';
import { buildThreads, walkThread } from '../core/thread.ts';
import type { Note } from '../core/note.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import type { Store } from './database.ts';
import { eachNote } from './find-notes.ts';
import type { Unplaced } from './records.ts';
import { readContext } from './read-context.ts';

export type Library = Conversation & {
  /** By note: those whose passage their page did not surely show when it was last open here. */
  unplaced: ReadonlyMap<Id, Unplaced>;
};

/** Everything, each answer under the document of its thread's first note; also fit for `liveQuery`. */
export function readLibrary(db: Store): Promise<Library> {
  return db.read(async () => {
    const { toNote, ...context } = await readContext(db);
    const notes: Note[] = [];
    await eachNote(db, (record) => {
      const note = toNote(record);
      if (note) notes.push(note);
    });
    const threads = buildThreads(notes.sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0)));
    const placed = threads.flatMap((thread) => {
      const { target } = thread.note;
      return Array.from(walkThread(thread), ({ note }) =>
        note === thread.note ? note : { ...note, target: { ...target, selectors: note.target.selectors, former: [] } },
      );
    });
    const unplaced = new Map((await db.unplaced.toArray()).map((one) => [one.id, one]));
    return { ...context, notes: placed, unplaced };
  });
}
