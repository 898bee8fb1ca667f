/**
 * Moving a SQLite endpoint to PostgreSQL with `npm run admin -- copy`, by real processes: killed
 * at random moments and run again, compared at its end, and then served to the same people.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DERIVED, TABLES } from '../../../src/server/storage/copy/tables.ts';
import { openSqlite } from '../../../src/server/storage/sqlite/open.ts';
import { Learner, fields, freshId, putOp, request } from '../class.ts';
import { COMPILE_CACHE } from '../compile-cache.ts';
import { freshPostgres } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { idOf, pngOf } from '../png.ts';
import { runProcess, startProcess } from '../process.ts';

const ADMIN = join(import.meta.dirname, '../../../src/server/admin/main.ts');
const SECRET = 's'.repeat(32);
/** Enough for a copy to be killed in its middle. */
const MANY = 4_000;
const KILLS = 8;

let folder: string;
let file: string;
let ann: Learner;
let group: string;
let cursor: number;
const picture = pngOf(200, 200, true);
let sent: ReturnType<typeof putOp>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'commonplace-copy-'));
  file = join(folder, 'commonplace.db');
  const endpoint = await startProcess({ PORT: '0', DATABASE_URL: `file:${file}`, SECRET });
  const post = (path: string, body: unknown, token?: string) => request(endpoint.url, 'POST', path, body, token);
  ann = await Learner.guest(endpoint.url, 'Ann');
  await post(
    '/account/v1/sign-up',
    { name: 'Ann é 𝄞', email: 'ann@example.org', password: 'long enough' },
    ann.session.token,
  );
  group = await ann.makeGroup('Sea', true);
  const shared = await ann.makeGroup('Class');
  const ben = await Learner.guest(endpoint.url, 'Ben');
  await ben.join(await ann.invite(shared));
  await ben.leave(shared);
  sent = putOp(group, freshId(), fields({ text: 'quotes " \\ \u2028 \ud800 𝄞 \u0000' }));
  await ann.pushOne(sent);
  await ann.sendImage(group, picture);
  expect(await endpoint.exit('SIGTERM')).toBe(0);
  await fill(file, group, ann.id);
});
afterAll(() => rmSync(folder, { recursive: true }));

let database: TestDatabase;
beforeEach(async () => {
  database = await freshPostgres();
});
afterEach(() => database.remove());

const copy = (from = file) => runAdmin('copy', `file:${from}`, database.url);

test('killed again and again, it goes on, ends with both the same, and the same people are served', async () => {
  for (let kills = 0; kills < KILLS;) {
    const { child, ended } = copy();
    // At the start, or a little after it has said once, twice or three times how far it is.
    let sayings = Math.floor(Math.random() * 4);
    const soon = (): void => void setTimeout(() => child.kill('SIGKILL'), Math.random() * 150);
    if (sayings === 0) soon();
    else child.stderr.on('data', () => --sayings === 0 && soon());
    const code = await ended;
    kills++;
    if (code === null) continue;
    // it was done before the kill came: once more from the beginning
    expect(code).toBe(0);
    await database.remove();
    database = await freshPostgres();
    kills = 0;
  }
  const last = copy();
  // How far it is, it says now and then: not where little is left to do.
  expect([await last.ended, last.output.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
  expect(last.output.stdout.match(/^✓/gm)).toHaveLength(TABLES.length + 1);

  const endpoint = await startProcess({ PORT: '0', DATABASE_URL: database.url, SECRET });
  const moved = new Learner(endpoint.url, ann.session);
  // The same database, moved: the cursor counts, and what was applied is known.
  expect(await moved.pull(group, cursor)).toMatchObject({ rows: [], cursor, epoch: epochOf(file) });
  expect((await moved.pushOne(sent)).status).toBe('duplicate');
  expect((await served(moved, group)) === rowsIn(file, group)).toBe(true);
  expect((await moved.image(group, idOf(picture))).bytes).toEqual(picture);
  const id = await moved.write(group, 'after the move');
  expect((await moved.pull(group, cursor)).rows.map((row) => row.id)).toEqual([id]);
  const signedIn = await request(endpoint.url, 'POST', '/account/v1/sign-in', {
    email: 'ann@example.org',
    password: 'long enough',
  });
  expect(JSON.parse(signedIn.text).user).toMatchObject({ id: ann.id, name: 'Ann é 𝄞' });
  await endpoint.exit('SIGTERM');

  const again = copy();
  expect([await again.ended, again.output.stdout]).toEqual([0, expect.stringContaining('before')]);
});

test('until its end no endpoint starts there and nothing else is copied into it; what changed on its way is found out', async () => {
  const begun = copy();
  await expect
    .poll(() => database.query("SELECT 1 FROM meta WHERE key = 'copying ops'").catch(() => []), { timeout: 20_000 })
    .toHaveLength(1);
  begun.child.kill('SIGKILL');
  expect(await begun.ended).toBeNull();
  const endpoint = runProcess({ PORT: '0', DATABASE_URL: database.url, SECRET });
  expect(await endpoint.ended).toBe(1);
  expect(endpoint.output.stderr).toContain('is being copied into this one');
  const other = join(folder, 'other.db');
  await openSqlite(other).storage.close();
  const second = copy(other);
  expect([await second.ended, second.output.stderr]).toEqual([
    2,
    expect.stringContaining('A copy of another database'),
  ]);

  await database.query(`UPDATE records SET body = body || ' ' WHERE id = '${sent.id}'`);
  const again = copy();
  expect([await again.ended, again.output.stdout]).toEqual([1, expect.stringMatching(/✗ records[^]*not the same/)]);
});

test('a database that holds something, or that an endpoint runs on, is left alone on both sides', async () => {
  const endpoint = await startProcess({ PORT: '0', DATABASE_URL: database.url, SECRET });
  const running = copy();
  expect([await running.ended, running.output.stderr]).toEqual([2, expect.stringContaining('Stop it first')]);
  const dan = await Learner.guest(endpoint.url, 'Dan');
  await endpoint.exit('SIGTERM');
  const holding = copy();
  expect([await holding.ended, holding.output.stderr]).toEqual([2, expect.stringContaining('data of another')]);
  expect(await database.query('SELECT id FROM account_user')).toEqual([{ id: dan.id }]);

  const used = join(folder, 'used.db');
  copyFileSync(file, used);
  const source = await startProcess({ PORT: '0', DATABASE_URL: `file:${used}`, SECRET });
  const open = copy(used);
  expect([await open.ended, open.output.stderr]).toEqual([2, expect.stringContaining('open. Stop it first')]);
  await source.exit('SIGTERM');
});

test('every table and column of both schemas is copied', async () => {
  const { storage, connections } = openSqlite(join(folder, 'schema.db'));
  const names = connections.reader
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta'")
    .all();
  expect([...TABLES.map((table) => table.name), ...DERIVED].sort()).toEqual(
    names.map((one) => String(one['name'])).sort(),
  );
  const endpoint = await startProcess({ PORT: '0', DATABASE_URL: database.url, SECRET });
  for (const { name, key, columns } of TABLES) {
    const info = connections.reader.prepare(`SELECT name, pk FROM pragma_table_info('${name}')`).all();
    expect([name, Object.keys(columns).sort()]).toEqual([name, info.map((one) => String(one['name'])).sort()]);
    const primary = info.filter((one) => Number(one['pk']) > 0).sort((a, b) => Number(a['pk']) - Number(b['pk']));
    expect([name, key]).toEqual([name, primary.map((one) => one['name'])]);
    const there = await database.query(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '${name}'`,
    );
    expect([name, Object.keys(columns).sort()]).toEqual([name, there.map((one) => String(one['column_name'])).sort()]);
  }
  await endpoint.exit('SIGTERM');
  await storage.close();
});

function runAdmin(...args: string[]) {
  const child = spawn(process.execPath, [ADMIN, ...args], {
    env: { ...process.env, ...COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { child, output, ended };
}

/** As a busy year would have. */
async function fill(path: string, into: string, author: string): Promise<void> {
  const { storage } = openSqlite(path);
  await storage.transact([into], async (tx) => {
    for (let n = 0; n < MANY; n++) {
      const { seq, at } = await tx.advance(into, Date.now());
      const id = freshId();
      const envelope = { group: into, id, kind: 'annotation', author, rev: 1, seq, deleted: false } as const;
      const times = { created: new Date(at).toISOString(), updated: new Date(at).toISOString() };
      const body = JSON.stringify({ ...envelope, ...times, fields: fields({ text: `note ${n} `.repeat(20) }) });
      await tx.putRecord({ ...envelope, body, fieldRevs: { text: 1 } });
      await tx.rememberApplied({ group: into, author, opId: freshId(), record: id, rev: 1, at });
    }
  });
  cursor = await storage.head(into);
  await storage.close();
}

/** The rows of a whole history as they are served, to the letter. */
async function served(learner: Learner, of: string): Promise<string> {
  const pages: string[] = [];
  for (let after = 0, more = true; more;) {
    const { text } = await learner.ask('GET', `/sync/v1/groups/${of}/changes?after=${after}`);
    pages.push(text.slice(text.indexOf('"rows":[') + '"rows":['.length, text.lastIndexOf('],"cursor"')));
    ({ cursor: after, more } = JSON.parse(text));
  }
  return pages.join();
}

function rowsIn(path: string, of: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare('SELECT body FROM records WHERE group_id = ? ORDER BY seq').all(of);
  db.close();
  return rows.map((row) => String(row['body'])).join();
}

function epochOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  const row = db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get();
  db.close();
  return String(row?.['value']);
}
