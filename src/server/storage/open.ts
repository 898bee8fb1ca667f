/** Opens the database that DATABASE_URL names, whichever kind it is; the only place that knows both. */
import type { Dialect } from 'kysely';
import type { DatabaseConfig } from '../config.ts';
import type { Hints } from '../live/hints.ts';
import type { Administration } from './administration.ts';
import { feedsOver, type StoredFeeds } from './feeds.ts';
import { webhooksOver, type StoredWebhooks } from './webhooks.ts';
import { tokensOver, type StoredTokens } from './personal-tokens.ts';
import { sessionsOver, type Sessions } from './sessions.ts';
import type { Storage } from './storage.ts';

/** What the account library needs; loaded when it is first needed, as the library itself. */
export type AccountDatabase = { dialect: Dialect; type: 'sqlite' | 'postgres' };

export type OpenedDatabase = {
  storage: Storage;
  accountDatabase: () => Promise<AccountDatabase>;
  administration: () => Promise<Administration>;
  sessions: Sessions;
  tokens: StoredTokens;
  feeds: StoredFeeds;
  webhooks: StoredWebhooks;
  /** The way to other processes over the same database, where there can be any. */
  hints: Hints | null;
  load: DatabaseLoad;
};

/** What metrics show of the database; null where it has no such thing. */
export type DatabaseLoad = { databaseBytes: () => number | null; databaseWaiting: () => number | null };

export async function openDatabase(config: DatabaseConfig): Promise<OpenedDatabase> {
  if (config.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite/open.ts');
    const { storage, connections } = openSqlite(config.path);
    const accountDatabase = async (): Promise<AccountDatabase> => {
      const { sqliteDialect } = await import('./sqlite/kysely-dialect.ts');
      return { dialect: sqliteDialect(connections), type: 'sqlite' };
    };
    const administration = async (): Promise<Administration> => {
      const { sqliteAdministration } = await import('./sqlite/administration.ts');
      return sqliteAdministration(connections);
    };
    const { sqliteAsks } = await import('./sqlite/asks.ts');
    const { ask, change } = sqliteAsks(connections);
    const [sessions, tokens] = [sessionsOver(ask, change), tokensOver(ask, change)];
    const [feeds, webhooks] = [feedsOver(ask, change), webhooksOver(ask, change)];
    const { sizeOnDisk } = await import('./sqlite/size.ts');
    const load = { databaseBytes: () => sizeOnDisk(config.path), databaseWaiting: () => null };
    return { storage, accountDatabase, administration, sessions, tokens, feeds, webhooks, hints: null, load };
  }
  const { openPostgres } = await import('./postgres/open.ts');
  const { PostgresHints } = await import('./postgres/hints.ts');
  const { storage, pools } = await openPostgres(config);
  const accountDatabase = async (): Promise<AccountDatabase> => {
    const { postgresDialect } = await import('./postgres/kysely-dialect.ts');
    return { dialect: postgresDialect(pools.reading), type: 'postgres' };
  };
  const administration = async (): Promise<Administration> => {
    const { postgresAdministration } = await import('./postgres/administration.ts');
    return postgresAdministration(pools);
  };
  const { postgresAsk } = await import('./postgres/asks.ts');
  const ask = postgresAsk(pools.reading);
  const [sessions, tokens] = [sessionsOver(ask, ask), tokensOver(ask, ask)];
  const [feeds, webhooks] = [feedsOver(ask, ask), webhooksOver(ask, ask)];
  // How large it is, PostgreSQL's own exporters show.
  const waiting = (): number => pools.reading.waitingCount + pools.writing.waitingCount;
  const load = { databaseBytes: () => null, databaseWaiting: waiting };
  const hints = new PostgresHints(config.url, pools.reading);
  return { storage, accountDatabase, administration, sessions, tokens, feeds, webhooks, hints, load };
}
