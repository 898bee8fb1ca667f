/** Extension and endpoint of different versions: they say plainly when they cannot talk. While they can is fault F28 (tests/faults). */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { agree, type Spoken } from '../../src/protocol/versions.ts';
import { LiveClient } from '../server/live-client.ts';
import { Learner, fields, freshId, openEndpoint, putOp, type TestEndpoint } from '../server/class.ts';
import { Device } from './device.ts';

const V1: Spoken = { oldest: 1, newest: 1 };
const V2: Spoken = { oldest: 2, newest: 2 };

const endpoints = new Map<Spoken, TestEndpoint>();
beforeAll(async () => {
  for (const speaks of [V1, V2]) endpoints.set(speaks, await openEndpoint({ speaks }));
});
afterAll(() => Promise.all(Array.from(endpoints.values(), (endpoint) => endpoint.dispose())));
const urlOf = (speaks: Spoken): string => endpoints.get(speaks)?.url ?? '';

async function device(client: Spoken, endpoint: Spoken): Promise<Device> {
  const made = await new Device({ speaks: client }).signInAsGuest(urlOf(endpoint), 'Ada');
  onTestFinished(() => made.syncer.stop());
  await made.write('one', await made.personal());
  await made.syncer.run();
  return made;
}

test.each([
  ['too old for its endpoint', V1, V2, 'outdated'],
  ['too new for its endpoint', V2, V1, 'endpoint-outdated'],
] as const)(
  'an extension %s: it is said, notes wait, and go out once both can talk',
  async (_, client, endpoint, state) => {
    expect(agree(client, endpoint).ok).toBe(false);
    const a = await device(client, endpoint);
    await a.write('two', await a.personal());
    await a.syncer.wrote();
    const { sync, notes } = await a.conversation();
    expect(sync).toMatchObject({ state, waiting: 2, refused: 0 });
    expect(notes.map(({ send }) => send.state)).toEqual(['waiting', 'waiting']);
    a.syncer.stop();
    await a.newSyncer({ speaks: endpoint }).run();
    expect((await a.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0 });
    await a.shows('one', 'two');
  },
);

test('an endpoint of before gives whole answers and does not say how much it takes', async () => {
  const answers: unknown[] = [];
  const before: typeof fetch = async (input, init) => {
    const isPush = new URL(input instanceof Request ? input.url : input).pathname.endsWith('/push');
    if (!isPush) return fetch(input, init);
    const { brief, ...request } = JSON.parse(await new Response(init?.body ?? null).text()) as Record<string, unknown>;
    expect(brief).toBe(true);
    const answer = await fetch(input, { ...init, body: JSON.stringify(request) });
    const { takes: _, ...known } = (await answer.json()) as { takes: number };
    answers.push(known);
    return new Response(JSON.stringify(known), answer);
  };
  const a = await new Device({ fetch: before }).signInAsGuest(urlOf(V1), 'Ada');
  onTestFinished(() => a.syncer.stop());
  const texts = Array.from({ length: 25 }, (_, at) => `note ${at}`);
  for (const text of texts) await a.write(text, await a.personal());
  await a.syncer.run();
  expect(JSON.stringify(answers)).not.toContain('taken');
  expect((await a.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
  const other = await new Device().copyAccount(a);
  onTestFinished(() => other.syncer.stop());
  await other.syncer.run();
  await other.shows(...texts);
});

test('the live connection is refused in the same words', async () => {
  for (const [speaks, protocol, code] of [
    [V2, 1, 'upgrade_needed'],
    [V1, 2, 'endpoint_outdated'],
  ] as const) {
    const socket = new LiveClient(urlOf(speaks));
    await socket.opened();
    socket.say({ type: 'hello', protocol, token: 'x'.repeat(32) });
    expect(await socket.hears('error')).toMatchObject({ code });
    expect((await socket.closed).code).toBe(4426);
  }
});

test('a range that is none is refused; none at all is the first version', async () => {
  const ann = await Learner.guest(urlOf(V1), 'Ann');
  expect((await ann.ask('GET', '/sync/v1/session?speaks=all')).status).toBe(400);
  expect((await ann.ask('GET', '/sync/v1/session')).status).toBe(200);
  const old = await Learner.guest(urlOf(V2), 'Old');
  expect((await old.ask('GET', '/sync/v1/session')).status).toBe(426);
});

test('fields that only a newer version knows survive an edit by an older one, at the endpoint and on devices', async () => {
  const a = await device(V1, V1);
  const group = await a.personal();
  const { token, user } = await a.db.meta.get('identity').then((one) => {
    if (one?.key !== 'identity') throw new Error('nobody');
    return { token: one.token ?? '', user: { id: one.user, name: 'Ada', email: null } };
  });
  const newer = new Learner(urlOf(V1), { token, user });
  const id = freshId();
  const target = { ...fields().target, mood: { of: 'target' } };
  const sent = { ...fields({ text: 'new words' }), target, mood: ['glad', 1], colour: null };
  expect((await newer.pushOne(putOp(group, id, sent))).status).toBe('applied');
  await a.shows('one', 'new words');
  await a.edit(id, 'edited by an older one', ['t']);
  await a.syncer.wrote();
  const row = (await newer.rows(group)).find((one) => one.id === id);
  expect(row).toMatchObject({ fields: { ...sent, text: 'edited by an older one', tags: ['t'] } });
  const held = await a.db.annotations.get(id);
  expect(held?.row).toMatchObject({ fields: { mood: ['glad', 1], colour: null, target: { mood: { of: 'target' } } } });
});
