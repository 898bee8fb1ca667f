/** Prepared statements of one connection, each compiled once when it is first needed. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export class Statements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #lists = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  get(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** The first row, as a list of columns. */
  list(sql: string, ...values: (string | number)[]): readonly unknown[] | null {
    const row: unknown = this.lists(sql).get(...values);
    return Array.isArray(row) ? row : null;
  }

  /** A statement whose rows are lists of columns: for many rows at once that takes two thirds of the time. */
  lists(sql: string): StatementSync {
    let statement = this.#lists.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#lists.set(sql, statement);
    }
    return statement;
  }
}
