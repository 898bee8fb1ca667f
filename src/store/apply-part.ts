/** Takes in parts of a large group (protocol/parts.ts): what was asked for is kept whatever else is held. */
import type { Id } from '../core/id.ts';
import type { Row } from '../core/record.ts';
import { adoptAnnotations, adoptRow } from './apply-rows.ts';
import type { Store } from './database.ts';
import { addKnown } from './known-documents.ts';
import { adoptReactions, isReaction } from './reactions.ts';
import type { StoredHolding } from './records.ts';
import { realSources, type Sources } from './sources.ts';
import { wantImages } from './wanted-images.ts';

type Piece = {
  group: Id;
  epoch: string;
  rows: readonly Row[];
  /** The place in the history they were read at. */ head: number;
};
/** `behind`: there are changes to be read. */
export type Came = { keys: string[]; behind: boolean };

/**
 * Rows of a part, and in the same transaction that the history is followed from where they were read: what this device was told
 * of after it, before they were here, may have passed by, and what is cut off here may be deleted before it is asked again.
 */
export function applyPart(
  db: Store,
  { group, epoch, rows, head }: Piece,
  sources: Sources = realSources,
): Promise<Came> {
  const own = rows.filter((row) => row.group === group);
  return db.write(async () => {
    if ((await db.groups.get(group))?.state === 'left') return { keys: [], behind: false };
    const behind = await followFrom(db, { group, epoch, head });
    const notes = own.flatMap((row) => (row.kind === 'annotation' ? [row] : []));
    const people = own.filter((row) => row.kind !== 'annotation' && !isReaction(row));
    for (const row of people) await adoptRow(db, row, epoch, sources);
    const keys = await adoptAnnotations(db, notes, epoch, sources);
    await wantImages(db, notes);
    for (const key of await adoptReactions(db, own.filter(isReaction), epoch)) keys.add(key);
    return { keys: [...keys], behind };
  });
}

async function followFrom(db: Store, { group, epoch, head }: Omit<Piece, 'rows'>): Promise<boolean> {
  const cursor = await db.cursors.get(group);
  if (cursor?.epoch === epoch && cursor.cursor > 0) {
    if (cursor.cursor <= head) return false;
    await db.cursors.put({ ...cursor, cursor: head });
    return true;
  }
  const holding = await db.holdings.get(group);
  if (holding) await db.holdings.put({ ...holding, from: Math.min(head, holding.from ?? head) });
  return false;
}

/** Before a group is read in part from the beginning: what was known of its documents is told again. */
export function beginPart(db: Store, group: Id): Promise<void> {
  return db.write(async () => {
    await db.known.where('group').equals(group).delete();
    await db.opened
      .where('group')
      .equals(group)
      .filter(({ state }) => state === 'held')
      .delete();
  });
}

export function keepKnown(db: Store, group: Id, hashes: readonly string[]): Promise<void> {
  return db.write(() => addKnown(db, group, hashes));
}

/** What concerns me has come anew. @param lacks why it was asked for: since then something else may be lacking */
export function mineCame(db: Store, group: Id, lacks: number): Promise<void> {
  return db.write(async () => {
    const held = await db.holdings.get(group);
    if (held?.lacks !== lacks) return;
    const { lacks: _, ...complete } = held;
    await db.holdings.put(complete);
  });
}

/** The reactions to these notes have come. */
export function reactionsCame(db: Store, group: Id, notes: readonly Id[]): Promise<void> {
  return db.write(async () => {
    const held = await db.holdings.get(group);
    if (!held) return;
    const { bare = [], ...rest } = held;
    const left = bare.filter((id) => !notes.includes(id));
    await db.holdings.put(left.length > 0 ? { ...rest, bare: left } : rest);
  });
}

/** `choice` is what the parts were for. */
type Finished = { group: Id; epoch: string; cursor: number; choice: StoredHolding['choice'] };

/**
 * All parts are here: from this place in the history on, changes are followed as of any group. Nothing
 * is done where its reader has chosen otherwise meanwhile: the next start is for that.
 */
export function finishPart(db: Store, { group, epoch, cursor, choice }: Finished): Promise<void> {
  return db.write(async () => {
    const holding = await db.holdings.get(group);
    if (holding?.choice !== choice) return;
    const { from = cursor, ...rest } = holding;
    const held = await db.cursors.get(group);
    await db.cursors.put({ offer: 0, ...held, group, epoch, cursor: Math.min(cursor, from) });
    await db.holdings.put(rest);
  });
}

/** The notes of an opened document have come. */
export function documentCame(db: Store, group: Id, hashes: readonly string[]): Promise<void> {
  return db.write(async () => {
    for (const hash of hashes) await db.opened.update([group, hash], { state: 'held' });
  });
}

/** Nothing comes: this device's reader is no longer in the group. */
export function documentsRefused(db: Store, group: Id): Promise<number> {
  return db.write(() => db.opened.where('group').equals(group).delete());
}
