/** The socket of the API of Hypothesis: it tells its user's tool what it asked for, what its user may read, and not what it did itself. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, roomyLimits } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { Tool, URI } from './tool.ts';

let endpoint: TestEndpoint;
let ada: Learner;
let bob: Learner;
let tool: Tool;
let group: string;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  ada = await Learner.guest(endpoint.url, 'Ada');
  bob = await Learner.guest(endpoint.url, 'Bob');
  group = await ada.makeGroup();
  await bob.join(await ada.invite(group));
  tool = await Tool.of(ada);
});
afterAll(() => endpoint.dispose());

const heardMessage = v.looseObject({
  type: v.string(),
  options: v.optional(v.object({ action: v.string() })),
  payload: v.optional(v.array(v.looseObject({ id: v.string(), text: v.optional(v.string()) }))),
});

class Socket {
  readonly heard: v.InferOutput<typeof heardMessage>[] = [];
  readonly #socket: WebSocket;
  readonly closed: Promise<number>;

  constructor(token: string) {
    const links = new URL('/api/ws', endpoint.url.replace('http', 'ws'));
    this.#socket = new WebSocket(`${links.href}?access_token=${token}`);
    this.#socket.addEventListener('message', (event: MessageEvent<string>) => {
      this.heard.push(v.parse(heardMessage, JSON.parse(event.data)));
    });
    this.closed = new Promise((resolve) => this.#socket.addEventListener('close', ({ code }) => resolve(code)));
  }

  static async open(
    token = tool.token,
    filter: object | null = {
      match_policy: 'include_any',
      clauses: [{ field: '/uri', operator: 'one_of', value: [URI] }],
    },
  ) {
    const socket = new Socket(token);
    await new Promise((resolve) => socket.#socket.addEventListener('open', resolve));
    socket.say({ messageType: 'client_id', value: 'client-1' });
    if (filter) socket.say({ filter: { ...filter, actions: { create: true, update: true, delete: true } } });
    await socket.answers();
    return socket;
  }

  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits until what was said before has been heard. */
  async answers(): Promise<void> {
    const id = Math.random();
    this.say({ type: 'ping', id });
    await vi.waitFor(
      () => expect(this.heard).toContainEqual(expect.objectContaining({ type: 'pong', reply_to: id })),
      10_000,
    );
  }

  /** What it told, as action and text or id. */
  told(): string[] {
    return this.heard.flatMap(({ options, payload = [] }) =>
      payload.map((note) => `${options?.action} ${note.text ?? note.id}`),
    );
  }

  async tells(...expected: string[]): Promise<void> {
    await vi.waitFor(() => expect(this.told()).toEqual(expected), 10_000);
  }

  close(): void {
    this.#socket.close();
  }
}

test('it answers who its user is, and that it is there', async () => {
  const socket = await Socket.open();
  socket.say({ type: 'whoami', id: 7 });
  await vi.waitFor(() =>
    expect(socket.heard).toContainEqual({ type: 'whoyouare', ok: true, reply_to: 7, userid: tool.user }),
  );
  socket.close();
});

test('it tells what devices and tools of others write, change and delete on the document', async () => {
  const socket = await Socket.open();
  const bobs = await Tool.of(bob);
  const id = freshId();
  await bob.push(putOp(group, id, fields({ text: 'one' })));
  await socket.tells('create one');
  await bob.push(putOp(group, id, { text: 'two' }, 1));
  await bobs.share(group, { text: 'by a tool' });
  await bob.push(
    putOp(
      group,
      freshId(),
      fields({
        text: 'elsewhere',
        target: { ...fields().target, keys: ['//other.example/'], source: 'https://other.example/' },
      }),
    ),
  );
  await bob.push(deleteOp(group, id, 2));
  await socket.tells('create one', 'update two', 'create by a tool', `delete ${id}`);
  socket.close();
});

test('it tells nothing before it is told what for, and nothing of what its own client did', async () => {
  const [silent, own, other] = [await Socket.open(tool.token, null), await Socket.open(), await Socket.open()];
  other.say({ messageType: 'client_id', value: 'client-2' });
  await other.answers();
  const body = { uri: URI, text: 'mine', group, permissions: { read: [`group:${group}`] } };
  const headers = { authorization: `Bearer ${tool.token}`, 'x-client-id': 'client-1' };
  await fetch(`${endpoint.url}/api/annotations`, { method: 'POST', headers, body: JSON.stringify(body) });
  await other.tells('create mine');
  await bob.write(group, 'not mine');
  await own.tells('create not mine');
  expect(silent.told()).toEqual([]);
  for (const socket of [silent, own, other]) socket.close();
});

test('filters by group, id and what is answered', async () => {
  const asked = await bob.write(group, 'asked');
  const [byGroup, byReference, ofNone] = [
    await Socket.open(tool.token, { clauses: [{ field: '/group', operator: 'equals', value: group }] }),
    await Socket.open(tool.token, {
      match_policy: 'include_all',
      clauses: [
        { field: '/references', operator: 'one_of', value: [asked] },
        { field: '/group', operator: 'equals', value: group },
      ],
    }),
    await Socket.open(tool.token, { clauses: [{ field: '/nothing', operator: 'equals', value: 'x' }] }),
  ];
  await bob.push(putOp(group, freshId(), fields({ text: 'answer', kind: 'reply', parent: asked })));
  await bob.write(group, 'beside');
  await byGroup.tells('create answer', 'create beside');
  await byReference.tells('create answer');
  expect(ofNone.told()).toEqual([]);
  for (const socket of [byGroup, byReference, ofNone]) socket.close();
});

test('it tells nobody of what is not theirs to read', async () => {
  const eve = await Tool.of(await Learner.guest(endpoint.url, 'Eve'));
  const [hers, ours] = [await Socket.open(eve.token, { clauses: [] }), await Socket.open(tool.token, { clauses: [] })];
  const bobs = await Tool.of(bob);
  await bobs.make({ text: 'private' });
  await bob.write(group, 'shared');
  await ours.tells('create shared');
  const id = await bob.write(group, 'to be removed');
  await ada.react(group, id, 'nod');
  await bob.push(deleteOp(group, id));
  await ours.tells('create shared', 'create to be removed', `delete ${id}`);
  await hers.answers();
  expect(hers.told()).toEqual([]);
  hers.close();
  ours.close();
});

test('however many listen, what they hear of is read once, and who is out of the group by then hears nothing', async () => {
  const shared = await ada.makeGroup('Shared');
  const cleo = await Learner.guest(endpoint.url, 'Cleo');
  for (const one of [bob, cleo]) await one.join(await ada.invite(shared));
  const [bobs, cleos] = [await Tool.of(bob), await Tool.of(cleo)];
  const clauses = [{ field: '/group', operator: 'equals', value: shared }];
  const all = await Promise.all([tool, tool, bobs, bobs, cleos].map((one) => Socket.open(one.token, { clauses })));
  // Each looks once in which groups its user is.
  await ada.write(shared, 'first');
  for (const socket of all) await socket.tells('create first');
  const { storage } = endpoint.deps;
  const spies = (['record', 'noteFor', 'placesById', 'places', 'members'] as const).map((name) =>
    vi.spyOn(storage, name),
  );
  const id = await ada.write(shared, 'second');
  for (const socket of all) await socket.tells('create first', 'create second');
  const [record, noteFor, placesById, places, members] = spies.map(({ mock }) => mock.calls);
  expect(record?.filter(([, asked]) => asked === id)).toHaveLength(1);
  expect([noteFor, placesById, places].map((calls) => calls?.length)).toEqual([0, 1, 0]);
  // The hub's, to whom it sends, and the one of all sockets.
  expect(members?.filter(([asked]) => asked === shared)).toHaveLength(2);
  // Removed after the hub had sent it, and before the socket came to it.
  spies[4]?.mockResolvedValueOnce([ada.id, bob.id, cleo.id]).mockResolvedValueOnce([ada.id, bob.id]);
  await ada.write(shared, 'third');
  for (const socket of all.slice(0, 4)) await socket.tells('create first', 'create second', 'create third');
  await all[4]?.answers();
  expect(all[4]?.told()).toEqual(['create first', 'create second']);
  for (const spy of spies) spy.mockRestore();
  for (const socket of all) socket.close();
});

test('it hears of groups that its user joins later, and of their notes', async () => {
  const socket = await Socket.open(tool.token, { clauses: [] });
  const other = await bob.makeGroup('Later');
  await ada.join(await bob.invite(other));
  await vi.waitFor(() => expect(socket.heard.map(({ type }) => type)).toContain('session-change'));
  await bob.write(other, 'in the later group');
  await socket.tells('create in the later group');
  socket.close();
});

test('it ends with its token, and a wrong one opens none', async () => {
  const own = await Tool.of(ada);
  const socket = await Socket.open(own.token);
  await ada.ask('DELETE', `/account/v1/tokens/${own.id}`);
  expect(await socket.closed).toBe(4401);
  expect(await new Socket(own.token).closed).toBe(1006);
  expect(await new Socket(ada.session.token).closed).toBe(1006);
});

test('what is no message of it ends it', async () => {
  for (const bad of ['no JSON', '[]', '{"type":"other"}']) {
    const socket = await Socket.open();
    socket.say(bad);
    expect(await socket.closed).toBe(4400);
  }
});
