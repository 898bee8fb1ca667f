/** Part of the upgrade of the tables that brought manifests: before, the parcel of a note was found by an index. */
import type { Transaction } from 'dexie';
import type { Id } from '../core/id.ts';
import { manifestOf } from './packed-manifest.ts';
import type { Manifest } from './records.ts';

/** Parcels of a manifest: of a thousand notes. */
const MANY = 50;

export async function listParcels(tx: Transaction): Promise<void> {
  const parcels = tx.table<{ n: number; ids: Id[] }, number>('parcels');
  const numbers = await parcels.toCollection().primaryKeys();
  for (let at = 0; at < numbers.length; at += MANY) {
    const some = await parcels.bulkGet(numbers.slice(at, at + MANY));
    const listed = new Map(some.flatMap((parcel) => (parcel ? [[parcel.n, parcel.ids]] : [])));
    await tx.table<Manifest>('manifests').add(manifestOf(listed));
  }
}
