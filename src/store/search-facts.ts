/** What the search of this device knows besides the notes: people, groups, who is muted, what was lost and what was answered. */
import type { Id } from '../core/id.ts';
import { mutedTest } from '../core/muting.ts';
import type { Facts } from '../core/search/facts.ts';
import type { Store } from './database.ts';
import { notesWithIds } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { readMuted } from './muted-people.ts';
import type { StoredAnnotation } from './records.ts';

/** @param withMuted has notes of muted people found too */
export function readFacts(db: Store, withMuted: boolean): Promise<Facts> {
  return db.read(async () => {
    const [{ user }, groups, memberships, muted, unplaced] = await Promise.all([
      readIdentity(db),
      db.groups.toArray(),
      db.memberships.toArray(),
      readMuted(db),
      db.unplaced.toCollection().primaryKeys(),
    ]);
    // Asked for everybody at every letter that is typed.
    const names = new Map<Id, Map<Id, string>>();
    for (const { group, member, row } of memberships) {
      const known = names.get(group);
      if (known) known.set(member, row.fields.name);
      else names.set(group, new Map([[member, row.fields.name]]));
    }
    const isMuted = mutedTest(withMuted ? [] : muted);
    return {
      me: user,
      groups: new Map(groups.map(({ id, row }) => [id, { name: row.fields.name, personal: row.fields.personal }])),
      nameOf: (group, author) => names.get(group)?.get(author) ?? '',
      isMuted: (group, author) => isMuted({ group, author }),
      orphans: new Set(unplaced),
      settled: await settledOf(db),
    };
  });
}

/** First notes of threads that are resolved, or below which an answer was marked (core/questions.ts). */
async function settledOf(db: Store): Promise<Set<Id>> {
  const settled = new Set<Id>();
  const answers: Id[] = [];
  await db.reactions.each(({ target, row, taken }) => {
    if (taken === 1) return;
    if (row.fields.type === 'resolved') settled.add(target);
    if (row.fields.type === 'answered') answers.push(target);
  });
  const passed = new Set<Id>();
  for (let level: readonly Id[] = answers; level.length > 0;) {
    const notes: StoredAnnotation[] = await notesWithIds(db, level);
    for (const { id, parent } of notes) if (parent === undefined) settled.add(id);
    for (const id of level) passed.add(id);
    level = [...new Set(notes.flatMap(({ parent }) => parent ?? []))].filter((id) => !passed.has(id));
  }
  return settled;
}
