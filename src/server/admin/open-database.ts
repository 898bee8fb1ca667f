/** Opens the database that DATABASE_URL names for a command, as it is: a command never changes its schema. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { loadConfig } from '../config.ts';
import type { DatabaseConfig } from '../config.ts';
import type { Administration } from '../storage/administration.ts';
import { postgresAdministration } from '../storage/postgres/administration.ts';
import { openPostgres } from '../storage/postgres/open.ts';
import { mustBeCurrent, sizeOfDatabase, withConnection } from '../storage/postgres/operator.ts';
import { sqliteAdministration } from '../storage/sqlite/administration.ts';
import { SCHEMA_VERSION, schemaVersion } from '../storage/sqlite/migrations.ts';
import { openSqlite } from '../storage/sqlite/open.ts';
import { sizeOnDisk } from '../storage/sqlite/size.ts';
import type { Storage } from '../storage/storage.ts';
import { UsageError } from './command.ts';
import type { Io } from './command.ts';

/** `bytes`: how much room it takes. */
export type AdminDatabase = { storage: Storage; administration: Administration; bytes: () => Promise<number> };

/** Runs work over the database and closes it, whatever happens. An endpoint may be running meanwhile. */
export async function withDatabase<T>(io: Io, work: (database: AdminDatabase) => Promise<T>): Promise<T> {
  const config = databaseOf(io.env['DATABASE_URL']);
  const database = config.kind === 'sqlite' ? openFile(existingFile(config.path)) : await openServer(config.url);
  try {
    return await work(database);
  } finally {
    await database.storage.close();
  }
}

/** Which database a DATABASE_URL names. */
export function databaseOf(url: string | undefined): DatabaseConfig {
  // Whom an endpoint listens for is no matter here, and neither is its secret.
  return loadConfig({ DATABASE_URL: url, SECRET: 'x'.repeat(32) }).database;
}

/** The file of an SQLite database. @param instead what to do with PostgreSQL */
export function databaseFile(io: Io, instead: string): string {
  const config = databaseOf(io.env['DATABASE_URL']);
  if (config.kind === 'sqlite') return config.path;
  throw new UsageError(`This command is for SQLite, and DATABASE_URL names PostgreSQL. ${instead}`);
}

/** Refuses a file that is not there or has another schema than this version knows. */
export function existingFile(path: string): string {
  if (!existsSync(path))
    throw new UsageError(`There is no database at ${path}. Is DATABASE_URL set as for the endpoint?`);
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const version = schemaVersion(db);
    if (version !== SCHEMA_VERSION) {
      throw new UsageError(
        `${path} has schema ${version} and this version knows ${SCHEMA_VERSION}: start the endpoint of this version once, it brings the database up to date.`,
      );
    }
  } finally {
    db.close();
  }
  return path;
}

function openFile(path: string): AdminDatabase {
  const { storage, connections } = openSqlite(path);
  // What a command deletes is overwritten, not only forgotten.
  connections.writer.exec('PRAGMA secure_delete = ON');
  return { storage, administration: sqliteAdministration(connections), bytes: async () => sizeOnDisk(path) };
}

async function openServer(url: string): Promise<AdminDatabase> {
  await withConnection(url, mustBeCurrent);
  const { storage, pools } = await openPostgres({ url, connections: 4, isOperator: true });
  const bytes = (): Promise<number> => withConnection(url, sizeOfDatabase);
  return { storage, administration: postgresAdministration(pools), bytes };
}
