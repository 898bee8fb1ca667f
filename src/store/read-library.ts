/** All notes on this device, for what takes them all: an export of everything, a backup. The library itself reads less (read-desk.ts). */
import type { BackupState } from '../core/backup.ts';
import type { Id } from '../core/id.ts';
import type { Note } from '../core/note.ts';
import { inboxOf } from '../core/inbox.ts';
import { givenTo } from '../core/reaction.ts';
import { buildThreads, type Thread, walkThread } from '../core/thread.ts';
import type { MembershipFields, ReactionRow } from '../core/record.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import { readBackups } from './backups.ts';
import type { Store } from './database.ts';
import { eachNote } from './find-notes.ts';
import { readNotices, withMarks, type InboxEntry, type Notices } from './inbox-marks.ts';
import { readAskFrom } from './holdings.ts';
import { type MutedByName, mutedByName } from './muted-people.ts';
import { everyReaction } from './reactions.ts';
import type { SavedSearch, StoredAnnotation, Unplaced } from './records.ts';
import { type Members, readContext } from './read-context.ts';
import { readSearches } from './saved-searches.ts';

/** `notes` and what is told from them may be a part, or to come: see who reads them. */
export type Library = Conversation & {
  /** By note: those whose passage their page did not surely show when it was last open here. */
  unplaced: ReadonlyMap<Id, Unplaced>;
  /** From how many notes on this device asks what to hold of a group. */
  askFrom: number;
  /** By group: what everybody who is or was in it is called there. */
  people: ReadonlyMap<Id, ReadonlyMap<Id, string>>;
  /** In the order in which they were muted. */
  mutedPeople: readonly MutedByName[];
  /** By group: who is or was in it, as what. */
  members: ReadonlyMap<Id, readonly MembershipFields[]>;
  /** What concerns this reader, the newest first, and how they are told of it. */
  inbox: readonly InboxEntry[];
  notices: Notices;
  /** Authors of deleted notes, by note. */
  deleted: ReadonlyMap<Id, Id>;
  searches: readonly SavedSearch[];
  backup: BackupState;
};

/**
 * Everything, each answer under the document of its thread's first note; also fit for `liveQuery`.
 * @param withMuted has notes of muted people shown too
 */
export function readLibrary(db: Store, withMuted = false): Promise<Library> {
  return db.read(async () => {
    const { heard, context, members } = await readContext(db, withMuted);
    const records: StoredAnnotation[] = [];
    const deleted = new Map<Id, Id>();
    const reactions = await everyReaction(db);
    await eachNote(db, (record) => {
      if (record.row.deleted) deleted.set(record.id, record.author);
      else records.push(record);
    });
    const { notes, muted } = await heard(records, reactions);
    const withGiven = givenAdder(context.me.id, members, reactions);
    const threads = buildThreads(
      notes.map(withGiven).sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0)),
    );
    const inbox = await withMarks(
      db,
      inboxOf(threads.flatMap((thread) => [...walkThread(thread)].map(({ note }) => note))),
    );
    const unplaced = new Map((await db.unplaced.toArray()).map((one) => [one.id, one]));
    return {
      ...context,
      notes: threads.flatMap(inOneDocument),
      ...(muted > 0 && { muted }),
      mutedPeople: await mutedByName(db),
      unplaced,
      askFrom: await readAskFrom(db),
      people: namesOf(members),
      members: fieldsOf(members),
      inbox,
      notices: await readNotices(db),
      deleted,
      searches: await readSearches(db),
      backup: await readBackups(db),
    };
  });
}

/** The notes of a thread, each answer under the document of the first note. */
export function inOneDocument(thread: Thread<Note>): Note[] {
  const { target } = thread.note;
  return Array.from(walkThread(thread), ({ note }) =>
    note === thread.note ? note : { ...note, target: { ...target, selectors: note.target.selectors, former: [] } },
  );
}

/** Adds to a note the reactions to it, one by one. */
export function givenAdder(
  me: Id,
  members: Members,
  reactions: ReadonlyMap<Id, readonly ReactionRow[]>,
): (note: Note) => Note {
  return (note) => {
    if (note.muted === 'hidden') return note;
    const there = members.get(note.group.id);
    const given = givenTo(reactions.get(note.id) ?? [], {
      me,
      nameOf: (member) => there?.get(member)?.fields.name ?? '',
    });
    return given.length > 0 ? { ...note, given } : note;
  };
}

export function fieldsOf(members: Members): Library['members'] {
  return new Map([...members].map(([group, rows]) => [group, Array.from(rows.values(), ({ fields }) => fields)]));
}

export function namesOf(members: Members): Library['people'] {
  return new Map(
    [...members].map(([group, rows]) => [
      group,
      new Map(Array.from(rows, ([member, { fields }]) => [member, fields.name])),
    ]),
  );
}
