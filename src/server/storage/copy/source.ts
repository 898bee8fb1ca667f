/** A stopped endpoint's SQLite file, read table by table in the order of its keys. */
import { DatabaseSync } from 'node:sqlite';
import { text } from '../columns.ts';
import { copyBeforeMigration } from '../sqlite/backup.ts';
import { migrate } from '../sqlite/migrations.ts';
import { explain } from '../sqlite/open.ts';
import { StorageError } from '../storage.ts';
import { rowsAfter, toValues } from './tables.ts';
import type { Table, Values } from './tables.ts';

export type Source = {
  epoch: string;
  count(table: Table): number;
  /** The next rows after a key (null: from the beginning); fewer than `limit` where they are long. */
  read(table: Table, after: Values | null, limit: number): Values[];
  close(): void;
};

/** Rows read at once are no longer than this together, as far as one alone is not. */
const MAX_CHARS = 4_000_000;

/** Nobody else can open the file until it is closed. Throws a StorageError `busy` when somebody has it open. */
export function openSource(path: string): Source {
  const db = new DatabaseSync(path, { timeout: 1_000 });
  try {
    // Exclusive in WAL mode means: no other process has it open at all, https://www.sqlite.org/wal.html#noshm
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Asked first, so that a file of something else fails here and is left as it is.
    const epoch = db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get();
    if (!epoch) throw new Error('the file is no database of an endpoint');
    migrate(db, { beforeChange: (version) => copyBeforeMigration(db, path, version) });
    db.exec('BEGIN IMMEDIATE');
    return {
      epoch: text(epoch, 'value'),
      count: ({ name }) => Number(db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.['n']),
      read: (table, after, limit) => {
        const statement = db.prepare(rowsAfter(table, after !== null, limit, () => '?'));
        const rows: Values[] = [];
        let chars = 0;
        for (const row of statement.iterate(...(after ?? []).map(String))) {
          const values = toValues(table, row);
          rows.push(values);
          for (const value of values) if (typeof value === 'string') chars += value.length;
          if (chars > MAX_CHARS) break;
        }
        return rows;
      },
      close: () => {
        db.exec('ROLLBACK');
        db.close();
      },
    };
  } catch (error) {
    db.close();
    const explained = explain(error);
    throw explained instanceof StorageError ? explained : error;
  }
}
