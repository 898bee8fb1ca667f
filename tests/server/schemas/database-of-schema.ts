/**
 * A database as a released version left it, with data in it: the schema frozen in VERSION.sql, and as
 * many records as asked for. Nothing of the present code makes it, so that it stays what it was.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Versions that have a fixture, oldest first. */
export const FROZEN: readonly number[] = readdirSync(import.meta.dirname)
  .flatMap((name) => (name.endsWith('.sql') ? [Number(name.slice(0, -'.sql'.length))] : []))
  .sort((a, b) => a - b);

const AT = '2026-11-01T10:00:00.000Z';
const GROUPS = 10;
/** 22 characters, as ids have. */
const idOf = (kind: string, n: number): string => `${kind}${String(n).padStart(22 - kind.length, '0')}`;

export function makeDatabase(path: string, version: number, records: number): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(readFileSync(join(import.meta.dirname, `${version}.sql`), 'utf8'));
  db.exec('BEGIN');
  db.prepare("INSERT INTO meta VALUES ('epoch', 'epoch-of-the-fixture')").run();
  const put = db.prepare(
    'INSERT INTO records (group_id, id, kind, author, rev, seq, deleted, body, field_revs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (let g = 0; g < GROUPS; g++) {
    const [group, owner, place] = [idOf('group', g), idOf('user', g), idOf('place', g)];
    const notes = Math.floor(records / GROUPS);
    db.prepare('INSERT INTO groups (group_id, head, last_at) VALUES (?, ?, ?)').run(group, notes + 2, Date.parse(AT));
    const write = (seq: number, id: string, kind: string, fields: object | null): void => {
      const envelope = {
        id,
        group,
        author: owner,
        rev: 1,
        seq,
        created: AT,
        updated: AT,
        kind,
        deleted: fields === null,
      };
      const body = JSON.stringify(fields === null ? envelope : { ...envelope, fields });
      put.run(group, id, kind, owner, 1, seq, fields === null ? 1 : 0, body, '{}');
    };
    write(1, group, 'group', { name: `Group ${g}`, description: '', personal: false });
    write(2, place, 'membership', { member: owner, name: 'Ann', role: 'owner', status: 'active' });
    db.prepare("INSERT INTO memberships VALUES (?, ?, ?, 'owner', 'active')").run(group, owner, place);
    db.prepare('INSERT INTO invitations VALUES (?, ?, ?)').run(group, `CODE${g}`, `hash${g}`);
    for (let n = 0; n < notes; n++) {
      const id = idOf(`note${g}x`, n);
      const target = { source: 'https://example.org/', keys: ['//example.org/'], title: 'é', selectors: [] };
      const fields = { kind: 'comment', text: `note ${n} \u0000 \ud800 𝄞`, tags: ['a'], target, parent: null };
      write(n + 3, id, 'annotation', n % 50 === 7 ? null : fields);
      db.prepare('INSERT INTO ops VALUES (?, ?, ?, ?, 1, ?)').run(group, owner, idOf(`op${g}x`, n), id, Date.parse(AT));
    }
    if (version >= 2) {
      const user =
        'INSERT INTO account_user (id, name, email, emailVerified, createdAt, updatedAt) VALUES (?, ?, ?, 0, ?, ?)';
      db.prepare(user).run(owner, 'Ann', `ann${g}@example.org`, AT, AT);
    }
  }
  db.exec('COMMIT');
  db.close();
}

/** One value for everything that was in the tables of a fixture, whatever columns were added since. */
export function checksum(path: string): string {
  const db = new DatabaseSync(path);
  const hash = createHash('sha256');
  const queries = [
    'SELECT group_id, id, kind, author, rev, seq, deleted, body, field_revs FROM records ORDER BY group_id, seq',
    'SELECT group_id, head, last_at, personal_owner FROM groups ORDER BY group_id',
    'SELECT group_id, member, record, role, status FROM memberships ORDER BY group_id, member',
    'SELECT group_id, author, op_id, record, rev, at FROM ops ORDER BY group_id, author, op_id',
    'SELECT group_id, code, code_hash FROM invitations ORDER BY group_id',
    "SELECT value FROM meta WHERE key = 'epoch'",
  ];
  for (const sql of queries) for (const row of db.prepare(sql).iterate()) hash.update(JSON.stringify(row));
  db.close();
  return hash.digest('hex');
}
