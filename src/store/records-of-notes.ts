/** Looking up records that hold several notes each by the ids of these. */
import type { Table } from 'dexie';
import type { Id } from '../core/id.ts';

/** Fewer ids are asked for one by one. */
const MANY = 20;

/**
 * Ids begin with the time they were made (core/id.ts), and notes come in about this order: of a page of two thousand new notes, one
 * question tells that hardly one is in such a record.
 * @param size how many notes a record holds
 */
export async function recordsOfNotes<T extends { ids: Id[] }>(
  table: Table<T, number>,
  ids: readonly Id[],
  size: number,
): Promise<T[]> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return [];
  const holdsOne = (record: T): boolean => record.ids.some((id) => wanted.has(id));
  if (wanted.size > MANY) {
    const sorted = [...wanted].sort();
    const limit = MANY * size;
    const numbers = await table.where('ids').between(sorted[0], sorted.at(-1), true, true).limit(limit).primaryKeys();
    // So many lie between them that there may be more.
    if (numbers.length < limit) {
      const near = numbers.length === 0 ? [] : await table.bulkGet([...new Set(numbers)]);
      return near.flatMap((record) => (record && holdsOne(record) ? [record] : []));
    }
  }
  return table
    .where('ids')
    .anyOf([...wanted])
    .distinct()
    .toArray();
}
