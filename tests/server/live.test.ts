/** The live feed over real WebSockets: who hears what, and when a connection ends. */
import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { user } from '../../src/server/admin/user.ts';
import { LiveSocket } from '../../src/server/live/socket.ts';
import { operate } from './admin/operate.ts';
import { Learner, fields, freshId, openEndpoint, putOp, request } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { LiveClient } from './live-client.ts';
import { handshake, neverReads, textFrame } from './raw-socket.ts';

let endpoint: TestEndpoint;
let ann: Learner;
let ben: Learner;
let group: string;

beforeAll(async () => {
  endpoint = await openEndpoint();
  ann = await Learner.guest(endpoint.url, 'Ann');
  ben = await Learner.guest(endpoint.url, 'Ben');
  group = await ann.makeGroup();
  await ben.join(await ann.invite(group));
});
afterAll(() => endpoint.dispose());

const open = (who: Learner): Promise<LiveClient> => LiveClient.open(endpoint.url, who.session.token);

describe('what is heard', () => {
  test('a member hears a note as the rows exactly after the head it was welcomed with', async () => {
    const socket = await open(ben);
    const { heads } = await socket.hears('welcome');
    const id = await ann.write(group, 'hello Ben');
    const rows = await socket.hears('rows');
    expect(rows.after).toBe(heads.find((one) => one.group === group)?.head);
    expect(rows.rows.map((row) => row.id)).toEqual([id]);
    expect(rows.cursor).toBe((await ben.pull(group)).cursor);
    expect(rows.rows).toEqual((await ben.pull(group, rows.after)).rows);
    socket.close();
  });

  test('an outsider, and a member who was removed or left, hear nothing of it', async () => {
    const eve = await Learner.guest(endpoint.url, 'Eve');
    const [removed, left] = [await Learner.guest(endpoint.url, 'Rem'), await Learner.guest(endpoint.url, 'Lea')];
    const code = await ann.invite(group);
    await removed.join(code);
    await left.join(code);
    const sockets = [await open(eve), await open(left)];
    const ended = await open(removed);
    await left.leave(group);
    await ann.remove(group, removed.id);
    // Told first, so that a client that can hear it need not wait before it asks.
    await ended.hears('groups');
    expect(await ended.closed).toEqual({ code: 4403, reason: 'no longer a member: connect again' });
    const again = await open(removed);
    expect((await again.hears('welcome')).heads).toEqual([]);
    sockets.push(again);
    const witness = await open(ben);
    await ann.write(group, 'a secret');
    await witness.hears('rows');
    expect(JSON.stringify(ended.heard)).not.toContain('a secret');
    for (const socket of [...sockets, witness]) socket.say({ type: 'ping' });
    for (const socket of sockets) {
      await socket.hears('pong');
      expect(JSON.stringify(socket.heard)).not.toContain('a secret');
    }
    for (const socket of [...sockets, witness]) socket.close();
  });

  test('joining, leaving and making a group tell one’s own devices to ask for the session', async () => {
    const cat = await Learner.guest(endpoint.url, 'Cat');
    const joining = await open(cat);
    await cat.join(await ann.invite(group));
    await joining.hears('groups');
    const leaving = await open(cat);
    await cat.leave(group);
    await leaving.hears('groups');
    const making = await open(cat);
    await cat.makeGroup();
    await making.hears('groups');
    for (const socket of [joining, leaving, making]) socket.close();
  });

  test('a change too big to send is hinted at', async () => {
    const socket = await open(ben);
    const text = 'x'.repeat(45_000);
    await ann.push(...Array.from({ length: 7 }, () => putOp(group, freshId(), fields({ text }))));
    const hint = await socket.hears('hint');
    expect((await ben.pull(group, hint.head - 1)).rows).toHaveLength(1);
    expect((await ben.pull(group, hint.head)).rows).toHaveLength(0);
    expect(socket.heard.some((one) => one.type === 'rows')).toBe(false);
    socket.close();
  });

  test('a heartbeat is answered', async () => {
    const socket = await open(ben);
    socket.say({ type: 'ping' });
    await socket.hears('pong');
    socket.close();
  });
});

describe('how a connection ends', () => {
  const unwelcome: [string, unknown, number, string][] = [
    ['a token of no session', { type: 'hello', protocol: 1, token: 'x'.repeat(32) }, 4401, 'unauthorised'],
    [
      'a token that is no header value',
      { type: 'hello', protocol: 1, token: 'x\n\u0000é'.repeat(8) },
      4401,
      'unauthorised',
    ],
    ['an older protocol', { type: 'hello', protocol: 0, token: 'x'.repeat(32) }, 4426, 'upgrade_needed'],
    ['no JSON', 'hello', 4400, 'bad_request'],
    ['an unknown message', { type: 'shout' }, 4400, 'bad_request'],
  ];
  test.each(unwelcome)('%s', async (_name, message, code, error) => {
    const socket = new LiveClient(endpoint.url);
    await socket.opened();
    socket.say(message);
    expect(await socket.hears('error')).toMatchObject({ code: error });
    expect((await socket.closed).code).toBe(code);
  });

  test('a message longer than any of ours', async () => {
    const socket = new LiveClient(endpoint.url);
    await socket.opened();
    socket.say({ type: 'hello', protocol: 1, token: 'x'.repeat(5000) });
    expect((await socket.closed).code).toBe(1009);
  });

  test('no hello in time, and silence after it', async () => {
    const quick = await openEndpoint({ liveTimes: { hello: 150, idle: 300 } });
    const mute = new LiveClient(quick.url);
    await mute.opened();
    const silent = await LiveClient.open(quick.url, (await Learner.guest(quick.url, 'Ann')).session.token);
    expect((await mute.closed).code).toBe(4408);
    expect((await silent.closed).code).toBe(4408);
    await quick.dispose();
  });

  test('a hello in time is enough, however long the endpoint takes to find out who it is', async () => {
    const { hub, accounts } = endpoint.deps;
    const slow = { ...accounts, whoIs: () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 200)) };
    const report = (error: unknown) => expect.fail(String(error));
    const deps = { hub, accounts: slow, report, liveTimes: { hello: 20, idle: 20 } };
    const closed = await new Promise((close) => {
      const events = new EventEmitter();
      const ws = Object.assign(events, {
        readyState: 1,
        bufferedAmount: 0,
        close,
        send: () => {},
        terminate: () => {},
      });
      new LiveSocket(ws, { write: () => true }, deps).listen();
      events.emit('message', Buffer.from(JSON.stringify({ type: 'hello', protocol: 1, token: 'x'.repeat(32) })), false);
    });
    // Refused as unknown, not for having been silent.
    expect(closed).toBe(4401);
  });

  test('pings alone do not keep a connection that never said hello', async () => {
    const quick = await openEndpoint({ liveTimes: { hello: 150, idle: 10_000 } });
    const socket = new LiveClient(quick.url);
    await socket.opened();
    const timer = setInterval(() => socket.say({ type: 'ping' }), 50);
    expect((await socket.closed).code).toBe(4408);
    clearInterval(timer);
    await quick.dispose();
  });

  test('signing out ends what that session opened, and nothing else', async () => {
    const dan = await Learner.guest(endpoint.url, 'Dan');
    await dan.ask('POST', '/account/v1/sign-up', {
      name: 'Dan',
      email: 'dan@example.org',
      password: 'a long password',
    });
    const signIn = { email: 'dan@example.org', password: 'a long password' };
    const answer = await request(endpoint.url, 'POST', '/account/v1/sign-in', signIn);
    const other = new Learner(endpoint.url, JSON.parse(answer.text));
    const [ending, staying] = [await open(dan), await open(other)];
    await dan.ask('POST', '/account/v1/sign-out', {});
    expect(await ending.hears('error')).toMatchObject({ code: 'unauthorised' });
    expect((await ending.closed).code).toBe(4401);
    const made = await other.makeGroup();
    await other.write(made);
    await staying.hears('rows');
    expect(ending.heard.some((one) => one.type === 'rows')).toBe(false);
    staying.close();
  });

  test('a session that was ended by the operator, at the next ping', async () => {
    const gus = await Learner.guest(endpoint.url, 'Gus');
    const socket = await open(gus);
    await operate(endpoint.database.url, user, 'revoke-sessions', gus.id);
    // What the endpoint remembers of a session it forgets by itself.
    const pinging = setInterval(() => socket.say({ type: 'ping' }), 200);
    expect((await socket.closed).code).toBe(4401);
    clearInterval(pinging);
  });

  test('the endpoint stops', async () => {
    const stopping = await openEndpoint();
    const socket = await LiveClient.open(stopping.url, (await Learner.guest(stopping.url, 'Ann')).session.token);
    const waiting = new LiveClient(stopping.url);
    await waiting.opened();
    await stopping.dispose();
    expect((await socket.closed).code).toBe(1001);
    expect((await waiting.closed).code).toBe(1001);
  });

  test('a device that does not read is dropped, and the others go on', async () => {
    const slow = await neverReads(endpoint.url, ben.session.token);
    const socket = await open(ben);
    const text = 'x'.repeat(45_000);
    const heads: number[] = [];
    const dropped = new AbortController();
    slow.on('close', () => dropped.abort());
    for (let round = 0; round < 120 && !dropped.signal.aborted; round++) {
      await ann.push(...Array.from({ length: 5 }, () => putOp(group, freshId(), fields({ text }))));
      heads.push(round);
      // The drop is a reset, which a paused socket only sees when it writes.
      slow.write(textFrame('{"type":"ping"}'));
    }
    expect(dropped.signal.aborted).toBe(true);
    expect(socket.heard.filter((one) => one.type === 'rows').length).toBeGreaterThan(heads.length - 3);
    socket.close();
  });
});

describe('from where a browser may connect', () => {
  const origins: [string | undefined, number][] = [
    [undefined, 101],
    ['chrome-extension://abcdefghijklmnopabcdefghijklmnop', 101],
    ['moz-extension://1b2c3d4e-0000-4000-8000-123456789abc', 101],
    ['own', 101],
    ['https://evil.example', 403],
    ['null', 403],
    ['https://chrome-extension.example', 403],
  ];
  test.each(origins)('origin %s is answered %i', async (origin, status) => {
    const headers = origin === undefined ? {} : { Origin: origin === 'own' ? endpoint.url : origin };
    expect((await handshake(endpoint.url, headers)).status).toBe(status);
  });
});
