/** What commands ask of a PostgreSQL over one connection of their own, outside the storage port. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { ClientBase } from 'pg';
import { SchemaError } from '../storage.ts';
import { explain } from './explain.ts';
import { SCHEMA_VERSION, schemaVersion, writeMeta } from './migrations.ts';
import { clientConfig, isServed } from './pools.ts';

/** Why nothing was done. */
export class OperatorError extends Error {}

export async function withConnection<T>(url: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientConfig({ url, isOperator: true }));
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Throws a SchemaError where there is no database of this version. */
export async function mustBeCurrent(client: ClientBase): Promise<void> {
  const version = await schemaVersion(client);
  if (version === 0) throw new SchemaError('That database holds no endpoint. Is DATABASE_URL set as for the endpoint?');
  if (version !== SCHEMA_VERSION) {
    throw new SchemaError(
      `The database has schema ${version} and this version knows ${SCHEMA_VERSION}: start the endpoint of this version once, it brings the database up to date.`,
    );
  }
}

/**
 * After a dump was restored: every device offers again what it has (design §5). Of any schema: an
 * endpoint that brings it up to date would serve under the old epoch.
 */
export async function renewEpoch(client: ClientBase): Promise<void> {
  if ((await schemaVersion(client)) === 0) throw new SchemaError('That database holds no endpoint.');
  if (await isServed(client)) throw new OperatorError('An endpoint runs on this database: stop every process first.');
  await writeMeta(client, 'epoch', randomUUID());
}

/** In bytes, with its indexes. */
export async function sizeOfDatabase(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>('SELECT pg_database_size(current_database()) AS bytes');
  return rows[0]?.bytes ?? 0;
}
