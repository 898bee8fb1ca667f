/** Looks whether an SQLite database fits together: SQLite's own checks, then what holds for every database. */
import type { DatabaseSync } from 'node:sqlite';
import { text } from '../columns.ts';
import { OTHER_BYTES, QUESTIONS, UNREADABLE, finding, isItself, saysTheSame } from '../integrity.ts';
import type { Finding } from '../integrity.ts';

/** Damage of the file, and what does not fit together in it; empty when all is well. */
export function checkStructure(db: DatabaseSync): Finding[] {
  const ids = (sql: string): string[] =>
    db
      .prepare(sql)
      .all()
      .map((one) => text(one, 'id'));
  return [...checkFile(db), ...QUESTIONS.flatMap(([what, sql]) => finding(what, ids(sql)))];
}

/** Only what SQLite itself can tell: for a schema of any version. */
export function checkFile(db: DatabaseSync): Finding[] {
  const said = db
    .prepare('PRAGMA integrity_check')
    .all()
    .map((one) => String(one['integrity_check']));
  const loose = db
    .prepare('PRAGMA foreign_key_check')
    .all()
    .map((one) => `${String(one['table'])} ${String(one['rowid'])}`);
  return [
    ...finding(
      'faults of the file',
      said.filter((one) => one !== 'ok'),
    ),
    ...finding('rows that refer to what is not there', loose),
  ];
}

/** Reads every record as a client would. @param progress records read so far, of how many */
export function checkRecords(db: DatabaseSync, progress: (done: number, total: number) => void): Finding[] {
  const unreadable: string[] = [];
  const total = Number(db.prepare('SELECT count(*) AS n FROM records').get()?.['n']);
  let done = 0;
  for (const found of db.prepare('SELECT * FROM records').iterate()) {
    if (!saysTheSame(found)) unreadable.push(text(found, 'id'));
    if (++done % 1000 === 0) progress(done, total);
  }
  progress(total, total);
  return finding(UNREADABLE, unreadable);
}

export function checkImages(db: DatabaseSync): Finding[] {
  const others: string[] = [];
  for (const found of db.prepare('SELECT id, size, body FROM images').iterate()) {
    if (!isItself(found)) others.push(text(found, 'id'));
  }
  return finding(OTHER_BYTES, others);
}
