/** One SQL statement, prepared by the server under its name the first time a connection runs it. */
import type { Columns } from '../columns.ts';

/** Names are unique among all statements; a changed text needs no new name, processes do not share them. */
export type Statement = { name: string; text: string };

/** Runs a statement, over the pool or inside a transaction. */
export type Run = (statement: Statement, values: readonly unknown[]) => Promise<Columns[]>;

/** `?` as PostgreSQL names it: by its number. */
export function numbered(sql: string): string {
  let n = 0;
  return sql.replaceAll('?', () => `$${++n}`);
}
