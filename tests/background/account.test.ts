/** Joining, signing in and out, through the same handlers as popup and library, against a real endpoint. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readInvitation } from '../../src/background/invitation.ts';
import { readSync } from '../../src/store/meta.ts';
import { startEndpoint, type TestEndpoint } from '../sync/device.ts';
import { openBackground, page } from './open-background.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

function open() {
  const background = openBackground();
  onTestFinished(() => background.device.syncer.stop());
  return background;
}
const password = 'correct horse battery';

async function host() {
  const a = open();
  const { fromPages: ask } = a;
  expect(await ask['account.guest']({ endpoint: endpoint.url, name: 'Ada' }, page)).toEqual({ ok: true });
  const { group } = await ask['group.create']({ name: 'Class' }, page);
  const invitation = await ask['group.invite']({ group }, page);
  if (!invitation.ok) throw new Error(invitation.code);
  return { a, ask, group, invitation };
}

test('a link makes a guest and joins; notes from before come along, into the group of one only', async () => {
  const { a, group, invitation } = await host();
  const b = open();
  await b.write('mine before');
  expect(await b.fromPages['group.join']({ invitation: invitation.url, name: 'Ben' }, page)).toEqual({ ok: true });
  const { me, groups, writeTo, sync } = await b.device.conversation();
  expect({ me, writeTo, sync }).toMatchObject({
    me: { name: 'Ben', signedIn: true },
    writeTo: group,
    sync: { state: 'ok', waiting: 0 },
  });
  expect(groups.map(({ name, role, members }) => [name, role, members])).toEqual([
    ['Only me', 'owner', 1],
    ['Class', 'member', 2],
  ]);
  await b.write('for the class');
  await a.device.shows('for the class');
  expect(await b.fromPages['group.join']({ invitation: invitation.code, name: 'Ben' }, page)).toEqual({ ok: true });
});

test('a wrong code leaves everything as it was', async () => {
  const b = open();
  const wrong = 'AAAA-AAAAAA';
  expect(await b.fromPages['group.join']({ invitation: wrong, name: 'Ben' }, page)).toEqual({
    ok: false,
    code: 'no-endpoint',
  });
  const link = `${endpoint.url}/j/AAAAAAAAAA`;
  expect(await b.fromPages['group.join']({ invitation: link, name: 'Ben' }, page)).toEqual({
    ok: false,
    code: 'wrong_code',
  });
  expect(await b.fromPages['group.join']({ invitation: 'hello', name: 'Ben' }, page)).toEqual({
    ok: false,
    code: 'wrong_code',
  });
  expect((await b.device.conversation()).me.signedIn).toBe(false);
  expect((await b.device.conversation()).sync).toMatchObject({ state: 'local', endpoint: null });
});

test('invitations are read as they are typed', () => {
  const code = 'WVA89DS6ZP';
  expect(readInvitation(' wva8-9ds6zp ')).toEqual({ endpoint: null, code });
  expect(readInvitation(`https://notes.example/j/${code}`)).toEqual({ endpoint: 'https://notes.example', code });
  expect(readInvitation(`https://notes.example/other/${code}`)).toBeNull();
  expect(readInvitation('javascript:alert(1)')).toBeNull();
});

test('a guest gets an e-mail, signs out, and finds all of it on the next sign-in', async () => {
  const { a, ask, group } = await host();
  const email = `ada-${Date.now()}@example.org`;
  await a.write('one', group);
  expect(await ask['account.signUp']({ endpoint: endpoint.url, name: 'Ada', email, password }, page)).toEqual({
    ok: true,
  });
  expect((await a.device.conversation()).me).toMatchObject({ email, signedIn: true });
  expect(await ask['account.signIn']({ endpoint: endpoint.url, email, password }, page)).toEqual({
    ok: false,
    code: 'signed-in',
  });
  expect(await ask['account.signOut']({ discard: false }, page)).toEqual({ ok: true });
  expect(await a.device.conversation()).toMatchObject({
    me: { signedIn: false },
    notes: [],
    sync: { state: 'local', endpoint: null },
  });

  await a.write('between');
  expect(await ask['account.signIn']({ endpoint: endpoint.url, email, password: 'wrong' }, page)).toEqual({
    ok: false,
    code: 'wrong_password',
  });
  expect(await ask['account.signIn']({ endpoint: endpoint.url, email, password }, page)).toEqual({ ok: true });
  expect(await a.device.texts()).toEqual(['between', 'one']);
  expect((await a.device.conversation()).groups).toHaveLength(2);
});

test('signing out with unsent words asks first', async () => {
  const away = await startEndpoint();
  const a = open();
  await a.fromPages['account.guest']({ endpoint: away.url, name: 'Ada' }, page);
  await away.dispose();
  await a.write('unsent');
  expect(await a.fromPages['account.signOut']({ discard: false }, page)).toEqual({ ok: false, code: 'waiting' });
  expect(await a.device.texts()).toEqual(['unsent']);
  expect(await a.fromPages['sync.now']({}, page)).toMatchObject({ state: 'unreachable', waiting: 1 });
  expect(await a.fromPages['account.signOut']({ discard: true }, page)).toEqual({ ok: true });
  expect(await a.device.texts()).toEqual([]);
});

test('words written at the last moment before a sign-out hold it up', async () => {
  const { a, ask } = await host();
  const { syncer } = a.device;
  const leave = syncer.leave.bind(syncer);
  syncer.leave = async (work) => {
    await a.write('last words');
    return leave(work);
  };
  expect(await ask['account.signOut']({ discard: false }, page)).toEqual({ ok: false, code: 'waiting' });
  expect(await a.device.texts()).toEqual(['last words']);
  syncer.leave = leave;
  expect(await ask['account.signOut']({ discard: false }, page)).toEqual({ ok: true });
  expect(await a.device.texts()).toEqual([]);
});

test('a sync that is asked for while an account leaves brings nothing of it back', async () => {
  const { a, ask } = await host();
  const { syncer } = a.device;
  const leave = syncer.leave.bind(syncer);
  const asked: Promise<void>[] = [];
  syncer.leave = async (work) => {
    const left = await leave(async () => {
      asked.push(syncer.wrote());
      return work();
    });
    asked.push(syncer.wrote());
    return left;
  };
  expect(await ask['account.signOut']({ discard: true }, page)).toEqual({ ok: true });
  await Promise.all(asked);
  expect(await a.device.conversation()).toMatchObject({ me: { name: 'Me' }, sync: { state: 'local' } });
  expect(await a.device.db.groups.count()).toBe(1);
  expect(await readSync(a.device.db)).toMatchObject({ state: 'local', epoch: null });
});

test('drafts, edits, undo and leaving, as the screens ask for them', async () => {
  const { a, ask, group } = await host();
  await ask['draft.write']({ key: 'here', text: 'half a thou' }, page);
  expect(await ask['draft.read']({ key: 'here' }, page)).toEqual({ text: 'half a thou' });
  const id = await a.write('one', group);
  expect(await ask['note.edit']({ id, text: 'two', tags: ['t'] }, page)).toEqual({ ok: true });
  expect(await ask['note.delete']({ id }, page)).toEqual({ ok: true });
  expect(await ask['note.edit']({ id, text: 'three', tags: [] }, page)).toEqual({ ok: false, code: 'not_found' });
  expect(await ask['note.restore']({ id }, page)).toEqual({ ok: true });
  expect(await a.device.texts()).toEqual(['two']);
  expect(await ask['group.leave']({ group }, page)).toEqual({ ok: false, code: 'forbidden' });
});
