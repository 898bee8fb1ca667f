/** Copies a whole database, then reads both sides again and compares them. */
import { createHash } from 'node:crypto';
import type { Source } from './source.ts';
import { TABLES, keyOf } from './tables.ts';
import type { Table, Values } from './tables.ts';
import type { Target } from './target.ts';

const ROWS_AT_ONCE = 500;

export type Tell = (done: number, total: number) => void;

/** What a table holds: SHA-256 of all rows in the order of their keys. */
export type Sum = { rows: number; sha256: string };
export type Compared = { table: string; source: Sum; target: Sum };

/** Goes on where an earlier copy of the same database was cut off. */
export async function copyRows(source: Source, target: Target, tell: Tell): Promise<void> {
  const total = TABLES.reduce((sum, table) => sum + source.count(table), 0);
  let done = 0;
  for (const table of TABLES) {
    let mark = await target.mark(table);
    done += mark?.rows ?? 0;
    for (;;) {
      const rows = source.read(table, mark?.key ?? null, ROWS_AT_ONCE);
      if (rows.length === 0) break;
      mark = await target.write(table, rows, mark);
      done += rows.length;
      tell(done, total);
    }
  }
}

export async function compare(source: Source, target: Target, tell: Tell): Promise<Compared[]> {
  const total = 2 * TABLES.reduce((sum, table) => sum + source.count(table), 0);
  let done = 0;
  const count = (rows: number): void => tell((done += rows), total);
  const compared: Compared[] = [];
  for (const table of TABLES) {
    const sums = {
      source: await sumOf(table, async (after) => source.read(table, after, ROWS_AT_ONCE), count),
      target: await sumOf(table, (after) => target.read(table, after, ROWS_AT_ONCE), count),
    };
    compared.push({ table: table.name, ...sums });
  }
  return compared;
}

async function sumOf(
  table: Table,
  read: (after: Values | null) => Promise<Values[]>,
  count: (rows: number) => void,
): Promise<Sum> {
  const hash = createHash('sha256');
  let rows = 0;
  for (let after: Values | null = null; ;) {
    const found: Values[] = await read(after);
    const last = found.at(-1);
    if (!last) return { rows, sha256: hash.digest('hex') };
    for (const one of found) hash.update(`${JSON.stringify(one)}\n`);
    rows += found.length;
    count(found.length);
    after = keyOf(table, last);
  }
}
