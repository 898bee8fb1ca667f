/** Opens the database that DATABASE_URL names for a command, as it is: a command never changes its schema. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { loadConfig } from '../config.ts';
import type { Administration } from '../storage/administration.ts';
import { sqliteAdministration } from '../storage/sqlite/administration.ts';
import { SCHEMA_VERSION, schemaVersion } from '../storage/sqlite/migrations.ts';
import { openSqlite } from '../storage/sqlite/open.ts';
import type { Storage } from '../storage/storage.ts';
import { UsageError } from './command.ts';
import type { Io } from './command.ts';

export type AdminDatabase = { storage: Storage; administration: Administration };

/** Runs work over the database and closes it, whatever happens. An endpoint may be running meanwhile. */
export async function withDatabase<T>(io: Io, work: (database: AdminDatabase) => Promise<T>): Promise<T> {
  const { storage, connections } = openSqlite(existingFile(io));
  try {
    // What a command deletes is overwritten, not only forgotten.
    connections.writer.exec('PRAGMA secure_delete = ON');
    return await work({ storage, administration: sqliteAdministration(connections) });
  } finally {
    await storage.close();
  }
}

/** The file of an SQLite database. Only commands about that file itself ask for it. */
export function databaseFile(io: Io): string {
  // Whom it listens for is no matter here, and neither is its secret.
  return loadConfig({ DATABASE_URL: io.env['DATABASE_URL'] }).databasePath;
}

/** The same, where there is one with the schema this version knows. */
export function existingFile(io: Io): string {
  const path = databaseFile(io);
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
