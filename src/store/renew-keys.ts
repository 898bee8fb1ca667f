/**
 * Part of an upgrade of the tables whenever the normal form of addresses changed: what is found by
 * a document's key is put under the present one.
 */
import type { Transaction } from 'dexie';
import { presentKeys } from '../core/document.ts';
import type { Draft, StoredAnnotation } from './records.ts';

export async function renewKeys(tx: Transaction): Promise<void> {
  await tx
    .table<StoredAnnotation>('annotations')
    .toCollection()
    .modify((record) => {
      record.keys = presentKeys(record.keys);
    });
  const drafts = tx.table<Draft>('drafts');
  const held = await drafts.orderBy('at').toArray();
  await drafts.clear();
  // Of two that become one the later one stays.
  await drafts.bulkPut(held.map((draft) => ({ ...draft, key: renewed(draft.key) })));
}

/** A draft's key begins with the document's (margin/place.ts), in which there are no spaces. */
function renewed(key: string): string {
  const [document = '', ...rest] = key.split(' ');
  return [...presentKeys([document]), ...rest].join(' ');
}
