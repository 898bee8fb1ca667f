/** One's own sessions over HTTP: seen, ended one by one or all others, and the end of the account with its data. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { accountFate, sessionList } from '../../src/protocol/account.ts';
import type { SessionEntry } from '../../src/protocol/account.ts';
import { session } from '../../src/protocol/sync.ts';
import { FORMER_MEMBER, deleteAccount } from '../../src/server/accounts/delete-account.ts';
import { deviceOf, fromText, toText } from '../../src/server/accounts/device-name.ts';
import { StorageError } from '../../src/server/storage/storage.ts';
import { Learner, codeOf, fields, freshId, openEndpoint, putOp, request } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { LiveClient } from './live-client.ts';
import { postInTwo } from './raw-socket.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const password = 'a long password';
const SESSIONS = '/account/v1/sessions';
const ACCOUNT = '/account/v1/account';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
let count = 0;

/** An account that is signed in on so many devices. */
async function onDevices(number: number): Promise<[Learner, ...Learner[]]> {
  const first = await Learner.guest(endpoint.url, 'Ann');
  const email = `sessions${count++}@example.org`;
  await first.ask('POST', '/account/v1/sign-up', { name: 'Ann', email, password });
  const others: Learner[] = [];
  for (let n = 1; n < number; n++) {
    const response = await fetch(`${endpoint.url}/account/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': FIREFOX },
      body: JSON.stringify({ email, password }),
    });
    others.push(new Learner(endpoint.url, v.parse(session, await response.json())));
  }
  return [first, ...others];
}

/** Posts something of which the end comes when the account or the session is over, although it was let in before. */
async function postOver(
  { url, session: { token } }: Learner,
  path: string,
  body: unknown,
  end: () => Promise<unknown>,
) {
  const asked = vi.spyOn(endpoint.deps.accounts, 'whoIs');
  const status = await postInTwo(`${url}${path}`, { token, body }, async () => {
    await expect.poll(() => asked).toHaveBeenCalledWith(token);
    await end();
  });
  asked.mockRestore();
  return status;
}
async function sessionsOf(learner: Learner): Promise<SessionEntry[]> {
  return v.parse(sessionList, JSON.parse((await learner.ask('GET', SESSIONS)).text)).sessions;
}
const isIn = async (learner: Learner): Promise<boolean> =>
  (await learner.ask('GET', '/sync/v1/session')).status === 200;
async function idOf(learner: Learner): Promise<string> {
  return (await sessionsOf(learner)).find((one) => one.current)?.id ?? '';
}

describe('sessions', () => {
  test('are listed with the device in plain words and no token, the newest first', async () => {
    const [first, second] = await onDevices(2);
    const listed = await sessionsOf(first);
    expect(listed.map(({ device, current }) => ({ device, current }))).toEqual([
      { device: { browser: 'Firefox', system: 'Windows' }, current: false },
      { device: { browser: null, system: null }, current: true },
    ]);
    const { text } = await first.ask('GET', SESSIONS);
    for (const { session: opened } of [first, second ?? first]) expect(text).not.toContain(opened.token);
    const kept = await endpoint.database.query('SELECT * FROM account_session');
    expect(JSON.stringify(kept)).not.toContain('Gecko');
  });

  test('one is ended at once, with what it opened; the others stay', async () => {
    const [first, second, third] = await onDevices(3);
    if (!second || !third) throw new Error('three devices were asked for');
    const live = await LiveClient.open(endpoint.url, second.session.token);
    await live.hears('welcome');
    const ended = await first.ask('DELETE', `${SESSIONS}/${await idOf(second)}`);
    expect(ended.status).toBe(204);
    expect((await live.closed).code).toBe(4401);
    expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([true, false, true]);
    expect((await first.ask('DELETE', `${SESSIONS}/${freshId()}`)).status).toBe(404);
  });

  test('all others are ended by one request', async () => {
    const [first, second, third] = await onDevices(3);
    if (!second || !third) throw new Error('three devices were asked for');
    const live = await LiveClient.open(endpoint.url, third.session.token);
    await live.hears('welcome');
    expect((await first.ask('DELETE', SESSIONS)).status).toBe(204);
    expect((await live.closed).code).toBe(4401);
    expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([true, false, false]);
    expect(await sessionsOf(first)).toHaveLength(1);
  });

  test('however many were opened, all others are listed and ended', async () => {
    const [ann] = await onDevices(1);
    const { accounts } = endpoint.deps;
    let newest = ann.session.token;
    // More than the account library looks at by itself.
    for (let n = 0; n < 110; n++) {
      const { code } = await accounts.issueCode(ann.session.token);
      newest = (await accounts.signInByCode(code)).token;
    }
    expect(await sessionsOf(ann)).toHaveLength(111);
    expect((await ann.ask('DELETE', SESSIONS)).status).toBe(204);
    expect(await sessionsOf(ann)).toHaveLength(1);
    expect((await request(endpoint.url, 'GET', SESSIONS, undefined, newest)).status).toBe(401);
  });

  test('of another account are not there, and not ended', async () => {
    const [[ann], [eve]] = [await onDevices(1), await onDevices(1)];
    const target = await idOf(ann);
    const answer = await eve.ask('DELETE', `${SESSIONS}/${target}`);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    await eve.ask('DELETE', SESSIONS);
    expect(await isIn(ann)).toBe(true);
    expect((await sessionsOf(eve)).map(({ id }) => id)).not.toContain(target);
  });

  test('what was begun before the end and comes after it is not done', async () => {
    const [first, second] = await onDevices(2);
    if (!second) throw new Error('two devices were asked for');
    const group = await first.makeGroup();
    const push = { epoch: null, ops: [putOp(group, freshId(), fields())] };
    expect(await postOver(second, '/sync/v1/push', push, () => first.ask('DELETE', SESSIONS))).toBe(401);
    expect((await first.rows(group)).filter(({ kind }) => kind === 'annotation')).toEqual([]);
    expect(await postOver(first, '/sync/v1/push', push, async () => {})).toBe(200);
  });

  test('nothing of it without a session, and nothing is done', async () => {
    const [ann] = await onDevices(1);
    const asked: [string, string, unknown?][] = [
      ['GET', SESSIONS],
      ['DELETE', SESSIONS],
      ['DELETE', `${SESSIONS}/${await idOf(ann)}`],
      ['POST', '/account/v1/device-code', {}],
      ['GET', ACCOUNT],
      ['DELETE', ACCOUNT, { password }],
    ];
    for (const token of [undefined, 'x'.repeat(32)]) {
      for (const [method, path, body] of asked) {
        expect([path, (await request(endpoint.url, method, path, body, token)).status]).toEqual([path, 401]);
      }
    }
    expect(await isIn(ann)).toBe(true);
  });
});

test('a session that was not used for 400 days is over, by the clock of the endpoint', async () => {
  let now = Date.now();
  const clock = await openEndpoint({ now: () => now });
  const ann = await Learner.guest(clock.url, 'Ann');
  now += 399 * 24 * 3600 * 1000;
  expect(await isIn(ann)).toBe(true);
  now += 399 * 24 * 3600 * 1000;
  expect(await isIn(ann)).toBe(true);
  now += 401 * 24 * 3600 * 1000;
  expect(await isIn(ann)).toBe(false);
  await clock.dispose();
});

describe('the end of an account', () => {
  test('is told before it comes, group by group', async () => {
    const [ann] = await onDevices(1);
    const [ben, cat] = [await Learner.guest(endpoint.url, 'Ben'), await Learner.guest(endpoint.url, 'Cat')];
    const group = await ann.makeGroup('Owned');
    const alone = await ann.makeGroup('Alone');
    const personal = await ann.makeGroup('Only me', true);
    await ann.write(personal);
    for (const one of [ben, cat]) await one.join(await ann.invite(group));
    await ann.setRole(group, cat.id, 'facilitator');
    await ann.write(group);
    const theirs = await ben.makeGroup('Theirs');
    await ann.join(await ben.invite(theirs));
    const left = await ben.makeGroup('Left');
    await ann.join(await ben.invite(left));
    await ann.write(left);
    await ann.leave(left);
    const fate = v.parse(accountFate, JSON.parse((await ann.ask('GET', ACCOUNT)).text));
    expect({ password: fate.password, privateNotes: fate.privateNotes }).toEqual({ password: true, privateNotes: 1 });
    expect(Object.fromEntries(fate.groups.map(({ id, ...rest }) => [id, rest]))).toEqual({
      [group]: { name: 'Owned', notes: 1, becomes: { of: 'handed-on', to: 'Cat' } },
      [alone]: { name: 'Alone', notes: 0, becomes: { of: 'removed' } },
      [theirs]: { name: 'Theirs', notes: 0, becomes: { of: 'stays' } },
      [left]: { name: null, notes: 1, becomes: { of: 'stays' } },
    });

    // And it does as it was told.
    const heard = await LiveClient.open(endpoint.url, cat.session.token);
    await heard.hears('welcome');
    expect((await ann.ask('DELETE', ACCOUNT, { password })).status).toBe(204);
    await heard.hears('groups');
    heard.close();
    expect(await isIn(ann)).toBe(false);
    const rows = await cat.rows(group);
    expect(rows.filter((row) => row.author === ann.id && row.kind === 'annotation')).toMatchObject([{ deleted: true }]);
    const places = rows.flatMap((row) => (row.kind === 'membership' && !row.deleted ? [row.fields] : []));
    expect(places.map(({ name, role, status }) => `${name} ${role} ${status}`).toSorted()).toEqual([
      'Ben member active',
      'Cat owner active',
      `${FORMER_MEMBER} member left`,
    ]);
    expect((await ben.rows(left)).filter((row) => row.kind === 'annotation')).toMatchObject([{ deleted: true }]);
    const kept = await endpoint.database.query('SELECT group_id FROM groups');
    const groups = kept.map((one) => one['group_id']);
    expect([groups.includes(alone), groups.includes(personal), groups.includes(group)]).toEqual([false, false, true]);
  });

  test('needs the password where there is one, and is refused without', async () => {
    const [ann] = await onDevices(1);
    for (const body of [{}, { password: 'a wrong password' }, { password: '' }]) {
      const answer = await ann.ask('DELETE', ACCOUNT, body);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'wrong_password']);
    }
    expect(await isIn(ann)).toBe(true);
    let slowed = 0;
    for (let n = 0; n < 9; n++) {
      if ((await ann.ask('DELETE', ACCOUNT, { password: `guess ${n}` })).status === 429) slowed++;
    }
    expect(slowed).toBeGreaterThan(0);
    expect(await isIn(ann)).toBe(true);
  });

  test('takes along what another process, which did not know yet, lets in meanwhile', async () => {
    const [[ann], ben] = [await onDevices(1), await Learner.guest(endpoint.url, 'Ben')];
    const [group, late] = [await ben.makeGroup(), await ben.makeGroup()];
    const code = await ben.invite(late);
    await ann.join(await ben.invite(group));
    const { storage, administration } = endpoint.deps;
    const direct = await administration();
    let alone = '';
    // Each step comes after something that they could do until then.
    const writes = () => ann.pushOne(putOp(group, freshId(), fields()));
    const { changes } = await deleteAccount(
      {
        storage: { ...storage, transact: (groups, work) => writes().then(() => storage.transact(groups, work)) },
        administration: {
          ...direct,
          removeUser: async (user) => {
            await ann.join(code);
            await ann.write(late);
            alone = await ann.makeGroup();
            return direct.removeUser(user);
          },
        },
      },
      ann.id,
    );
    for (const one of [group, late]) {
      const theirs = (await ben.rows(one)).filter(({ author }) => author === ann.id);
      expect(theirs.map((row) => (row.deleted ? null : row.fields)).toSorted()).toMatchObject([
        { name: FORMER_MEMBER, status: 'left' },
        null,
      ]);
      expect(changes.filter((change) => change.group === one).length).toBeGreaterThan(0);
    }
    const kept = await endpoint.database.query('SELECT group_id FROM groups');
    expect(kept.map((one) => one['group_id'])).not.toContain(alone);
  });

  test('an account that another process has deleted comes into no group any more, though its session is remembered here', async () => {
    const [ann, ben] = [await Learner.guest(endpoint.url, 'Ann'), await Learner.guest(endpoint.url, 'Ben')];
    const [group, late] = [await ben.makeGroup(), await ben.makeGroup()];
    const codes = [await ben.invite(group), await ben.invite(late)];
    await ann.join(codes[0] ?? '');
    const { storage, administration } = endpoint.deps;
    await deleteAccount({ storage, administration: await administration() }, ann.id);
    expect(await isIn(ann)).toBe(true);
    for (const code of codes) {
      const answer = await ann.ask('POST', '/sync/v1/join', { code, name: 'Ann' });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthorised']);
    }
    await expect(ann.makeGroup()).rejects.toThrow('401');
    expect((await ann.pushOne(putOp(group, freshId(), fields()))).status).toBe('forbidden');
    const places = await endpoint.database.query(`SELECT status FROM memberships WHERE member = '${ann.id}'`);
    expect(places.map(({ status }) => status)).toEqual(['left']);
  });

  test('that was cut off is asked for again by the device that asked: a guest has no other way back', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const { code } = await endpoint.deps.accounts.issueCode(ann.session.token);
    const other = new Learner(endpoint.url, await endpoint.deps.accounts.signInByCode(code));
    const ben = await Learner.guest(endpoint.url, 'Ben');
    const group = await ann.makeGroup();
    await ben.join(await ann.invite(group));
    const cut = vi.spyOn(endpoint.deps.storage, 'transact').mockRejectedValueOnce(new StorageError('busy', null));
    expect((await ann.ask('DELETE', ACCOUNT, {})).status).toBe(503);
    expect(await isIn(other)).toBe(false);
    expect((await ann.ask('DELETE', ACCOUNT, {})).status).toBe(204);
    cut.mockRestore();
    expect(await isIn(ann)).toBe(false);
    expect(JSON.stringify(await ben.rows(group))).toContain(FORMER_MEMBER);
  });

  test('a guest needs none, and every device of theirs is out, with nothing left to write', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const personal = await ann.makeGroup('Only me', true);
    const live = await LiveClient.open(endpoint.url, ann.session.token);
    await live.hears('welcome');
    expect((await ann.ask('DELETE', ACCOUNT, {})).status).toBe(204);
    expect((await live.closed).code).toBe(4401);
    const push = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops: [putOp(personal, freshId(), fields())] });
    expect(push.status).toBe(401);
    const users = await endpoint.database.query('SELECT id FROM account_user');
    expect(users.map((one) => one['id'])).not.toContain(ann.id);
  });
});

test('browsers and systems are named as people call them, and the unknown is nothing', () => {
  const named = (userAgent: string) => deviceOf(userAgent);
  expect(named(FIREFOX)).toEqual({ browser: 'Firefox', system: 'Windows' });
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  expect(named(chrome)).toEqual({ browser: 'Chrome', system: 'Linux' });
  expect(named(`${chrome} Edg/140.0.0.0`)).toEqual({ browser: 'Edge', system: 'Linux' });
  expect(named(chrome.replace('X11; Linux x86_64', 'Linux; Android 15'))).toMatchObject({ system: 'Android' });
  expect(named(chrome.replace('X11; Linux x86_64', 'X11; CrOS x86_64'))).toMatchObject({ system: 'ChromeOS' });
  expect(named('<script>alert(1)</script>')).toEqual({ browser: null, system: null });
  expect(fromText(toText(named(FIREFOX)))).toEqual(named(FIREFOX));
  for (const text of [undefined, '', '<b>/<i>', 'node'])
    expect(fromText(text)).toEqual({ browser: null, system: null });
});
