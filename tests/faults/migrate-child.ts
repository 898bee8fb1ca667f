/** The process F13 kills: brings a database forward as the endpoint does, and on by a step that changes every record. */
import { DatabaseSync } from 'node:sqlite';
import { copyBeforeMigration } from '../../src/server/storage/sqlite/backup.ts';
import { STEPS, migrate } from '../../src/server/storage/sqlite/migrations.ts';

/** Rewrites the table, as a change of a column's kind must: long enough to be killed in. */
export const HEAVY_STEP = `
  CREATE TABLE records_new (group_id TEXT, id TEXT, body TEXT, checked INTEGER, PRIMARY KEY (group_id, id)) STRICT;
  INSERT INTO records_new SELECT group_id, id, body, length(body) FROM records;
  CREATE INDEX records_new_body ON records_new (body);
  ALTER TABLE records ADD COLUMN checked INTEGER;
  UPDATE records SET checked = (SELECT n.checked FROM records_new n WHERE n.group_id = records.group_id AND n.id = records.id);
  DROP TABLE records_new;
`;

const path = process.argv[2] ?? '';
const db = new DatabaseSync(path, { enableForeignKeyConstraints: true });
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
process.stdout.write('begun\n');
migrate(db, {
  steps: [...STEPS, HEAVY_STEP],
  beforeChange: (version) => {
    copyBeforeMigration(db, path, version);
    process.stdout.write('copied\n');
  },
});
db.close();
process.stdout.write('done\n');
