/** The operator's commands over PostgreSQL, as far as they differ (people.test.ts runs over both). */
import { expect, test } from 'vitest';
import { operated, operatedDatabase } from '../admin/admin.ts';
import { Learner, freshId } from '../class.ts';

test('backup and restore name the tools of PostgreSQL instead', async () => {
  const { admin } = await operatedDatabase();
  expect(await admin('backup', 'b.dump')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('pg_dump --format=custom --file=b.dump "$DATABASE_URL"'),
  });
  const { code, stderr } = await admin('restore', 'b.dump');
  expect(code).toBe(2);
  for (const line of [
    'pg_restore --clean --if-exists --no-owner --dbname "$DATABASE_URL" b.dump',
    'npm run admin -- epoch',
  ]) {
    expect(stderr).toContain(line);
  }
});

test('an empty database, one of another schema, and none at all are told apart', async () => {
  const { admin, start, database } = await operatedDatabase();
  const empty = expect.stringContaining('holds no endpoint');
  for (const words of [['check'], ['stats'], ['user', 'list'], ['epoch']]) {
    expect(await admin(...words)).toMatchObject({ code: 2, stdout: '', stderr: empty });
  }
  // Nothing was made by asking.
  expect(await database.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
  await (await start()).exit('SIGTERM');
  await database.query("UPDATE meta SET value = '1' WHERE key = 'schema_version'");
  expect(await admin('stats')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('start the endpoint of this version once'),
  });
  const away = operated({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(await away.admin('stats')).toMatchObject({ code: 3, stderr: expect.stringContaining('cannot be reached') });
});

test('a new epoch is given while no endpoint runs, and devices see it', async () => {
  const { admin, start } = await operatedDatabase();
  const first = await start();
  const ann = await Learner.guest(first.url, 'Ann');
  const epochAt = async (url: string): Promise<unknown> =>
    JSON.parse((await new Learner(url, ann.session).ask('GET', '/sync/v1/session')).text).epoch;
  const before = await epochAt(first.url);
  expect(await admin('epoch')).toMatchObject({ code: 2, stderr: expect.stringContaining('stop every process') });
  expect(await epochAt(first.url)).toBe(before);
  await first.exit('SIGTERM');
  expect((await admin('epoch')).code).toBe(0);
  const second = await start();
  expect(await epochAt(second.url)).toEqual(expect.stringMatching(/./));
  expect(await epochAt(second.url)).not.toBe(before);
});

test('check is content with what was served, and tells each kind of damage', async () => {
  const { admin, start, database } = await operatedDatabase();
  const endpoint = await start();
  const [ann, ben] = [await Learner.guest(endpoint.url, 'Ann'), await Learner.guest(endpoint.url, 'Ben')];
  const groups = [await ann.makeGroup(), await ann.makeGroup(), await ann.makeGroup()];
  for (const group of groups) await ben.join(await ann.invite(group));
  const notes = await Promise.all(groups.map((group) => ben.write(group, 'words of Ben')));
  expect(await admin('check')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓/) });
  await endpoint.exit('SIGTERM');
  for (const sql of [
    `UPDATE groups SET head = head - 1 WHERE group_id = '${groups[0]}'`,
    `UPDATE memberships SET role = 'owner' WHERE group_id = '${groups[1]}'`,
    `UPDATE memberships SET record = '${freshId()}' WHERE group_id = '${groups[1]}'`,
    `DELETE FROM records WHERE id = '${notes[2]}'`,
    `DELETE FROM records WHERE id = '${groups[2]}'`,
    `UPDATE records SET body = '{' WHERE id = '${notes[1]}'`,
    `DELETE FROM account_user WHERE id = '${ben.id}'`,
    `DROP INDEX records_seq`,
    `UPDATE records SET seq = 1 WHERE group_id = '${groups[0]}'`,
  ]) {
    await database.query(sql);
  }
  const { code, stdout } = await admin('check');
  expect(code).toBe(1);
  for (const said of [
    'counter is behind',
    'no change explains',
    'is not there',
    'given twice',
    'without their own record',
    'no owner',
    'without their record',
    'without an account',
    'cannot be read',
  ]) {
    expect(stdout).toContain(said);
  }
  expect(stdout).not.toContain('words of Ben');
});
