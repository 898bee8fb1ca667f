/** Whom the reader of this device has muted, and notes without theirs. It is known here and nowhere else: no operation tells of it. */
import type { Id } from '../core/id.ts';
import { mutedTest, type MutedPerson, withoutMuted } from '../core/muting.ts';
import { type Note, shellOf } from '../core/note.ts';
import { withAnswers } from '../core/questions.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { readIdentity } from './meta.ts';
import type { MutedPeople, StoredAnnotation } from './records.ts';
import { instantOf, realSources, type Sources } from './sources.ts';

export async function readMuted(db: Readable): Promise<MutedPeople['people']> {
  const row = await db.meta.get('muted');
  return row?.key === 'muted' ? row.people : [];
}

/** Answers whether anything changed. Nobody can mute themselves. */
export function mutePerson(
  db: Store,
  { group, member, muted }: MutedPerson & { muted: boolean },
  sources: Sources = realSources,
): Promise<boolean> {
  return db.write(async () => {
    const before = await readMuted(db);
    const others = before.filter((one) => one.group !== group || one.member !== member);
    const isMuted = others.length < before.length;
    const { user } = await readIdentity(db);
    if (isMuted === muted || (muted && member === user)) return false;
    const people = muted ? [...others, { group, member, at: instantOf(sources) }] : others;
    await db.meta.put({ key: 'muted', people });
    return true;
  });
}

/** What they are called in the group they are muted in; empty where that is not known any more. */
export type MutedByName = MutedPeople['people'][number] & { name: string; groupName: string };

export async function mutedByName(db: Store): Promise<MutedByName[]> {
  const people = await readMuted(db);
  const [groups, memberships] = await Promise.all([
    db.groups.bulkGet(people.map(({ group }) => group)),
    db.memberships.bulkGet(people.map(({ group, member }): [Id, Id] => [group, member])),
  ]);
  return people.map((one, at) => ({
    ...one,
    name: memberships[at]?.row.fields.name ?? '',
    groupName: groups[at]?.row.fields.name ?? '',
  }));
}

/** Notes as this reader wants them, and how many there are by muted people. */
export type HeardNotes = { notes: Note[]; muted: number };

/** @param all shows those of muted people too, as theirs */
export function heardNotes(
  records: readonly StoredAnnotation[],
  toNote: (record: StoredAnnotation) => Note | null,
  people: readonly MutedPerson[],
  all: boolean,
): HeardNotes {
  const found = records.flatMap((record) => {
    const note = toNote(record);
    return note ? [note] : [];
  });
  // Before anything is taken out: what somebody answered who is muted is answered.
  const living = withAnswers(found).map((note) => ({
    id: note.id,
    group: note.group.id,
    author: note.author.id,
    parent: note.parent,
    note,
  }));
  const { shown, shells, muted } = withoutMuted(living, people);
  if (!all) return { notes: shown.map(({ id, note }) => (shells.has(id) ? shellOf(note) : note)), muted };
  const isMuted = mutedTest(people);
  return { notes: living.map((one) => (isMuted(one) ? { ...one.note, muted: 'shown' } : one.note)), muted };
}
