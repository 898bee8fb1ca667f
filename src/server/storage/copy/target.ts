/**
 * The PostgreSQL that a copy goes to. How far the copy has come stands in the same database and is
 * written with each batch, so that it can be cut off anywhere and goes on from there. Until its
 * end the database has no epoch, and no endpoint starts on it.
 */
import pg from 'pg';
import type { Client } from 'pg';
import * as v from 'valibot';
import { COPYING, migrate, readMeta, writeMeta } from '../postgres/migrations.ts';
import { clientConfig, isServed } from '../postgres/pools.ts';
import { TABLES, keyOf, rowsAfter, toValues } from './tables.ts';
import type { ColumnKind, Table, Values } from './tables.ts';

/** Where the copy of a table stands: `rows` of it are here, the last with this key. */
export type Mark = { rows: number; key: Values };

export type Target = {
  mark(table: Table): Promise<Mark | null>;
  /** Takes rows and notes how far it has come, both or neither. */
  write(table: Table, rows: readonly Values[], before: Mark | null): Promise<Mark>;
  read(table: Table, after: Values | null, limit: number): Promise<Values[]>;
  /** Makes it the database that was copied. */
  finish(): Promise<void>;
  close(): Promise<void>;
};

/** Why a database cannot be copied into. */
export class TargetError extends Error {}

const TYPES: Record<ColumnKind, string> = {
  text: 'text',
  integer: 'bigint',
  flag: 'boolean',
  instant: 'timestamptz',
  bytes: 'text',
};
const markSchema = v.object({
  rows: v.number(),
  key: v.array(v.union([v.string(), v.number(), v.boolean(), v.null()])),
});
/** A second copy at the same time waits for this lock in vain. Any number, the same for ever. */
const COPY_LOCK = 7_265_914_204;

/** @param epoch of the database to be copied; null when it is here already, whole. Throws a TargetError. */
export async function openTarget(url: string, epoch: string): Promise<Target | null> {
  const client = new pg.Client(clientConfig({ url, isOperator: true }));
  client.on('error', () => {});
  await client.connect();
  try {
    await migrate(client);
    if (!(await claim(client, epoch))) {
      await client.end();
      return null;
    }
    return targetOver(client, epoch);
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** False when the copy was finished before. */
async function claim(client: Client, epoch: string): Promise<boolean> {
  // The connection of a copy that was killed may take a moment to end.
  await client.query("SET lock_timeout = '10s'");
  await client.query('SELECT pg_advisory_lock($1)', [COPY_LOCK]).catch(() => {
    throw new TargetError('Another copy into this database is running.');
  });
  const copying = await readMeta(client, COPYING);
  if (copying === epoch) return true;
  if (copying !== null)
    throw new TargetError('A copy of another database was begun here. Give this copy an empty one.');
  if (await isServed(client)) throw new TargetError('An endpoint runs on this database. Stop it first.');
  if ((await readMeta(client, 'epoch')) === epoch) return false;
  for (const { name } of TABLES) {
    const { rows } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`);
    if (rows.length > 0)
      throw new TargetError('The database holds data of another endpoint. Give the copy an empty one.');
  }
  await client.query('BEGIN');
  await writeMeta(client, COPYING, epoch);
  await client.query("DELETE FROM meta WHERE key = 'epoch'");
  await client.query('COMMIT');
  return true;
}

function targetOver(client: Client, epoch: string): Target {
  const markKey = ({ name }: Table): string => `${COPYING} ${name}`;
  return {
    mark: async (table) => {
      const found = await readMeta(client, markKey(table));
      return found === null ? null : v.parse(markSchema, JSON.parse(found));
    },
    write: async (table, rows, before) => {
      const last = rows.at(-1);
      if (!last) throw new RangeError('there is nothing to write');
      const mark = { rows: (before?.rows ?? 0) + rows.length, key: keyOf(table, last) };
      await client.query('BEGIN');
      await client.query(
        insertOf(table),
        Object.keys(table.columns).map((_, at) => rows.map((row) => row[at])),
      );
      await writeMeta(client, markKey(table), JSON.stringify(mark));
      await client.query('COMMIT');
      return mark;
    },
    read: async (table, after, limit) => {
      const { rows } = await client.query<Record<string, unknown>>(
        rowsAfter(table, after !== null, limit, (n) => `$${n}`),
        after ?? [],
      );
      return rows.map((row) => toValues(table, row));
    },
    finish: async () => {
      await client.query('BEGIN');
      await client.query("DELETE FROM meta WHERE key = $1 OR key LIKE $1 || ' %'", [COPYING]);
      await writeMeta(client, 'epoch', epoch);
      await client.query('COMMIT');
      // The planner knows nothing of tables that were filled a moment ago.
      await client.query('ANALYZE');
    },
    close: () => client.end(),
  };
}

/** One column, one array: however many rows, the statement is the same. */
function insertOf({ name, columns }: Table): string {
  const names = Object.keys(columns).map((column) => `"${column}"`);
  const kinds = Object.values(columns);
  const arrays = kinds.map((kind, at) => `$${at + 1}::${TYPES[kind]}[]`);
  const values = kinds.map((kind, at) => (kind === 'bytes' ? `decode(c${at}, 'base64')` : `c${at}`));
  const called = kinds.map((_, at) => `c${at}`);
  return `
    INSERT INTO ${name} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM unnest(${arrays.join(', ')}) AS rows (${called.join(', ')})`;
}
