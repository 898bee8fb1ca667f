/**
 * Copies of an SQLite database while others write to it. Each copy is made under another name and
 * renamed when it is whole, so that whatever has the name of a backup is one.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';

/** Pages copied before the event loop and the progress bar get their turn: 4 MB. */
const PAGES_AT_ONCE = 1000;
/** Backups made before migrations that are kept beside the database. */
const KEPT = 3;

/**
 * Copies the database at `path` into `file` without holding up its writers.
 * @param progress pages copied so far, of how many
 */
export async function copyDatabase(
  path: string,
  file: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  const source = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    // A read transaction holds one state of the database: without it the copy would begin anew
    // whenever somebody writes (https://www.sqlite.org/backup.html).
    source.exec('BEGIN');
    source.prepare('SELECT 1 FROM meta').get();
    const pages = await backup(source, partial, {
      rate: PAGES_AT_ONCE,
      progress: ({ totalPages, remainingPages }) => progress(totalPages - remainingPages, totalPages),
    });
    source.exec('COMMIT');
    progress(pages, pages);
    makeOneFile(partial);
    putInPlace(partial, file);
  } finally {
    source.close();
    removeDatabase(partial);
  }
}

/** The same, at once, of a database this process has open: before its schema is changed. Answers the file. */
export function copyBeforeMigration(db: DatabaseSync, path: string, version: number, now = Date.now()): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const prefix = `${path}.schema-${version}.`;
  const file = `${prefix}${time}.backup`;
  const partial = `${file}.partial`;
  removeDatabase(partial);
  db.prepare('VACUUM INTO ?').run(partial);
  putInPlace(partial, file);
  forgetOldest(path);
  return file;
}

/** Removes a database file with what SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}

/** Renames a whole file into its place; both survive a power cut. */
export function putInPlace(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(dirname(to));
}

/** Without its WAL: what is copied elsewhere is one file. */
function makeOneFile(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function forgetOldest(path: string): void {
  const made = readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.schema-`) && name.endsWith('.backup'))
    // By their time: after the last but one full stop.
    .sort((a, b) => (a.split('.').at(-2) ?? '').localeCompare(b.split('.').at(-2) ?? ''));
  for (const name of made.slice(0, -KEPT)) rmSync(join(dirname(path), name), { force: true });
}
