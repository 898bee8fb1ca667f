/**
 * Reactions on this device: as the endpoint sent them, and with what was given and taken back here on top. They never
 * change, so that nothing is merged: one is there, or it is not.
 */
import type { Id } from '../core/id.ts';
import type { ReactionRow, Row, Tombstone } from '../core/record.ts';
import type { Store } from './database.ts';
import { keysOfNotes } from './find-notes.ts';
import { readIdentity, readSync } from './meta.ts';
import type { StoredReaction } from './records.ts';

/** The reactions to these notes as they are shown, by note. */
export async function reactionsTo(db: Store, notes: readonly Id[]): Promise<Map<Id, ReactionRow[]>> {
  return byNote(await db.reactions.where('target').anyOf(notes).toArray());
}

export async function everyReaction(db: Store): Promise<Map<Id, ReactionRow[]>> {
  return byNote(await db.reactions.toArray());
}

function byNote(found: readonly StoredReaction[]): Map<Id, ReactionRow[]> {
  const map = new Map<Id, ReactionRow[]>();
  for (const { target, row, taken } of found) {
    if (taken === 1) continue;
    const list = map.get(target);
    if (list) list.push(row);
    else map.set(target, [row]);
  }
  return map;
}

/** Whether the endpoint knows reactions; without an endpoint they stay here, where they are understood. */
export async function takesReactions(db: Store): Promise<boolean> {
  const [{ endpoint }, { kinds }] = await Promise.all([readIdentity(db), readSync(db)]);
  return endpoint === null || (kinds ?? []).includes('reaction');
}

export function isReaction(row: Row): row is ReactionRow | (Tombstone & { kind: 'reaction' }) {
  return row.kind === 'reaction';
}

/** Takes in what the endpoint says; answers the document keys touched. Runs inside a writing transaction, after the notes. */
export async function adoptReactions(
  db: Store,
  rows: readonly (ReactionRow | Tombstone)[],
  epoch: string,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const told = new Map(rows.map((row) => [row.id, row]));
  const ids = [...told.keys()];
  const held = new Map((await db.reactions.bulkGet(ids)).flatMap((one) => (one ? [[one.id, one] as const] : [])));
  const put: StoredReaction[] = [];
  const gone: Id[] = [];
  const targets = new Set<Id>();
  for (const row of told.values()) {
    const before = held.get(row.id);
    if (before?.base && before.epoch === epoch && before.base.seq >= row.seq && before.stale !== 1) continue;
    if (before) targets.add(before.target);
    if (row.deleted) gone.push(row.id);
    else {
      targets.add(row.fields.target);
      put.push({ ...storedOf(row), base: row, epoch, ...(before?.taken === 1 && { taken: 1 }) });
    }
  }
  await db.reactions.bulkPut(put);
  await db.reactions.bulkDelete(gone);
  return keysOfNotes(db, [...targets]);
}

/** One that the endpoint does not have yet. */
export function storedOf(row: ReactionRow): StoredReaction {
  const { id, group, author, fields } = row;
  return { id, group, author, target: fields.target, row, base: null, epoch: null };
}

/** The notes are let go of, and with them what was given to them. Runs inside a transaction. */
export async function letGoOfReactions(db: Store, notes: readonly Id[]): Promise<void> {
  await db.reactions.where('target').anyOf(notes).delete();
}
