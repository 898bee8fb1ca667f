/**
 * Lets better-auth (which speaks through Kysely) use the connections of our own storage: its
 * selects read committed data, its writes and transactions wait for their turn at the mutex.
 * With a connection of its own, two writers in one thread would block each other.
 */
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { explain } from './open.ts';
import type { SqliteConnections } from './open.ts';
import { Statements } from './statements.ts';

export function sqliteDialect(connections: SqliteConnections): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SharedDriver(connections),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class SharedDriver implements Driver {
  readonly #connections: SqliteConnections;
  readonly #writer: Statements;
  readonly #reader: Statements;

  constructor(connections: SqliteConnections) {
    this.#connections = connections;
    this.#writer = new Statements(connections.writer);
    this.#reader = new Statements(connections.reader);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SharedConnection> {
    return new SharedConnection(this.#writer, this.#reader, this.#connections.mutex);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof SharedConnection) await connection.takeTurn();
    await connection.executeQuery(CompiledQuery.raw('BEGIN IMMEDIATE'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('ROLLBACK'));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof SharedConnection) connection.endTurn();
  }

  /** The connections belong to the storage, which closes them. */
  async destroy(): Promise<void> {}
}

class SharedConnection implements DatabaseConnection {
  readonly #writer: Statements;
  readonly #reader: Statements;
  readonly #mutex: SqliteConnections['mutex'];
  #release: (() => void) | null = null;

  constructor(writer: Statements, reader: Statements, mutex: SqliteConnections['mutex']) {
    this.#writer = writer;
    this.#reader = reader;
    this.#mutex = mutex;
  }

  async takeTurn(): Promise<void> {
    this.#release = await this.#mutex.acquire();
  }

  endTurn(): void {
    this.#release?.();
    this.#release = null;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      if (this.#release) return run<R>(this.#writer, query);
      if (query.query.kind === 'SelectQueryNode') return run<R>(this.#reader, query);
      return await this.#mutex.run(() => run<R>(this.#writer, query));
    } catch (error) {
      throw explain(error);
    }
  }

  // oxlint-disable-next-line require-yield -- Kysely asks for the method; nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not offered by this driver');
  }
}

function run<R>(statements: Statements, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = statements.get(sql);
  const values = parameters.map(toSqlite);
  if (statement.columns().length > 0) return { rows: asRows<R>(statement.all(...values)) };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  throw new TypeError('a value of a kind that SQLite does not hold');
}

/** Kysely promises its caller rows of type R that no driver can check; this is the one place. */
function asRows<R>(rows: Record<string, SQLOutputValue>[]): R[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return rows as R[];
}
