/** Part of the upgrade of the tables that brought reactions: what was read before is without them (lacking-reactions.ts). */
import type { Transaction } from 'dexie';
import type { Cursor } from './records.ts';

export async function markLacking(tx: Transaction): Promise<void> {
  await tx
    .table<Cursor>('cursors')
    .toCollection()
    .modify((cursor) => {
      cursor.lacks = 1;
    });
}
