/** Second devices, their end, and the end of the account, through the handlers of our pages against a real endpoint. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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
type Opened = ReturnType<typeof open>;

async function guest(name: string): Promise<Opened> {
  const opened = open();
  expect(await opened.fromPages['account.guest']({ endpoint: endpoint.url, name }, page)).toEqual({ ok: true });
  return opened;
}

async function codeOf({ fromPages }: Opened): Promise<string> {
  const answer = await fromPages['account.deviceCode']({}, page);
  if (!answer.ok) throw new Error(answer.code);
  return answer.code;
}

const enter = ({ fromPages }: Opened, code: string, takeAlong = false) =>
  fromPages['account.signInByCode']({ endpoint: endpoint.url, code, takeAlong }, page);
const refused = (code: string) => ({ ok: false, code });

test('a guest reads on a second device, and what was written there before comes along', async () => {
  const first = await guest('Ada');
  await first.write('on the first');
  await first.fromPages['sync.now']({}, page);
  const second = open();
  await second.write('before, on the second');
  expect(await enter(second, await codeOf(first))).toEqual({ ok: true });
  expect((await second.device.conversation()).me).toMatchObject({ name: 'Ada', signedIn: true, email: null });
  expect((await second.device.texts()).toSorted()).toEqual(['before, on the second', 'on the first']);
  await first.fromPages['sync.now']({}, page);
  expect((await first.device.texts()).toSorted()).toEqual(['before, on the second', 'on the first']);
  expect((await second.device.conversation()).groups).toHaveLength(1);
});

test('a wrong code changes nothing here, and says what is the matter', async () => {
  const second = open();
  await second.write('mine');
  for (const code of ['AAAA-AAAA', 'nonsense', ''])
    expect(await enter(second, code)).toEqual(refused('wrong_device_code'));
  expect(await second.device.texts()).toEqual(['mine']);
  expect((await second.device.conversation()).me.signedIn).toBe(false);
});

test('a guest who is here already is asked first: nothing is used up and nothing is mixed', async () => {
  const first = await guest('Ada');
  const code = await codeOf(first);
  const other = await guest('Ben');
  await other.write('of Ben');
  expect(await enter(other, code)).toEqual(refused('signed-in'));
  expect(await other.device.texts()).toEqual(['of Ben']);
  // The code is still good.
  expect(await enter(open(), code)).toEqual({ ok: true });
});

test('a guest goes over to another account: private notes with their answers and dates move, those of groups stay', async () => {
  const host = await guest('Host');
  const { group } = await host.fromPages['group.create']({ name: 'Class' }, page);
  const invitation = await host.fromPages['group.invite']({ group }, page);
  if (!invitation.ok) throw new Error(invitation.code);
  const first = await guest('Ada');
  await first.write('of Ada');
  await first.fromPages['sync.now']({}, page);

  const other = open();
  const note = await other.write('thought of Ben');
  await other.fromPages['group.join']({ invitation: invitation.url, name: 'Ben' }, page);
  await other.write('said in class', group);
  const { notes, groups } = await other.device.conversation();
  const [thought] = notes.filter(({ id }) => id === note);
  const personal = groups.find((one) => one.personal);
  if (!thought || !personal) throw new Error('no private note');
  const { target } = thought;
  await other.fromPages['note.create'](
    { kind: 'reply', text: 'and an answer to it', tags: ['t'], group: personal.id, target, parent: note },
    page,
  );
  await other.fromPages['draft.write']({ key: 'here', text: 'half a thou' }, page);

  expect(await enter(other, await codeOf(first), true)).toEqual({ ok: true });
  const after = await other.device.conversation();
  expect(after.me).toMatchObject({ name: 'Ada', signedIn: true });
  expect(after.sync).toMatchObject({ waiting: 0, refused: 0, state: 'ok' });
  expect(after.notes.map(({ text }) => text).toSorted()).toEqual(['and an answer to it', 'of Ada', 'thought of Ben']);
  expect(after.notes.every(({ mine }) => mine)).toBe(true);
  const moved = after.notes.find(({ text }) => text === 'thought of Ben');
  expect(moved?.created).toBe(thought.created);
  expect(after.notes.find(({ text }) => text === 'and an answer to it')?.parent).toBe(moved?.id);
  expect(await other.fromPages['draft.read']({ key: 'here' }, page)).toEqual({ text: 'half a thou' });
  await first.fromPages['sync.now']({}, page);
  expect((await first.device.texts()).toSorted()).toEqual(['and an answer to it', 'of Ada', 'thought of Ben']);
  await host.fromPages['sync.now']({}, page);
  expect(await host.device.texts()).toEqual(['said in class']);
});

test('notes of another account are never mixed in: the new session is given back, nothing is lost', async () => {
  const first = await guest('Ada');
  const other = await guest('Ben');
  await other.write('of Ben');
  await other.fromPages['sync.now']({}, page);
  // Signed out by somebody else: the device still holds what is Ben's.
  const second = open();
  await enter(second, await codeOf(other));
  await second.fromPages['account.endSessions']({ session: null }, page);
  expect((await other.fromPages['sync.now']({}, page)).state).toBe('signed-out');
  expect(await enter(other, await codeOf(first))).toEqual(refused('other-account'));
  expect(await other.device.texts()).toEqual(['of Ben']);
  const listed = await first.fromPages['account.sessions']({}, page);
  expect(listed).toMatchObject({ ok: true, sessions: [{ current: true }] });
});

test('going over waits for what is not sent, and the code stays good', async () => {
  const away = await startEndpoint();
  const other = open();
  await other.fromPages['account.guest']({ endpoint: away.url, name: 'Ben' }, page);
  await away.dispose();
  await other.write('unsent');
  const first = await guest('Ada');
  const code = await codeOf(first);
  expect(await enter(other, code, true)).toEqual(refused('waiting'));
  expect(await other.device.texts()).toEqual(['unsent']);
  expect(await enter(open(), code)).toEqual({ ok: true });
});

test('a device that was signed out from another keeps its notes, and comes back by a code', async () => {
  const first = await guest('Ada');
  const second = open();
  await enter(second, await codeOf(first));
  await second.write('by the second');
  await second.fromPages['sync.now']({}, page);
  const listed = await first.fromPages['account.sessions']({}, page);
  if (!listed.ok) throw new Error(listed.code);
  const other = listed.sessions.find(({ current }) => !current);
  expect(listed.sessions).toHaveLength(2);
  expect(await first.fromPages['account.endSessions']({ session: other?.id ?? '' }, page)).toEqual({ ok: true });
  expect((await second.fromPages['sync.now']({}, page)).state).toBe('signed-out');
  expect(await second.device.texts()).toEqual(['by the second']);
  await second.write('while signed out');
  expect(await enter(second, await codeOf(first))).toEqual({ ok: true });
  await first.fromPages['sync.now']({}, page);
  expect((await first.device.texts()).toSorted()).toEqual(['by the second', 'while signed out']);
  expect(await first.fromPages['account.endSessions']({ session: null }, page)).toEqual({ ok: true });
  expect((await second.fromPages['sync.now']({}, page)).state).toBe('signed-out');
});

test('an account ends with all it has, after saying what that is', async () => {
  const first = await guest('Ada');
  await first.write('private');
  const { group } = await first.fromPages['group.create']({ name: 'Class' }, page);
  await first.fromPages['sync.now']({}, page);
  expect(await first.fromPages['account.fate']({}, page)).toEqual({
    ok: true,
    fate: {
      password: false,
      privateNotes: 1,
      groups: [{ id: group, name: 'Class', notes: 0, becomes: { of: 'removed' } }],
    },
  });
  expect(await first.fromPages['account.delete']({}, page)).toEqual({ ok: true });
  expect(await first.device.conversation()).toMatchObject({
    me: { signedIn: false },
    notes: [],
    sync: { state: 'local', endpoint: null },
  });
});

test('without an account nothing is asked', async () => {
  const { fromPages } = open();
  expect(await fromPages['account.sessions']({}, page)).toEqual(refused('signed-out'));
  expect(await fromPages['account.endSessions']({ session: null }, page)).toEqual(refused('signed-out'));
  expect(await fromPages['account.deviceCode']({}, page)).toEqual(refused('signed-out'));
  expect(await fromPages['account.delete']({}, page)).toEqual(refused('signed-out'));
});
