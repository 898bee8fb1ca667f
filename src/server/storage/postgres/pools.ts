/**
 * The connections of one endpoint process. Reading and writing have pools of their own: a class
 * writing into one group waits at its counter, and must not hold the connections others read by.
 */
import pg from 'pg';
import type { ClientBase, ClientConfig, Pool, PoolClient } from 'pg';
import { explain } from './explain.ts';

export type PostgresOptions = {
  url: string;
  /** Connections this process may have for reading and writing together. */
  connections: number;
  /** A command of the operator: it may take its time, and is no endpoint that serves. */
  isOperator?: boolean;
};

export type PostgresPools = { reading: Pool; writing: Pool };

/** Milliseconds. What takes longer is answered `busy` and undone, and comes again. */
const TIMEOUTS = {
  connectionTimeoutMillis: 5_000,
  lock_timeout: 5_000,
  statement_timeout: 10_000,
  // For a server that says nothing at all any more; its own time-out comes first.
  query_timeout: 15_000,
  idle_in_transaction_session_timeout: 20_000,
} as const;

/** How the processes of an endpoint are called in pg_stat_activity. */
const ENDPOINT = 'commonplace endpoint';
const OPERATOR = 'commonplace admin';

const INT8 = pg.types.builtins.INT8;

/** What every connection of ours has. Counters and instants are far below 2^53. */
export function clientConfig({ url, isOperator = false }: Omit<PostgresOptions, 'connections'>): ClientConfig {
  return {
    connectionString: url,
    application_name: isOperator ? OPERATOR : ENDPOINT,
    keepAlive: true,
    connectionTimeoutMillis: TIMEOUTS.connectionTimeoutMillis,
    types: {
      getTypeParser: (type, format) => (type === INT8 ? Number : pg.types.getTypeParser(type, format)),
    },
  };
}

/** Whether an endpoint process has the database of a connection open. */
export async function isServed(client: Pick<ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
    [ENDPOINT],
  );
  return rows.length > 0;
}

export function openPools(options: PostgresOptions): PostgresPools {
  const { connections, isOperator = false } = options;
  const times = isOperator ? { ...TIMEOUTS, statement_timeout: 0, query_timeout: 0 } : TIMEOUTS;
  const writers = Math.max(1, Math.floor(connections * 0.4));
  const open = (max: number): Pool => {
    const pool = new pg.Pool({ ...clientConfig(options), ...times, max });
    // A connection may break at any time, also between two statements of a transaction. Whoever
    // uses it next, or is using it, hears of it by an error of their own.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  };
  return { reading: open(Math.max(1, connections - writers)), writing: open(writers) };
}

/** Runs work with a connection; one that something went wrong with is not used again. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw explain(error);
  }
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    const undone = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.release(!undone);
    throw explain(error);
  }
}
