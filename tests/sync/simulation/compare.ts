/** Sets every device's copy of a group beside the endpoint's own, byte by byte. */
import * as v from 'valibot';
import type { Id } from '../../../src/core/id.ts';
import { row, type Row } from '../../../src/core/record.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { notesOfGroup } from '../../../src/store/find-notes.ts';
import { namesOf } from '../../../src/store/part-of-rows.ts';
import { livingFields } from '../../../src/store/project.ts';
import { readSync } from '../../../src/store/meta.ts';
import { countWaiting } from '../../../src/store/take-batch.ts';
import type { SimulatedDevice } from './device.ts';

export type Compared = { kept: Set<string>; shared: string[]; diverged: string[] };

export async function compare(storage: Storage, group: Id, devices: readonly SimulatedDevice[]): Promise<Compared> {
  const diverged: string[] = [];
  const reader = devices[0]?.user ?? '';
  const page = await storage.page({ group, reader, after: 0, limit: 1e6, maxBytes: 1e9 });
  const rows = v.parse(v.array(row), JSON.parse(`[${page?.rows ?? ''}]`));
  for (const [at, one] of rows.entries()) {
    const before = rows[at - 1];
    if (before && one.updated <= before.updated) diverged.push(`instants do not go forward at ${one.seq}`);
  }
  const kept = new Set(rows.flatMap(textsOf));
  for (const device of devices) {
    // As the device's own learner may read it.
    const theirs = await storage.page({ group, reader: device.user, after: 0, limit: 1e6, maxBytes: 1e9 });
    const readable = v.parse(v.array(row), JSON.parse(`[${theirs?.rows ?? ''}]`));
    const wanted = canonical(readable);
    const { state } = await readSync(device.db);
    const waiting = await countWaiting(device.db);
    if (state !== 'ok' || waiting > 0) diverged.push(`${device.name} is ${state} with ${waiting} changes waiting`);
    const notes = await notesOfGroup(device.db, group);
    const refused = await device.db.refused.toArray();
    const others = [
      ...(await device.db.groups.where('id').equals(group).toArray()),
      ...(await device.db.memberships.where('group').equals(group).toArray()),
    ];
    const reactions = await device.db.reactions.where('group').equals(group).toArray();
    for (const { id, base, taken } of reactions) {
      if (!base || taken === 1)
        diverged.push(`${device.name} shows the reaction ${id} otherwise than the endpoint has it`);
    }
    const bases = [...notes, ...reactions].flatMap(({ base }) => (base ? [base] : []));
    const here = canonical([...bases, ...others.map((one) => one.row)]);
    const living = new Set(notes.flatMap(({ id, base }) => (base && !base.deleted ? [id] : [])));
    const passes = await passingBy(device, group, readable, living);
    for (const id of new Set([...wanted.keys(), ...here.keys()])) {
      if (wanted.get(id) === here.get(id) || (!here.has(id) && passes.has(id))) continue;
      diverged.push(`${device.name}: ${here.get(id) ?? 'nothing'} is not ${wanted.get(id) ?? 'nothing'}`);
    }
    const isRefused = new Set(refused.map(({ id }) => id));
    for (const { id, row: shown, base, kept: words } of notes) {
      if (words) kept.add(words.text);
      // What a learner sees is what everybody sees, but for words of their own that are not sent.
      if (!isRefused.has(id) && !shown.deleted && JSON.stringify(shown) !== JSON.stringify(base)) {
        diverged.push(`${device.name} shows ${JSON.stringify(shown)} for ${JSON.stringify(base)}`);
      }
    }
    for (const one of refused) if (one.act === 'put') kept.add(one.fields.text);
    for (const note of notes) kept.add(livingFields(note)?.text ?? '');
  }
  return { kept, shared: rows.flatMap(textsOf), diverged };
}

/** What a device that holds a part of the group need not have. What it has must be as everywhere, whatever it is. @param held living notes that it has */
async function passingBy(
  { db, user }: SimulatedDevice,
  group: Id,
  rows: readonly Row[],
  held: ReadonlySet<Id>,
): Promise<Set<Id>> {
  const choice = (await db.holdings.get(group))?.choice ?? 'all';
  if (choice === 'all' || choice === 'newest') return new Set();
  const opened = new Set((await db.opened.where('group').equals(group).toArray()).map(({ hash }) => hash));
  const own = new Set(rows.flatMap(({ author, id }) => (author === user ? [id] : [])));
  const answered = new Set(rows.flatMap((one) => (own.has(one.id) ? (parentOf(one) ?? []) : [])));
  const isWanted = (one: Row): boolean => {
    // A reaction is held with its note, if that is.
    if (one.kind === 'reaction') return !one.deleted && held.has(one.fields.target);
    return (
      one.kind !== 'annotation' ||
      own.has(one.id) ||
      answered.has(one.id) ||
      own.has(parentOf(one) ?? '') ||
      (choice === 'opened' && !one.deleted && namesOf(one).some((name) => opened.has(name)))
    );
  };
  return new Set(rows.flatMap((one) => (isWanted(one) ? [] : [one.id])));
}

function parentOf(one: Row): Id | null {
  return one.kind === 'annotation' && !one.deleted ? one.fields.parent : null;
}

/** Living records only: how long a tombstone is kept is everybody's own affair. */
function canonical(rows: readonly Row[]): Map<string, string> {
  return new Map(rows.flatMap((one) => (one.deleted ? [] : [[one.id, JSON.stringify(one)]])));
}

function textsOf(one: Row): string[] {
  return one.kind === 'annotation' && !one.deleted ? [one.fields.text] : [];
}
