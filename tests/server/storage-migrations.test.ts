/** From every released schema forward, with data, and a backup of what was there before. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STEPS, SCHEMA_VERSION, migrate, schemaVersion } from '../../src/server/storage/sqlite/migrations.ts';
import { copyBeforeMigration } from '../../src/server/storage/sqlite/backup.ts';
import { openSqlite } from '../../src/server/storage/sqlite/open.ts';
import { temporaryFolder } from './class.ts';
import { runProcess } from './process.ts';
import { FROZEN, checksum, makeDatabase } from './schemas/database-of-schema.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'commonplace.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const schemaOf = (file: string): unknown[] => {
  const db = new DatabaseSync(file);
  // White space apart, and whatever order tables were made in.
  const found = db.prepare('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').all();
  db.close();
  return found.map(({ sql, ...rest }) => ({
    ...rest,
    sql: String(sql).replaceAll(/\s+/g, ' ').replace('IF NOT EXISTS ', ''),
  }));
};
const backups = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.backup'));

test('released schemas have a fixture, without a gap', () => {
  expect(FROZEN).toEqual(Array.from({ length: FROZEN.length }, (_, at) => at + 1));
  expect(FROZEN.length).toBeGreaterThan(0);
});

test.each(FROZEN)('schema %i goes forward to the schema of a new database, with all its data', async (version) => {
  const fresh = join(folder, 'fresh.db');
  await openSqlite(fresh).storage.close();
  makeDatabase(path, version, 500);
  const before = checksum(path);
  await openSqlite(path).storage.close();
  expect(checksum(path)).toBe(before);
  expect(schemaOf(path)).toEqual(schemaOf(fresh));
  const made = backups();
  if (version === SCHEMA_VERSION) return expect(made).toEqual([]);
  expect(made).toEqual([
    expect.stringMatching(new RegExp(`^commonplace\\.db\\.schema-${version}\\.\\d{8}T\\d{6}Z\\.backup$`)),
  ]);
  const backup = join(folder, made[0] ?? '');
  expect(checksum(backup)).toBe(before);
  const db = new DatabaseSync(backup);
  expect([schemaVersion(db), db.prepare('PRAGMA integrity_check').get()]).toEqual([version, { integrity_check: 'ok' }]);
  db.close();
});

test('a new database and one of the present schema are not backed up', async () => {
  for (let n = 0; n < 2; n++) await openSqlite(path).storage.close();
  expect(backups()).toEqual([]);
});

test('the newest three backups are kept', () => {
  makeDatabase(path, 1, 10);
  const db = new DatabaseSync(path);
  for (let day = 1; day <= 5; day++) copyBeforeMigration(db, path, 1, Date.UTC(2027, 0, day));
  db.close();
  expect(backups().toSorted()).toEqual([3, 4, 5].map((day) => `commonplace.db.schema-1.2027010${day}T000000Z.backup`));
});

test('a step that fails leaves the schema and the data before it', () => {
  makeDatabase(path, 2, 100);
  const before = checksum(path);
  const db = new DatabaseSync(path);
  const steps = [...STEPS, "ALTER TABLE groups ADD COLUMN colour TEXT; UPDATE records SET body = ''; SELECT nonsense"];
  expect(() => migrate(db, { steps })).toThrow('nonsense');
  expect(schemaVersion(db)).toBe(STEPS.length);
  db.close();
  expect(checksum(path)).toBe(before);
});

test('an endpoint refuses a newer schema with a sentence, and touches nothing', async () => {
  makeDatabase(path, 2, 10);
  const db = new DatabaseSync(path);
  db.exec("UPDATE meta SET value = '99' WHERE key = 'schema_version'");
  db.close();
  const before = checksum(path);
  const { output, ended } = runProcess({ PORT: '0', DATABASE_URL: `file:${path}` });
  expect(await ended).toBe(1);
  expect(output.stdout).toBe('');
  expect(output.stderr).toMatch(
    /^The database has schema 99, this endpoint knows \d+: start a newer endpoint, or restore an older backup\.\n$/,
  );
  expect(checksum(path)).toBe(before);
});
