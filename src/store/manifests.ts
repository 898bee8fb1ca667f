/**
 * Which parcel holds what waits on a note. A manifest lists the notes of all parcels that were packed together: an index over them took
 * one more entry of the database for every note, which was a third of what it took to write an import (ADR 0054). Those of 50,000 notes
 * that wait are 50 records, which are read in 12 ms: who reads notes does not ask here, and who writes only about what is not in the outbox.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { holdingIn, listedIn, manifestOf } from './packed-manifest.ts';

/** Runs inside a transaction. @param listed of each parcel its number, and the notes in their order */
export async function addManifest(db: Store, listed: ReadonlyMap<number, readonly Id[]>): Promise<void> {
  await db.manifests.add(manifestOf(listed));
}

/** Of the parcels that hold something on these notes, the notes that each of them holds. */
export async function parcelsHolding(db: Readable, ids: readonly Id[]): Promise<Map<number, Id[]>> {
  const holding = new Map<number, Id[]>();
  if (ids.length === 0) return holding;
  const wanted = new Set(ids);
  for (const manifest of await db.manifests.toArray()) {
    for (const [n, held] of holdingIn(manifest, wanted)) holding.set(n, held);
  }
  return holding;
}

/** What these parcels hold now; those that hold nothing any more are listed nowhere. Runs inside a transaction. */
export async function listAnew(db: Store, changed: ReadonlyMap<number, readonly Id[]>): Promise<void> {
  const touched = (await db.manifests.toArray()).filter(({ numbers }) => numbers.some((n) => changed.has(n)));
  const anew = touched.map((manifest) => {
    const left = [...listedIn(manifest)].map(([number, ids]) => [number, changed.get(number) ?? ids] as const);
    return { ...manifest, ...manifestOf(new Map(left.filter(([, ids]) => ids.length > 0))) };
  });
  await db.manifests.bulkPut(anew.filter(({ numbers }) => numbers.length > 0));
  await db.manifests.bulkDelete(anew.flatMap(({ n, numbers }) => (n !== undefined && numbers.length === 0 ? [n] : [])));
}

/** How many notes all parcels hold. */
export async function countListed(db: Readable): Promise<number> {
  const manifests = await db.manifests.toArray();
  return manifests.flatMap((manifest) => [...listedIn(manifest).values()]).reduce((sum, ids) => sum + ids.length, 0);
}
