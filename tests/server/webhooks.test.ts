/** Webhooks: what they are told and how it is signed, that nothing is lost, who may have them, and where they may not lead. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { moderationLog } from '../../src/protocol/moderation.ts';
import { startEndpoint } from '../../src/server/endpoint.ts';
import { Learner, codeOf, deleteOp, freshId, groupOp, openEndpoint, putOp, request, roomyLimits } from './class.ts';
import type { TestEndpoint } from './class.ts';

type Heard = { headers: Record<string, unknown>; body: string };

/** Somebody else's server: answers as it is told, and keeps what it was sent. */
class Receiver {
  readonly heard: Heard[] = [];
  /** What the next requests are answered, the last one from then on. */
  answers = [204];
  readonly #server: Server;
  url = '';

  constructor() {
    this.#server = createServer((incoming, answer) => {
      let body = '';
      incoming.on('data', (part: Buffer) => (body += part.toString()));
      incoming.on('end', () => {
        this.heard.push({ headers: incoming.headers, body });
        const status = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
        answer.writeHead(status ?? 500, { location: `${this.url}elsewhere` }).end();
      });
    });
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook?k=v`;
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  events(): { type: string; annotation: Record<string, never> }[] {
    return this.heard.flatMap(({ body }) => JSON.parse(body).events);
  }
}

let time = Date.now();
let endpoint: TestEndpoint;
let ann: Learner;
const receivers: Receiver[] = [];
beforeAll(async () => {
  endpoint = await openEndpoint(
    { limits: roomyLimits(), webhookPause: 30, now: () => time },
    { webhooksMayBePrivate: true },
  );
  ann = await Learner.guest(endpoint.url, 'Ann');
});
afterEach(() => {
  for (const one of receivers.splice(0)) one.stop();
});
afterAll(() => endpoint.dispose());

const receive = async (): Promise<Receiver> => {
  const receiver = await new Receiver().start();
  receivers.push(receiver);
  return receiver;
};
const path = (group: string, rest = '') => `/sync/v1/groups/${group}/webhooks${rest}`;
const add = async (group: string, url: string) => {
  const answer = await ann.ask('POST', path(group), { url });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('secret')]);
  return JSON.parse(answer.text) as { id: string; secret: string };
};
const attemptsOf = async (hook: string): Promise<number> =>
  Number((await endpoint.database.query(`SELECT attempts FROM webhooks WHERE id = '${hook}'`))[0]?.['attempts']);
/** Until the endpoint has told it all and noted that: it is claimed by nobody then. */
const allTold = async (group: string, hook: string): Promise<void> => {
  const { storage, webhooks } = endpoint.deps;
  const head = await storage.head(group);
  await expect.poll(async () => (await webhooks.find(group, hook))?.upto).toBe(head);
};
const list = async (group: string) => JSON.parse((await ann.ask('GET', path(group))).text).webhooks;

test('notes are told as they are written, changed and deleted, each request signed', async () => {
  const group = await ann.makeGroup('Circle');
  await ann.write(group, 'from before');
  const receiver = await receive();
  const { secret } = await add(group, receiver.url);
  const note = await ann.write(group, 'new words');
  await expect.poll(() => receiver.events().length).toBe(1);
  await ann.pushOne(putOp(group, note, { text: 'changed words' }, 1));
  await expect.poll(() => receiver.events().length).toBe(2);
  await ann.pushOne(deleteOp(group, note, 2));
  await expect.poll(() => receiver.events().length).toBe(3);
  expect(receiver.events()).toMatchObject([
    {
      type: 'created',
      annotation: {
        id: `${endpoint.url}/anno/${group}/${note}`,
        creator: { name: 'Ann' },
        body: [{ value: 'new words' }],
      },
    },
    { type: 'updated', annotation: { body: [{ value: 'changed words' }] } },
    { type: 'deleted', annotation: { id: `${endpoint.url}/anno/${group}/${note}` } },
  ]);
  expect(JSON.stringify(receiver.events()[2])).not.toContain('words');
  for (const { headers, body } of receiver.heard) {
    const [, seconds = '', hex = ''] =
      /^t=(\d+),v1=([\da-f]{64})$/.exec(String(headers['commonplace-signature'])) ?? [];
    expect(hex).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(Math.abs(Number(seconds) - time / 1000)).toBeLessThan(2);
    expect(JSON.parse(body).group).toEqual({ id: `${endpoint.url}/anno/${group}/`, name: 'Circle' });
  }
  expect(new Set(receiver.heard.map(({ headers }) => headers['commonplace-delivery'])).size).toBe(3);
  // Kept nowhere that the list tells.
  expect(JSON.stringify(await list(group))).not.toContain(secret);
});

test('thanks and what is hidden are told to nobody', async () => {
  const group = await ann.makeGroup('Circle');
  const ben = await Learner.guest(endpoint.url, 'Ben');
  await ben.join(await ann.invite(group));
  const receiver = await receive();
  await add(group, receiver.url);
  const note = await ben.write(group, 'words that harm');
  await expect.poll(() => receiver.events().length).toBe(1);
  await ann.react(group, note, 'nod');
  await ann.hide(group, note);
  await expect.poll(() => receiver.events().length).toBe(2);
  expect(receiver.heard[1]?.body).not.toMatch(/words that harm|nod|the passage/);
});

test('what was not taken comes again after growing waits, in order, and a host sees why', async () => {
  const group = await ann.makeGroup();
  const receiver = await receive();
  receiver.answers = [500, 302, 204];
  const { id } = await add(group, receiver.url);
  await ann.write(group, 'first');
  await expect.poll(() => receiver.heard.length).toBe(1);
  await expect.poll(() => attemptsOf(id)).toBe(1);
  await ann.write(group, 'second');
  for (const [wait, count] of [
    [10_000, 2],
    [20_000, 3],
  ] as const) {
    time += wait - 1000;
    await new Promise((later) => setTimeout(later, 200));
    expect(receiver.heard).toHaveLength(count - 1);
    time += 1001;
    await expect.poll(() => receiver.heard.length).toBe(count);
    // The wait begins when the answer is noted.
    await expect.poll(() => attemptsOf(id)).toBe(count % 3);
  }
  expect(receiver.heard.map(({ body }) => /first.*second/s.test(body))).toEqual([false, true, true]);
  await expect
    .poll(async () => (await list(group))[0].attempts.map(({ status }: { status: number }) => status))
    .toEqual([204, 302, 500]);
  expect((await list(group))[0].disabled).toBe(null);
});

test('one that takes nothing is told nothing more, until a host says so; then nothing is missing', async () => {
  const group = await ann.makeGroup();
  const receiver = await receive();
  receiver.answers = [503];
  const { id } = await add(group, receiver.url);
  await ann.write(group, 'waiting');
  for (let attempt = 1; attempt <= 15; attempt++) {
    await expect.poll(() => receiver.heard.length).toBe(attempt);
    await expect.poll(() => attemptsOf(id)).toBe(attempt);
    time += 3_600_001;
  }
  expect((await list(group))[0].disabled).toBe('failing');
  await new Promise((later) => setTimeout(later, 200));
  expect(receiver.heard).toHaveLength(15);
  receiver.answers = [200];
  expect((await ann.ask('PUT', path(group, `/${id}`), {})).status).toBe(204);
  await expect.poll(() => receiver.heard.length).toBe(16);
  expect(receiver.heard[15]?.body).toContain('waiting');
  // 410 says that nobody is there any more.
  receiver.answers = [410];
  await ann.write(group);
  await expect.poll(async () => (await list(group))[0].disabled).toBe('gone');
});

test('of two processes over one database, one tells it', async () => {
  const config = {
    port: 0,
    host: '127.0.0.1',
    database: endpoint.database.config,
    publicUrl: null,
    secret: 's'.repeat(32),
  };
  const other = await startEndpoint(
    { ...config, proxies: [], sample: false, webhooksMayBePrivate: true },
    { webhookPause: 30, now: () => time },
  );
  const group = await ann.makeGroup();
  const receiver = await receive();
  await add(group, receiver.url);
  const notes: string[] = [];
  for (let n = 0; n < 8; n++) {
    notes.push(await ann.write(group));
    await expect.poll(() => receiver.events().length).toBeGreaterThan(n);
  }
  await new Promise((later) => setTimeout(later, 200));
  await other.stop();
  expect(receiver.events().map(({ annotation }) => String(annotation['id']).slice(-22))).toEqual(notes);
});

test('it can be tried, and removed', async () => {
  const group = await ann.makeGroup();
  const receiver = await receive();
  const { id } = await add(group, receiver.url);
  const tried = await ann.ask('POST', path(group, `/${id}/test`), {});
  expect(JSON.parse(tried.text)).toEqual({ status: 204, error: null });
  expect(JSON.parse(receiver.heard[0]?.body ?? '').events).toEqual([]);
  receiver.stop();
  time += 1;
  expect(JSON.parse((await ann.ask('POST', path(group, `/${id}/test`), {})).text)).toEqual({
    status: null,
    error: 'unreachable',
  });
  expect((await list(group))[0].attempts).toHaveLength(2);
  expect((await ann.ask('DELETE', path(group, `/${id}`), {})).status).toBe(204);
  expect(await list(group)).toEqual([]);
});

test('they are for hosts of shared groups alone, and few', async () => {
  const group = await ann.makeGroup();
  const code = await ann.invite(group);
  const [member, host, stranger] = [
    await Learner.guest(endpoint.url, 'M'),
    await Learner.guest(endpoint.url, 'H'),
    await Learner.guest(endpoint.url, 'S'),
  ];
  for (const one of [member, host]) await one.join(code);
  await ann.setRole(group, host.id, 'facilitator');
  const { id } = await add(group, 'https://example.org/hook');
  const acts = [
    ['GET', ''],
    ['POST', ''],
    ['PUT', `/${id}`],
    ['DELETE', `/${id}`],
    ['POST', `/${id}/test`],
  ] as const;
  for (const [method, rest] of acts) {
    const body = method === 'GET' ? undefined : { url: 'https://example.org/x' };
    expect((await member.ask(method, path(group, rest), body)).status).toBe(403);
    expect((await stranger.ask(method, path(group, rest), body)).status).toBe(404);
    expect((await request(endpoint.url, method, path(group, rest), body)).status).toBe(401);
  }
  expect((await host.ask('GET', path(group))).status).toBe(200);
  const other = await ann.makeGroup();
  expect((await ann.ask('DELETE', path(other, `/${id}`), {})).status).toBe(404);
  for (let n = 0; n < 4; n++) await add(group, 'https://example.org/hook');
  expect(codeOf(await ann.ask('POST', path(group), { url: 'https://example.org/hook' }))).toBe('bad_webhook');
  const mine = await ann.makeGroup('Mine', true);
  expect((await ann.ask('POST', path(mine), { url: 'https://example.org/hook' })).status).toBe(403);
});

const actsIn = async (group: string, who = ann): Promise<string[]> => {
  const answer = await who.ask('GET', `/sync/v1/groups/${group}/moderation`);
  const { acts } = v.parse(moderationLog, JSON.parse(answer.text));
  return acts.toReversed().map(({ actor, act, subject }) => `${actor} ${act} ${subject}`);
};
/** What a member's devices are told of it by sync. */
const toldTo = async (group: string, who: Learner) =>
  (await who.rows(group)).flatMap((row) => (row.kind === 'group' && !row.deleted ? [row.fields.toldTo] : []));

test.each<[string, (group: string, host: Learner) => Promise<unknown>]>([
  ['leave', (group, host) => host.leave(group)],
  ['are removed', (group, host) => ann.remove(group, host.id)],
  ['are a member only', (group, host) => ann.setRole(group, host.id, 'member')],
  ['delete their account', (_, host) => host.ask('DELETE', '/account/v1/account', {})],
])('it is paused when those who answer for it %s; another host sees why, and takes it over', async (_, goes) => {
  const group = await ann.makeGroup();
  const host = await Learner.guest(endpoint.url, 'H');
  await host.join(await ann.invite(group));
  await ann.setRole(group, host.id, 'facilitator');
  const receiver = await receive();
  const made = JSON.parse((await host.ask('POST', path(group), { url: receiver.url })).text) as { id: string };
  time += 1;
  const others = await add(group, 'https://others.example/hook');
  await ann.write(group, 'while there');
  await expect.poll(() => receiver.events().length).toBe(1);
  // What is paused before that is noted is told the same again.
  await allTold(group, made.id);
  await goes(group, host);
  await ann.write(group, 'for nobody outside');
  await new Promise((later) => setTimeout(later, 200));
  expect(receiver.events()).toHaveLength(1);
  const all = await list(group);
  expect(all).toMatchObject([
    { id: made.id, disabled: 'maker', maker: host.id },
    { id: others.id, maker: ann.id },
  ]);
  expect(all[1].disabled).not.toBe('maker');
  expect(await toldTo(group, ann)).toEqual([['others.example']]);
  expect((await ann.ask('PUT', path(group, `/${made.id}`), {})).status).toBe(204);
  await expect.poll(() => receiver.events().length).toBe(2);
  expect((await list(group))[0]).toMatchObject({ disabled: null, maker: ann.id });
  expect((await actsIn(group)).filter((act) => act.endsWith(made.id))).toEqual([
    `${host.id} webhook.add ${made.id}`,
    `${host.id} webhook.pause ${made.id}`,
    `${ann.id} webhook.resume ${made.id}`,
  ]);
});

test('what is paused while it is told something stays paused', async () => {
  const { storage, webhooks } = endpoint.deps;
  const group = await ann.makeGroup();
  const { id } = await add(group, 'https://others.example/hook');
  // Making it changes the group's record, for which the endpoint claims it.
  await allTold(group, id);
  const hook = await webhooks.find(group, id);
  if (!hook) throw new Error('no webhook');
  const claimed = time + 60_000;
  expect(await webhooks.claim(hook, claimed)).toBe(true);
  expect(await storage.transact([group], (tx) => tx.pauseWebhooks(group, ann.id))).toEqual([id]);
  await webhooks.settle({ ...hook, upto: hook.upto + 1 }, claimed);
  expect(await webhooks.find(group, id)).toMatchObject({ disabled: 'maker', upto: hook.upto });
  expect(await webhooks.due(time + 1e9, 100)).not.toContainEqual(expect.objectContaining({ id }));
});

test('every member is told by sync to which hosts notes go, and nobody but the endpoint says so', async () => {
  const group = await ann.makeGroup();
  const member = await Learner.guest(endpoint.url, 'M');
  await member.join(await ann.invite(group));
  expect(await toldTo(group, member)).toEqual([undefined]);
  const { id } = await add(group, 'https://one.example/hook?key=of-its-own');
  const { id: two } = await add(group, 'https://two.example/hook');
  expect(await toldTo(group, member)).toEqual([['one.example', 'two.example']]);
  expect((await member.pull(group)).rows.map((row) => JSON.stringify(row)).join()).not.toContain('of-its-own');
  // A host's device may say what it likes.
  const said = await ann.pushOne(groupOp(group, { toldTo: [], description: 'new' }, 3));
  expect(said.status).toBe('applied');
  expect(await toldTo(group, member)).toEqual([['one.example', 'two.example']]);
  for (const one of [id, two]) expect((await ann.ask('DELETE', path(group, `/${one}`), {})).status).toBe(204);
  expect(await toldTo(group, member)).toEqual([[]]);
  expect((await actsIn(group)).map((act) => act.split(' ')[1])).toEqual([
    'webhook.add',
    'webhook.add',
    'group.edit',
    'webhook.remove',
    'webhook.remove',
  ]);
  const fresh = freshId();
  await ann.pushOne(groupOp(fresh, { name: 'N', description: '', personal: false, toldTo: ['nobody.example'] }));
  expect(await toldTo(fresh, ann)).toEqual([undefined]);
});

test('without the operator’s word none leads into a private network, by address or by name', async () => {
  const strict = await openEndpoint();
  const bob = await Learner.guest(strict.url, 'Bob');
  const group = await bob.makeGroup();
  const receiver = await receive();
  const port = new URL(receiver.url).port;
  for (const url of [
    receiver.url,
    `https://127.0.0.1:${port}/`,
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3/',
    'https://a:b@example.org/',
    'ftp://example.org/',
    'no',
  ])
    expect([url, codeOf(await bob.ask('POST', path(group), { url }))]).toEqual([url, 'bad_webhook']);
  const made = JSON.parse((await bob.ask('POST', path(group), { url: `https://localhost:${port}/` })).text);
  expect(JSON.parse((await bob.ask('POST', path(group, `/${made.id}/test`), {})).text)).toEqual({
    status: null,
    error: 'private',
  });
  expect(receiver.heard).toEqual([]);
  await strict.dispose();
});
