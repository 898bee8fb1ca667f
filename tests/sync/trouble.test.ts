/** An endpoint that is down, wrong, slow or silent: said once, nothing lost, tried again ever later. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readSync } from '../../src/store/meta.ts';
import { backOff } from '../../src/sync/back-off.ts';
import { endpointAt } from '../../src/sync/endpoint.ts';
import { Device, realPorts, startEndpoint, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

/** Something that answers where the endpoint should be. */
async function standIn(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the device sends to its endpoint goes there instead. */
function redirectedTo(url: string): typeof fetch {
  return (input, init) => {
    const address = input instanceof Request ? input.url : input.toString();
    return fetch(address.replace(endpoint.url, url), init);
  };
}

const html: RequestListener = (_, response) => {
  response.setHeader('content-type', 'text/html').end('<title>Sign in to the Wi-Fi</title>');
};
const failing: RequestListener = (_, response) => {
  response.writeHead(502).end('<h1>Bad gateway</h1>');
};
const silent: RequestListener = () => undefined;
const refusing: RequestListener = (request) => request.socket.destroy();
const asksToWait: RequestListener = (_, response) => {
  response.writeHead(429, { 'Retry-After': '7' }).end(JSON.stringify({ error: { code: 'too_many', message: 'wait' } }));
};
const newer: RequestListener = (_, response) => {
  response.writeHead(426).end(JSON.stringify({ error: { code: 'upgrade_needed', message: 'update' } }));
};
const elsewhere: RequestListener = (_, response) => {
  response.writeHead(302, { Location: endpoint.url }).end();
};

test.each([
  ['answers HTML', html, 'not-endpoint'],
  ['answers 502', failing, 'unreachable'],
  ['never answers', silent, 'unreachable'],
  ['cuts connections', refusing, 'unreachable'],
  ['sends somewhere else', elsewhere, 'unreachable'],
  ['is newer', newer, 'outdated'],
] as const)('an endpoint that %s: one word about it, and everything is kept', async (_, answer, state) => {
  const url = await standIn(answer);
  const a = await new Device().signInAsGuest(endpoint.url, 'Ada');
  await a.syncer.run();
  a.syncer.stop();
  a.events.length = 0;
  let asked = 0;
  const fetchThere = redirectedTo(url);
  const counted: typeof fetch = (...request) => {
    asked++;
    return fetchThere(...request);
  };
  const syncer = a.newSyncer({ fetch: counted, timeout: 200, random: () => 0.99 });
  for (let at = 0; at < 3; at++) {
    await a.write(`note ${at}`, await a.personal());
    await syncer.wrote();
  }
  await syncer.revive();
  const { sync, notes } = await a.conversation();
  expect(sync).toMatchObject({ state, waiting: 3, refused: 0 });
  expect(notes.map(({ send }) => send.state)).toEqual(['waiting', 'waiting', 'waiting']);
  expect(a.events.filter(({ event }) => event === 'status')).toHaveLength(1);
  // Writing tries at once, and does not make the wait for the next try longer.
  expect(asked).toBe(3);
  expect(await readSync(a.db)).toMatchObject({ failures: 1 });
  syncer.stop();

  await a.newSyncer().run();
  expect(await a.conversation()).toMatchObject({ sync: { state: 'ok', waiting: 0 } });
  expect(await a.texts()).toEqual(['note 0', 'note 1', 'note 2']);
  a.syncer.stop();
});

test('an endpoint that asks to wait is left alone so long', async () => {
  const url = await standIn(asksToWait);
  const a = await new Device().signInAsGuest(endpoint.url, 'Ada');
  await a.syncer.run();
  a.syncer.stop();
  const fetchThere = redirectedTo(url);
  const syncer = a.newSyncer({ fetch: fetchThere });
  await syncer.run();
  const { retryAt, state } = await readSync(a.db);
  expect(state).toBe('ok');
  expect(retryAt - Date.now()).toBeGreaterThan(6500);
  syncer.stop();
});

test('the wait grows to five minutes and is spread over all of it', () => {
  expect([1, 2, 3, 9, 50].map((failures) => backOff(failures, 0.5, null))).toEqual([
    1000, 2000, 4000, 150_000, 150_000,
  ]);
  expect(backOff(1, 0, null)).toBe(0);
  expect(backOff(1, 0.5, 60_000)).toBe(60_000);
  // More milliseconds than a timer can count would be none at all.
  expect(backOff(1, 0.5, 1e12)).toBe(3_600_000);
});

test('a wrong address is told from an endpoint at once', async () => {
  const ask = (url: string) => endpointAt({ ...realPorts, timeout: 500 }, url, null).guest('Ada');
  expect(await ask(await standIn(html))).toMatchObject({ ok: false, code: 'not-endpoint' });
  expect(await ask('http://127.0.0.1:9')).toMatchObject({ ok: false, code: 'unreachable' });
  expect(
    await endpointAt(realPorts, endpoint.url, null).signIn({ email: 'a@b.example', password: 'nobody knows' }),
  ).toMatchObject({
    ok: false,
    code: 'wrong_password',
  });
});

test.each(['gone', 'conflict'] as const)(
  'one that answers %s to everything is not asked without end',
  async (status) => {
    const device = await new Device().signInAsGuest(endpoint.url, 'Ada');
    await device.syncer.run();
    device.syncer.stop();
    await device.write('mine', await device.personal());
    let pushes = 0;
    const answering: typeof fetch = (input, init) => {
      if (typeof init?.body !== 'string' || !init.body.includes('"ops"')) return fetch(input, init);
      if (++pushes > 10) throw new Error('it goes on and on');
      const { epoch, ops } = JSON.parse(init.body);
      const results = ops.map(({ opId }: { opId: string }) => ({ opId, status, row: null }));
      return Promise.resolve(new Response(JSON.stringify({ epoch, results })));
    };
    await device.newSyncer({ fetch: answering }).run();
    device.syncer.stop();
    expect(pushes).toBeLessThanOrEqual(2);
    expect(await device.texts()).toEqual(['mine']);
    expect((await device.conversation()).sync).toMatchObject({ waiting: 0, refused: 1 });
  },
);
