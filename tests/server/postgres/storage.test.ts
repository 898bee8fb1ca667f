/** PostgreSQL behind the storage port: the contract, and what is PostgreSQL's own. */
import { afterAll } from 'vitest';
import { openPostgres } from '../../../src/server/storage/postgres/open.ts';
import { freshPostgres } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { storageContract } from '../storage-contract.ts';

// Making a database takes longer than most tests: they are used again, emptied.
const free: TestDatabase[] = [];
afterAll(async () => {
  for (const database of free) await database.remove();
});

storageContract('PostgreSQL', async () => {
  const database = free.pop() ?? (await freshPostgres());
  return {
    open: async () => (await openPostgres({ url: database.url, connections: 10 })).storage,
    remove: async () => {
      await database.query('TRUNCATE groups CASCADE');
      free.push(database);
    },
  };
});
