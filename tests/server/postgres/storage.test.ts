/** PostgreSQL behind the storage port: the contract, and what is PostgreSQL's own. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../../src/server/storage/postgres/migrations.ts';
import { openPostgres } from '../../../src/server/storage/postgres/open.ts';
import { StorageError } from '../../../src/server/storage/storage.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { freshId } from '../class.ts';
import { freshPostgres, queryPostgres } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { storageContract, type StorageUnderTest } from '../storage-contract.ts';
import { imagesContract } from '../storage-images-contract.ts';
import { reactionsContract } from '../storage-reactions-contract.ts';
import { searchContract } from '../storage-search-contract.ts';

// Making a database takes longer than most tests: they are used again, emptied.
const free: TestDatabase[] = [];
afterAll(async () => {
  for (const database of free) await database.remove();
});

const create = async (): Promise<StorageUnderTest> => {
  const database = free.pop() ?? (await freshPostgres());
  return {
    open: async () => (await openPostgres({ url: database.url, connections: 10 })).storage,
    remove: async () => {
      await database.query('TRUNCATE groups CASCADE');
      free.push(database);
    },
  };
};
storageContract('PostgreSQL', create);
reactionsContract('PostgreSQL', create);
searchContract('PostgreSQL', create);
imagesContract('PostgreSQL', create);

describe('PostgreSQL', () => {
  let database: TestDatabase;
  let storage: Storage;
  beforeEach(async () => {
    database = free.pop() ?? (await freshPostgres());
    storage = (await openPostgres({ url: database.url, connections: 4 })).storage;
  });
  afterEach(async () => {
    await storage.close();
    free.push(database);
  });

  test('a database of a newer schema is left alone', async () => {
    const version = (to: number) => `UPDATE meta SET value = '${to}' WHERE key = 'schema_version'`;
    await database.query(version(SCHEMA_VERSION + 1));
    await expect(openPostgres({ url: database.url, connections: 4 })).rejects.toThrow('start a newer endpoint');
    await database.query(version(SCHEMA_VERSION));
  });

  test('a transaction that went on after a failed statement says so, and is undone', async () => {
    const group = freshId();
    const op = { group, author: freshId(), opId: freshId(), record: freshId(), rev: 1, at: 1 };
    const swallowing = storage.transact([group], async (tx) => {
      await tx.createGroup(group, null);
      await tx.rememberApplied(op);
      await tx.rememberApplied(op).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow('went on after');
    expect(await database.query(`SELECT 1 FROM groups WHERE group_id = '${group}'`)).toEqual([]);
  });

  test('an id that two groups are given at once is in one of them', async () => {
    const groups = [freshId(), freshId()];
    for (const group of groups) await storage.transact([group], (tx) => tx.createGroup(group, null));
    const id = freshId();
    const put = async (group: string): Promise<boolean> =>
      storage.transact([group], async (tx) => {
        if (await tx.inUse(id)) return false;
        const { seq } = await tx.advance(group, 1);
        const envelope = { group, id, kind: 'annotation', author: freshId(), rev: 1, seq } as const;
        await tx.putRecord({ ...envelope, deleted: false, body: '{}', fieldRevs: {} });
        return true;
      });
    expect((await Promise.all(groups.map(put))).sort()).toEqual([false, true]);
  });

  test('a connection that breaks in a transaction undoes it and is told as busy; the next one works', async () => {
    const group = freshId();
    const cut = storage.transact([group], async (tx) => {
      await tx.createGroup(group, null);
      await queryPostgres(
        database.url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction'`,
      );
      await tx.advance(group, 1);
    });
    await expect(cut).rejects.toThrow(StorageError);
    expect(await storage.transact([group], (tx) => tx.createGroup(group, null))).toBe(true);
  });
});
