/**
 * How far a group's long history has come, so that screens can say so. Nothing is counted: the
 * cursors tell it, which move in one transaction with the notes, also where a worker was cut.
 */
import { LIMITS, type SessionInfo } from '../protocol/sync.ts';
import type { SyncStatus } from '../protocol/from-pages.ts';
import { cursorOf } from './apply-rows.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { isPart } from './is-part.ts';
import { readSync, updateSync } from './meta.ts';
import type { SyncMemory } from './records.ts';

/** Remembers the groups that take more than a page; answers whether there are any. */
export async function beginReading(
  db: Store,
  { groups, epoch }: Pick<SessionInfo, 'groups' | 'epoch'>,
): Promise<boolean> {
  const ahead = await Promise.all(
    groups.map(async ({ id: group, head }) => {
      const at = await cursorOf(db, group, epoch);
      // What is held in part does not come from the beginning.
      const isNone = at === 0 && isPart(await db.holdings.get(group));
      return { group, head, rows: isNone ? 0 : head - at };
    }),
  );
  const reading = ahead.flatMap(({ group, head, rows }) => (rows > LIMITS.rows ? [{ group, head }] : []));
  const known = (await readSync(db)).reading ?? [];
  if (reading.length > 0 || known.length > 0) await updateSync(db, { reading });
  return reading.length > 0;
}

/** After all of them have come to their heads. */
export async function endReading(db: Store): Promise<void> {
  await updateSync(db, { reading: [] });
}

/** In changes, over all groups that are being read; absent when none is. */
export async function progressOf(db: Readable, { reading = [], epoch }: SyncMemory): Promise<SyncStatus['reading']> {
  if (reading.length === 0) return undefined;
  const cursors = await Promise.all(reading.map(({ group }) => cursorOf(db, group, epoch ?? '')));
  const done = reading.reduce((sum, { head }, at) => sum + Math.min(head, cursors[at] ?? 0), 0);
  return { done, of: reading.reduce((sum, { head }) => sum + head, 0) };
}
