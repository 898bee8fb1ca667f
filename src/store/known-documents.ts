/**
 * On which documents a group has notes, where those are asked for one by one: pages are looked up in
 * it at home, so that the endpoint is never asked about any other. Kept in a few hundred records,
 * since a record for each of a hundred thousand names would take as long to write as the notes.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';

const bucketOf = (hash: string): string => hash.slice(0, 2);

/** Runs inside a writing transaction. */
export async function addKnown(db: Store, group: Id, hashes: Iterable<string>): Promise<void> {
  const buckets = Map.groupBy(hashes, bucketOf);
  if (buckets.size === 0) return;
  const names = [...buckets.keys()];
  const before = await db.known.bulkGet(names.map((bucket): [string, string] => [group, bucket]));
  const changed = names.flatMap((bucket, at) => {
    const held = before[at]?.hashes ?? [];
    const all = new Set([...held, ...(buckets.get(bucket) ?? [])]);
    return all.size > held.length ? [{ group, bucket, hashes: [...all] }] : [];
  });
  await db.known.bulkPut(changed);
}

/** Those of the names that the group has notes under. */
export async function knownAmong(db: Store, group: Id, hashes: readonly string[]): Promise<string[]> {
  const buckets = await db.known.bulkGet(hashes.map((hash): [string, string] => [group, bucketOf(hash)]));
  return hashes.filter((hash, at) => buckets[at]?.hashes.includes(hash));
}
