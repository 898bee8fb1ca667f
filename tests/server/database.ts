/**
 * The database that a test is over: a file of its own, or in the project `postgres` a database of
 * its own on the run's PostgreSQL. The same test files run over both.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseConfig } from '../../src/server/config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    database: 'sqlite' | 'postgres';
    /** Address of the run's PostgreSQL; only in the project `postgres`. */
    postgres: string;
  }
}

export type TestDatabase = {
  config: DatabaseConfig;
  /** As DATABASE_URL has it. */
  url: string;
  /** Reads it from outside the endpoint, in SQL that both kinds understand. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
};

export function freshDatabase(): Promise<TestDatabase> {
  return inject('database') === 'postgres' ? freshPostgres() : freshSqlite();
}

async function freshSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'commonplace-'));
  const path = join(folder, 'commonplace.db');
  return {
    config: { kind: 'sqlite', path },
    url: `file:${path}`,
    query: async (sql) => {
      const db = new DatabaseSync(path, { readOnly: true });
      const rows = db.prepare(sql).all();
      db.close();
      return rows;
    },
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

/** @param connections for one endpoint process */
export async function freshPostgres(connections = 10, server = inject('postgres')): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await queryPostgres(server, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    config: { kind: 'postgres', url, connections },
    url,
    query: (sql) => queryPostgres(url, sql),
    remove: async () => {
      await queryPostgres(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

export async function queryPostgres(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
