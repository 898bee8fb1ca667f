/**
 * Reactions on this device: as the endpoint sent them, and with what was given and taken back here on top. They never
 * change, so that nothing is merged: one is there, or it is not.
 */
import type { Id } from '../core/id.ts';
import { goneUpTo } from '../core/reaction.ts';
import type { AnnotationRow, ReactionRow, Row, Tombstone } from '../core/record.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { keysOfNotes, notesWithIds } from './find-notes.ts';
import { readIdentity, readSync } from './meta.ts';
import type { Identity, StoredReaction, SyncMemory } from './records.ts';

/** The reactions to these notes as they are shown, by note. */
export async function reactionsTo(db: Readable, notes: readonly { id: Id }[]): Promise<Map<Id, ReactionRow[]>> {
  const ids = notes.map(({ id }) => id);
  return byNote(await db.reactions.where('target').anyOf(ids).toArray());
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
  const [identity, sync] = await Promise.all([readIdentity(db), readSync(db)]);
  return knowsReactions(identity, sync);
}

/** The same of what was read already. */
export function knowsReactions({ endpoint }: Identity, { kinds = [] }: SyncMemory): boolean {
  return endpoint === null || kinds.includes('reaction');
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
  const isGone = await goneOnes(db, rows, epoch);
  const put: StoredReaction[] = [];
  const gone: Id[] = [];
  const targets = new Set<Id>();
  for (const row of told.values()) {
    const before = held.get(row.id);
    if (before?.base && before.epoch === epoch && before.base.seq >= row.seq && before.stale !== 1) continue;
    if (before) targets.add(before.target);
    if (row.deleted || isGone(row)) gone.push(row.id);
    else {
      targets.add(row.fields.target);
      put.push({ ...storedOf(row), base: row, epoch, ...(before?.taken === 1 && { taken: 1 }) });
    }
  }
  await db.reactions.bulkPut(put);
  await db.reactions.bulkDelete(gone);
  return keysOfNotes(db, [...targets]);
}

/** What an answer from before may still tell of, though its note is deleted by now, or its giver's account. */
async function goneOnes(
  db: Store,
  rows: readonly (ReactionRow | Tombstone)[],
  epoch: string,
): Promise<(row: ReactionRow) => boolean> {
  const living = rows.flatMap((row) => (row.deleted ? [] : [row]));
  const notes = await notesWithIds(db, [...new Set(living.map(({ fields }) => fields.target))]);
  const upTo = new Map(
    notes.flatMap((note) => (note.base && note.epoch === epoch ? [[note.id, goneUpTo(note.base)] as const] : [])),
  );
  const givers = await db.memberships.bulkGet(living.map(({ group, author }): [Id, Id] => [group, author]));
  const erased = new Set(givers.flatMap((giver) => (giver?.row.fields.erased === true ? [giver.member] : [])));
  return ({ seq, author, fields }) => seq < (upTo.get(fields.target) ?? 0) || erased.has(author);
}

/** These notes are told of: what was given to them before they were deleted, or restored, has gone with them. Runs inside a transaction. */
export async function dropGone(db: Store, notes: readonly (AnnotationRow | Tombstone)[], epoch: string): Promise<void> {
  const upTo = new Map(notes.flatMap((note) => (goneUpTo(note) > 0 ? [[note.id, goneUpTo(note)] as const] : [])));
  if (upTo.size === 0) return;
  const held = await db.reactions
    .where('target')
    .anyOf([...upTo.keys()])
    .toArray();
  const gone = held.filter(
    ({ target, base, epoch: of }) => base !== null && of === epoch && base.seq < (upTo.get(target) ?? 0),
  );
  await db.reactions.bulkDelete(gone.map(({ id }) => id));
}

/** The account of a member is deleted. Answers the document keys touched. Runs inside a transaction. */
export async function dropGivenBy(db: Store, group: Id, member: Id): Promise<Set<string>> {
  const given = await db.reactions
    .where('group')
    .equals(group)
    .filter(({ author }) => author === member)
    .toArray();
  await db.reactions.bulkDelete(given.map(({ id }) => id));
  return keysOfNotes(db, [...new Set(given.map(({ target }) => target))]);
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
