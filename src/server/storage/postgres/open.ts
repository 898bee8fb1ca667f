/** Opens the database that several endpoint processes share: schema, epoch, and the storage port over it. */
import { LIMITS } from '../../../protocol/sync.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { ClientBase } from 'pg';
import { SchemaError, StorageError } from '../storage.ts';
import type { Storage } from '../storage.ts';
import { explain } from './explain.ts';
import { COPYING, migrate, readMeta } from './migrations.ts';
import { clientConfig, openPools, withClient } from './pools.ts';
import type { PostgresOptions, PostgresPools } from './pools.ts';
import { purgeTombstones } from './purge.ts';
import { postgresReading } from './reading.ts';
import { inTransaction } from './transaction.ts';

/** A database that is starting with us, or after a reboot, is waited for this long. */
const START_PATIENCE_MS = 30_000;

export async function openPostgres(options: PostgresOptions): Promise<{ storage: Storage; pools: PostgresPools }> {
  const epoch = await prepare(options);
  const pools = openPools(options);
  const { reading, writing } = pools;

  const storage: Storage = {
    // each new id holds a lock, and they are few for all that are connected (max_locks_per_transaction)
    together: LIMITS.ops,
    ...postgresReading(async (statement, values) => {
      try {
        return (await reading.query({ ...statement, values: [...values] })).rows;
      } catch (error) {
        throw explain(error);
      }
    }),
    epoch: async () => epoch,
    check: async () => {
      await withClient(reading, (client) => client.query('SELECT 1'));
    },
    transact: (groups, work, options) => {
      const held = new Set(groups);
      return withClient(writing, (client) => inTransaction(client, held, work, options));
    },
    purge: (before) => withClient(writing, (client) => purgeTombstones(client, before)),
    close: async () => {
      await Promise.all([reading.end(), writing.end()]);
    },
  };
  return { storage, pools };
}

/** Brings the schema up to date over a connection of its own, which may take its time; answers the epoch. */
async function prepare(options: PostgresOptions): Promise<string> {
  const until = Date.now() + START_PATIENCE_MS;
  for (;;) {
    const client = new pg.Client(clientConfig(options));
    client.on('error', () => {});
    try {
      await client.connect();
      await migrate(client);
      return await readEpoch(client);
    } catch (error) {
      const explained = explain(error);
      if (!(explained instanceof StorageError) || Date.now() > until) throw explained;
    } finally {
      await client.end().catch(() => {});
    }
    await wait(500);
  }
}

async function readEpoch(client: ClientBase): Promise<string> {
  if ((await readMeta(client, COPYING)) !== null) {
    throw new SchemaError(
      'Another database is being copied into this one: run `npm run admin -- copy` again to its end first.',
    );
  }
  await client.query("INSERT INTO meta (key, value) VALUES ('epoch', $1) ON CONFLICT DO NOTHING", [randomUUID()]);
  const epoch = await readMeta(client, 'epoch');
  if (epoch === null) throw new Error('the database has no epoch');
  return epoch;
}
