/** Opens the database that DATABASE_URL names, whichever kind it is; the only place that knows both. */
import type { Dialect } from 'kysely';
import type { DatabaseConfig } from '../config.ts';
import type { Hints } from '../live/hints.ts';
import type { Storage } from './storage.ts';

/** What the account library needs; loaded when it is first needed, as the library itself. */
export type AccountDatabase = { dialect: Dialect; type: 'sqlite' | 'postgres' };

export type OpenedDatabase = {
  storage: Storage;
  accountDatabase: () => Promise<AccountDatabase>;
  /** The way to other processes over the same database, where there can be any. */
  hints: Hints | null;
};

export async function openDatabase(config: DatabaseConfig): Promise<OpenedDatabase> {
  if (config.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite/open.ts');
    const { storage, connections } = openSqlite(config.path);
    const accountDatabase = async (): Promise<AccountDatabase> => {
      const { sqliteDialect } = await import('./sqlite/kysely-dialect.ts');
      return { dialect: sqliteDialect(connections), type: 'sqlite' };
    };
    return { storage, accountDatabase, hints: null };
  }
  const { openPostgres } = await import('./postgres/open.ts');
  const { PostgresHints } = await import('./postgres/hints.ts');
  const { storage, pools } = await openPostgres(config);
  const accountDatabase = async (): Promise<AccountDatabase> => {
    const { postgresDialect } = await import('./postgres/kysely-dialect.ts');
    return { dialect: postgresDialect(pools.reading), type: 'postgres' };
  };
  return { storage, accountDatabase, hints: new PostgresHints(config.url, pools.reading) };
}
