/**
 * Muting: whose notes a reader does not want to see, for themselves and on their own device. Pure. A person is muted in
 * one group, under the name they have there: with pen names, muting everywhere would tell that two people are one.
 */
import type { Id } from './id.ts';

export type MutedPerson = { group: Id; member: Id };

type Written = { id: Id; group: Id; author: Id; parent?: Id | null };

/** `shells` are those of the shown ones that are by muted people, and stay without their words. */
export type Heard<N> = { shown: N[]; shells: ReadonlySet<Id>; /** Notes by muted people. */ muted: number };

/**
 * Takes out what muted people wrote. A note of theirs that others have answered leaves a shell, so that the answers
 * stay at their place.
 */
export function withoutMuted<N extends Written>(notes: readonly N[], people: readonly MutedPerson[]): Heard<N> {
  const isMuted = mutedTest(people);
  const muted = new Map(notes.flatMap((note) => (isMuted(note) ? [[note.id, note]] : [])));
  if (muted.size === 0) return { shown: [...notes], shells: new Set(), muted: 0 };
  const shells = new Set<Id>();
  const byId = new Map(notes.map((note) => [note.id, note]));
  const walked = new Set<Id>();
  for (const note of notes) {
    if (muted.has(note.id)) continue;
    // Up to the first note; each step is gone once, which also ends a ring of parents.
    for (let at = above(note, byId); at && !walked.has(at.id); at = above(at, byId)) {
      walked.add(at.id);
      if (muted.has(at.id)) shells.add(at.id);
    }
  }
  return { shown: notes.filter(({ id }) => !muted.has(id) || shells.has(id)), shells, muted: muted.size };
}

/** Whether a note is by somebody who is muted. */
export function mutedTest(people: readonly MutedPerson[]): (note: Pick<Written, 'group' | 'author'>) => boolean {
  const names = new Set(people.map(({ group, member }) => `${group} ${member}`));
  return ({ group, author }) => names.has(`${group} ${author}`);
}

function above<N extends Written>({ parent }: N, byId: ReadonlyMap<Id, N>): N | undefined {
  return parent ? byId.get(parent) : undefined;
}
