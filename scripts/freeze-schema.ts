/**
 * `node scripts/freeze-schema.ts`, at each release: writes the SQLite schema as it stands to
 * tests/server/schemas/VERSION.sql, from where every later version must be able to go forward.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { STEPS, migrate } from '../src/server/storage/sqlite/migrations.ts';

const db = new DatabaseSync(':memory:');
for (let version = 1; version <= STEPS.length; version++) {
  migrate(db, { steps: STEPS.slice(0, version) });
  const file = `tests/server/schemas/${version}.sql`;
  if (existsSync(file)) continue;
  const parts = db
    .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'meta' ORDER BY rowid")
    .all();
  const meta = 'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT';
  const statements = [
    meta,
    ...parts.map(({ sql }) => String(sql)),
    `INSERT INTO meta VALUES ('schema_version', '${version}')`,
  ];
  writeFileSync(file, `${statements.join(';\n')};\n`);
  console.log(file);
}
