/**
 * The tables as far as one screen's notes are read from them. Dexie's are more than that; those of first-reading.ts are no more, and need
 * no Dexie: what is read before the first frame takes this instead of the whole store.
 */
import type { Table } from 'dexie';
import type { Store } from './database.ts';

export type ReadTable<T, K> = {
  get(key: K): PromiseLike<T | undefined>;
  bulkGet(keys: K[]): PromiseLike<(T | undefined)[]>;
  toArray(): PromiseLike<T[]>;
  count(): PromiseLike<number>;
  where(index: string): {
    equals(value: string): Collected<T> & { count(): PromiseLike<number> };
    /** `distinct`: a record that has several of the values is found once. */
    anyOf(values: readonly string[]): Collected<T> & Sortable<T> & { distinct(): Collected<T> };
    between(from: string, to: string, withFrom: true, withTo: true): { limit(most: number): Sortable<T> };
  };
};
type Collected<T> = { toArray(): PromiseLike<T[]> };
type Sortable<T> = { sortBy(field: string): PromiseLike<T[]> };

export type TableName = { [N in keyof Store]: Store[N] extends Table ? N : never }[keyof Store];

/** Of the store's tables those that are named. */
export type Tables<Names extends TableName> = {
  readonly [N in Names]: Store[N] extends Table<infer T, infer K> ? ReadTable<T, K> : never;
};

export type Readable = Tables<(typeof READ_TABLES)[number]> & {
  /** Reads that belong together see one state. */
  read<T>(work: () => Promise<T>): Promise<T>;
};

export const READ_TABLES = [
  'annotations',
  'cursors',
  'groups',
  'holdings',
  'manifests',
  'memberships',
  'meta',
  'opened',
  'outbox',
  'reactions',
  'receipts',
  'refused',
  'shelves',
] as const satisfies readonly TableName[];
