/** Backup while serving, and restore: what is in them, and what is refused. */
import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { sessionInfo } from '../../../src/protocol/sync.ts';
import { Learner, fields, freshId, putOp } from '../class.ts';
import { adminProcess, operated, operatedEndpoint } from './admin.ts';

test('a backup is made while learners write: it has every note acknowledged before, and nothing half', async () => {
  const { folder, env, start, admin } = operatedEndpoint();
  const endpoint = await start();
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const before: string[] = [];
  // More pages than one step of the copy takes, so that writes fall into its middle.
  for (let n = 0; n < 6; n++) {
    const ops = Array.from({ length: 40 }, () => putOp(group, freshId(), fields({ text: 'x'.repeat(40_000) })));
    for (const result of await ann.push(...ops)) if ('row' in result && result.row) before.push(result.row.id);
  }
  const stop = new AbortController();
  let during = 0;
  const writing = Promise.all(
    Array.from({ length: 3 }, async () => {
      for (; !stop.signal.aborted; during++) await ann.write(group);
    }),
  );
  const file = join(folder, 'monday.backup');
  const made = await adminProcess(env, 'backup', file);
  stop.abort();
  await writing;
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('checked by opening it') });
  expect(made.stderr).toContain('Copying pages: 100 %');
  expect(during).toBeGreaterThan(0);

  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  expect(readFileSync(`${file}.sha256`, 'utf8')).toBe(`${hash}  monday.backup\n`);
  expect(readdirSync(folder).filter((name) => name.startsWith('monday'))).toEqual([
    'monday.backup',
    'monday.backup.sha256',
  ]);
  const db = new DatabaseSync(file, { readOnly: true });
  const kept = new Set(
    db
      .prepare('SELECT id FROM records')
      .all()
      .map(({ id }) => id),
  );
  db.close();
  expect(before).toHaveLength(240);
  expect(before.filter((id) => !kept.has(id))).toEqual([]);
  expect(await admin('backup', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('there already') });
  expect(await endpoint.exit('SIGTERM')).toBe(0);
}, 60_000);

test('a restore waits for the endpoint to stop, renews the epoch and keeps what was there', async () => {
  const { folder, path, start, admin } = operatedEndpoint();
  let endpoint = await start();
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const early = await ann.write(group, 'before the backup');
  const epochNow = async (): Promise<string> =>
    v.parse(sessionInfo, JSON.parse((await new Learner(endpoint.url, ann.session).ask('GET', '/sync/v1/session')).text))
      .epoch;
  const epoch = await epochNow();
  const file = join(folder, 'a.backup');
  expect((await admin('backup', file)).code).toBe(0);
  const late = await ann.write(group, 'after the backup');

  expect(await admin('restore', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('is running') });
  expect((await ann.rows(group)).map(({ id }) => id)).toContain(late);
  // Killed: its WAL still holds what was written last.
  await endpoint.exit('SIGKILL');
  const restored = await admin('restore', file);
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('new epoch') });

  endpoint = await start();
  expect(await epochNow()).not.toBe(epoch);
  const rows = await new Learner(endpoint.url, ann.session).rows(group);
  expect(rows.map(({ id }) => id)).toContain(early);
  expect(rows.map(({ id }) => id)).not.toContain(late);
  await endpoint.exit('SIGTERM');

  const aside = readdirSync(folder).find((name) => name.includes('.replaced-'));
  const replaced = new DatabaseSync(join(folder, aside ?? 'none'), { readOnly: true });
  expect(replaced.prepare('SELECT 1 AS kept FROM records WHERE id = ?').get(late)).toEqual({ kept: 1 });
  replaced.close();
  expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
  const db = new DatabaseSync(path, { readOnly: true });
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  db.close();
});

test('a machine that is new has no folder for the database yet: a restore makes it, a backup asks for it', async () => {
  const { folder, env, start, admin } = operatedEndpoint();
  const endpoint = await start();
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const note = await ann.write(group, 'before the fire');
  const nowhere = join(folder, 'no', 'folder');
  expect(await admin('backup', join(nowhere, 'a.backup'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`There is no folder ${nowhere}`),
  });
  const file = join(folder, 'a.backup');
  expect((await admin('backup', file)).code).toBe(0);
  await endpoint.exit('SIGTERM');

  const path = join(folder, 'new machine', 'data', 'commonplace.db');
  const there = operated({
    ...env,
    DATABASE_URL: `file:${path}`,
    SECRET: readFileSync(`${env['DATABASE_URL']?.slice('file:'.length)}.secret`, 'utf8').trim(),
  });
  expect(await there.admin('restore', file)).toMatchObject({ code: 0, stdout: expect.stringContaining('new epoch') });
  const again = await there.start();
  expect((await new Learner(again.url, ann.session).rows(group)).map(({ id }) => id)).toContain(note);
  expect(await again.exit('SIGTERM')).toBe(0);
});

test.skipIf(process.getuid?.() !== 0)('what root restores is of the user that the endpoint runs as', async () => {
  const { folder, path, start, admin } = operatedEndpoint();
  await (await start()).exit('SIGTERM');
  const file = join(folder, 'a.backup');
  await admin('backup', file);
  chownSync(path, 12_345, 12_346);
  expect((await admin('restore', file)).code).toBe(0);
  expect(statSync(path)).toMatchObject({ uid: 12_345, gid: 12_346 });
  // Also where only its folder is there.
  const home = join(folder, 'home');
  mkdirSync(home);
  chownSync(home, 12_345, 12_346);
  const there = operated({ DATABASE_URL: `file:${join(home, 'commonplace.db')}` });
  expect((await there.admin('restore', file)).code).toBe(0);
  expect(statSync(join(home, 'commonplace.db'))).toMatchObject({ uid: 12_345, gid: 12_346 });
});

test('what is damaged, changed or no backup is refused, and nothing is touched', async () => {
  const { folder, path, start, admin } = operatedEndpoint();
  const endpoint = await start();
  await (await Learner.guest(endpoint.url, 'Ann')).makeGroup();
  const file = join(folder, 'a.backup');
  await admin('backup', file);
  await endpoint.exit('SIGTERM');
  const untouched = readFileSync(path);
  const refused = async (name: string, why: string): Promise<void> => {
    expect(await admin('restore', join(folder, name))).toMatchObject({ code: 2, stderr: expect.stringContaining(why) });
    expect(readFileSync(path)).toEqual(untouched);
    expect(readdirSync(folder).filter((one) => /replaced|restoring/.test(one))).toEqual([]);
  };
  await refused('nowhere', 'There is no file');
  writeFileSync(join(folder, 'letter'), 'Dear operator,\n'.repeat(1000));
  await refused('letter', 'is no backup');
  writeFileSync(join(folder, 'empty'), '');
  await refused('empty', 'is no backup');
  truncateSync(file, untouched.length - 4096);
  await refused('a.backup', 'was changed or cut off');
  writeFileSync(join(folder, 'cut'), readFileSync(file));
  await refused('cut', 'cut');
  const newer = new DatabaseSync(join(folder, 'newer'));
  newer.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT); INSERT INTO meta VALUES ('schema_version', '99')");
  newer.close();
  await refused('newer', 'has schema 99');
});
