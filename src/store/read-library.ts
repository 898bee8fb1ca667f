/** All notes on this device, for the library: search, documents, export. */
import type { Id } from '../core/id.ts';
import { withAnswers } from '../core/questions.ts';
import { givenTo } from '../core/reaction.ts';
import { buildThreads, walkThread } from '../core/thread.ts';
import type { Note } from '../core/note.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import type { Store } from './database.ts';
import { eachNote } from './find-notes.ts';
import { readAskFrom } from './holdings.ts';
import { everyReaction } from './reactions.ts';
import type { Unplaced } from './records.ts';
import { readContext } from './read-context.ts';

export type Library = Conversation & {
  /** By note: those whose passage their page did not surely show when it was last open here. */
  unplaced: ReadonlyMap<Id, Unplaced>;
  /** From how many notes on this device asks what to hold of a group. */
  askFrom: number;
  /** By group: what everybody who is or was in it is called there. */
  people: ReadonlyMap<Id, ReadonlyMap<Id, string>>;
  /** Authors of deleted notes, by note. */
  deleted: ReadonlyMap<Id, Id>;
};

/** Everything, each answer under the document of its thread's first note; also fit for `liveQuery`. */
export function readLibrary(db: Store): Promise<Library> {
  return db.read(async () => {
    const { toNote, ...context } = await readContext(db);
    const notes: Note[] = [];
    const deleted = new Map<Id, Id>();
    const reactions = await everyReaction(db);
    const people = await readPeople(db);
    await eachNote(db, (record) => {
      if (record.row.deleted) deleted.set(record.id, record.author);
      const to = reactions.get(record.id) ?? [];
      const note = toNote(record, to);
      if (!note) return;
      const names = people.get(record.group);
      const given = givenTo(to, { me: context.me.id, nameOf: (member) => names?.get(member) ?? '' });
      notes.push(given.length > 0 ? { ...note, given } : note);
    });
    const threads = buildThreads(
      withAnswers(notes).sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0)),
    );
    const placed = threads.flatMap((thread) => {
      const { target } = thread.note;
      return Array.from(walkThread(thread), ({ note }) =>
        note === thread.note ? note : { ...note, target: { ...target, selectors: note.target.selectors, former: [] } },
      );
    });
    const unplaced = new Map((await db.unplaced.toArray()).map((one) => [one.id, one]));
    return {
      ...context,
      notes: placed,
      unplaced,
      askFrom: await readAskFrom(db),
      people,
      deleted,
    };
  });
}

async function readPeople(db: Store): Promise<Library['people']> {
  const groups = Map.groupBy(await db.memberships.toArray(), ({ group }) => group);
  return new Map(
    [...groups].map(([group, members]) => [
      group,
      new Map(members.map(({ member, row }) => [member, row.fields.name])),
    ]),
  );
}
