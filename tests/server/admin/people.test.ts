/** `admin stats`, `user` and `group`: what they show and do, and that they ask before they destroy. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FORMER_MEMBER } from '../../../src/server/accounts/delete-account.ts';
import { TABLES } from '../../../src/server/storage/copy/tables.ts';
import { Learner, fields, freshId, putOp, request } from '../class.ts';
import { operatedDatabase } from './admin.ts';

async function circle() {
  const operated = await operatedDatabase();
  const endpoint = await operated.start();
  const [ann, ben, cat] = await Promise.all(['Ann', 'Ben', 'Cat'].map((name) => Learner.guest(endpoint.url, name)));
  if (!ann || !ben || !cat) throw new Error('three guests were asked for');
  const email = 'ann@example.org';
  const signedUp = await ann.ask('POST', '/account/v1/sign-up', { name: 'Ann', email, password: 'long enough' });
  expect(signedUp.status).toBe(200);
  const group = await ann.makeGroup('Sea \u001b[31mreaders\u202e');
  const code = await ann.invite(group);
  for (const one of [ben, cat]) await one.join(code);
  return { ...operated, endpoint, ann, ben, cat, group, email };
}

test('stats counts what is there', async () => {
  const { admin, ann, group } = await circle();
  await ann.push(...Array.from({ length: 7 }, () => putOp(group, freshId(), fields())));
  const { code, stdout } = await admin('stats');
  expect(code).toBe(0);
  const told = Object.fromEntries(stdout.split('\n').map((line) => line.split(/\s{2,}/)));
  expect(told).toMatchObject({
    accounts: '3',
    'of them guests': '2',
    groups: '1',
    memberships: '3',
    notes: '7',
    tombstones: '0',
    // The group itself, and the notes.
    operations: '8',
    [new Date().toISOString().slice(0, 10)]: '8',
  });
  expect(Number(told['bytes on disk'])).toBeGreaterThan(50_000);
});

test('a deleted account takes its words along: tombstones in groups, nothing elsewhere', async () => {
  const { admin, database, endpoint, ann, ben, cat, group, email } = await circle();
  const secret = 'the words of Ann, never to be found again';
  const note = await ann.write(group, secret);
  const reply = freshId();
  await ben.pushOne(putOp(group, reply, fields({ kind: 'reply', text: 'an answer', parent: note })));
  const personal = await ann.makeGroup('Only me', true);
  await ann.write(personal, `${secret} (private)`);
  const alone = await ann.makeGroup('Nobody came');
  await ann.setRole(group, cat.id, 'facilitator');

  expect(await admin('user', 'delete', email)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  expect((await ann.ask('GET', '/sync/v1/session')).status).toBe(200);
  const ran = await admin('user', 'delete', email, '--yes');
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('1 notes are tombstones, 2 groups are gone') });

  const rows = await ben.rows(group);
  expect(rows.find(({ id }) => id === note)).toMatchObject({ deleted: true });
  expect(rows.find(({ id }) => id === reply)).toMatchObject({ deleted: false, fields: { text: 'an answer' } });
  const places = rows.flatMap((row) => (row.kind === 'membership' && !row.deleted ? [row.fields] : []));
  expect(places.find(({ member }) => member === ann.id)).toMatchObject({ name: FORMER_MEMBER, status: 'left' });
  // The facilitator, though Ben has been there longer or as long.
  expect(places.find(({ member }) => member === cat.id)).toMatchObject({ role: 'owner', status: 'active' });
  const again = await request(endpoint.url, 'POST', '/account/v1/sign-in', { email, password: 'long enough' });
  expect(again.status).toBe(401);
  expect((await ben.ask('GET', `/sync/v1/groups/${alone}/changes`)).status).toBe(404);
  await endpoint.exit('SIGTERM');
  // The account's sessions were ended in the database; what the process remembered is gone with it.
  const tables = await Promise.all(TABLES.map(({ name }) => database.query(`SELECT * FROM ${name}`)));
  const { config } = database;
  // What SQLite freed is still in its file, unless it was overwritten.
  const kept = [JSON.stringify(tables), ...(config.kind === 'sqlite' ? [readFileSync(config.path, 'latin1')] : [])];
  expect(kept[0]).toContain('an answer');
  for (const trace of [secret, email, 'Nobody came', ann.session.token])
    for (const text of kept) expect(text.includes(trace)).toBe(false);
  expect((await admin('check')).code).toBe(0);
  expect(await admin('user', 'delete', email, '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no account'),
  });
}, 60_000);

test('accounts are listed and shown, and their sessions ended', async () => {
  const { admin, ann, ben, group, email } = await circle();
  const list = await admin('user', 'list');
  expect(list.stdout).toContain(`${ann.id}  Ann   ${email}`);
  expect(list.stdout).toMatch(new RegExp(`${ben.id}  Ben +guest`));
  const shown = await admin('user', 'show', ben.id);
  expect(shown.stdout).toContain(`group ${group}  member (active), 0 notes`);
  expect(await admin('user', 'revoke-sessions', ben.id)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Ended 1'),
  });
  await expect.poll(async () => (await ben.ask('GET', '/sync/v1/session')).status, { timeout: 9000 }).toBe(401);
  for (const answer of [list, shown]) expect(answer.stdout).not.toContain(ben.session.token);
}, 60_000);

test('groups are shown, given another owner and name, freed of a member, and deleted', async () => {
  const { admin, ann, ben, cat, group } = await circle();
  const list = await admin('group', 'list');
  expect(list.stdout).toContain('Sea ·[31mreaders·');
  expect(await admin('group', 'set-role', group, ann.id, 'member')).toMatchObject({ code: 2 });
  expect((await admin('group', 'set-role', group, ben.id, 'owner')).code).toBe(0);
  // Is so already: nothing is done, and nothing noted.
  expect((await admin('group', 'set-role', group, ben.id, 'owner')).code).toBe(0);
  expect((await admin('group', 'log', group)).stdout.match(/role/g)).toHaveLength(2);
  const { stdout } = await admin('group', 'show', group);
  for (const line of [`${ann.id}  Ann  facilitator`, `${ben.id}  Ben  owner`]) expect(stdout).toContain(line);
  expect(await admin('group', 'remove-member', group, ben.id)).toMatchObject({ code: 2 });
  expect((await admin('group', 'remove-member', group, cat.id)).code).toBe(0);
  expect((await cat.ask('GET', `/sync/v1/groups/${group}/changes`)).status).toBe(404);
  expect((await admin('group', 'rename', group, 'Shore', 'readers')).code).toBe(0);
  const renamed = (await ann.rows(group)).find((row) => row.kind === 'group');
  expect(renamed).toMatchObject({ rev: 2, fields: { name: 'Shore readers', personal: false } });
  const personal = await ann.makeGroup('Only me', true);
  expect((await admin('group', 'delete', personal, '--yes')).code).toBe(2);
  expect((await admin('check')).code).toBe(0);
  expect(await admin('group', 'delete', group)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  expect((await admin('group', 'delete', group, '--yes')).code).toBe(0);
  expect((await ann.ask('GET', `/sync/v1/groups/${group}/changes`)).status).toBe(404);
  expect((await admin('check')).code).toBe(0);
}, 60_000);
