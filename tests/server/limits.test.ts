/** Every rate limit over HTTP, made small: who is slowed, by what they are known, and that the wait is told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RULES, createLimits } from '../../src/server/http/limits.ts';
import { Learner, codeOf, openEndpoint, request } from './class.ts';
import type { Answer, TestEndpoint } from './class.ts';
import { Tool } from './hypothesis/tool.ts';
import { handshake } from './raw-socket.ts';

const BURST = 4;
let endpoint: TestEndpoint;
let ann: Learner;
let ben: Learner;
beforeAll(async () => {
  // Small for all but what is needed to get here, and refilled once in a thousand seconds.
  const small = Object.keys(RULES).map((name) => [name, { burst: BURST, perSecond: 0.001 }]);
  const rules = { ...(Object.fromEntries(small) as typeof RULES), requests: { burst: 15, perSecond: 0.001 } };
  const limits = createLimits(Date.now, rules);
  endpoint = await openEndpoint({ limits });
  ann = await Learner.guest(endpoint.url, 'Ann');
  ben = await Learner.guest(endpoint.url, 'Ben');
});
afterAll(() => endpoint.dispose());

let addresses = 0;
/** From an address of its own, as a proxy on this machine tells it. */
async function from(address: string, method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
  const response = await fetch(`${endpoint.url}${path}`, {
    method,
    headers: {
      'x-forwarded-for': address,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
const freshAddress = (): string => `203.0.113.${++addresses}`;

function expectSlowed(answer: Answer): void {
  expect([answer.status, codeOf(answer)]).toEqual([429, 'too_many']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(900);
}

const signIn = (n: number) => ({ email: `nobody${n}@example.org`, password: 'long enough' });
const byAddress: [string, (address: string, n: number) => Promise<Answer>, number][] = [
  ['accounts', (address) => from(address, 'POST', '/account/v1/guest', { name: 'New' }), 200],
  ['signIns', (address, n) => from(address, 'POST', '/account/v1/sign-in', signIn(n)), 401],
  ['passwords', (address) => from(address, 'POST', '/account/v1/sign-in', signIn(0)), 401],
  ['strangers', (address) => from(address, 'GET', '/sync/v1/session', undefined, 'x'.repeat(32)), 401],
  ['codesByAddress', (address) => from(address, 'GET', '/j/AAAAAAAAAA'), 404],
];
test.each(byAddress)('%s: one address is slowed after its burst, another is not', async (_name, ask, status) => {
  const address = freshAddress();
  for (let n = 0; n < BURST; n++) expect((await ask(address, n)).status).toBe(status);
  const slowed = await ask(address, BURST);
  expect(slowed.status).toBe(429);
  expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(900);
  expect((await ask(freshAddress(), 0)).status).toBe(status);
});

test('live connections are counted by address before they open', async () => {
  const address = freshAddress();
  const open = (by: string) => handshake(endpoint.url, { 'X-Forwarded-For': by });
  for (let n = 0; n < BURST; n++) expect((await open(address)).status).toBe(101);
  const { status, retryAfter } = await open(address);
  expect([status, Number(retryAfter) > 900]).toEqual([429, true]);
  expect((await open(freshAddress())).status).toBe(101);
});

test('codes are counted by account, wherever it asks from', async () => {
  const join = (): Promise<Answer> =>
    from(freshAddress(), 'POST', '/sync/v1/join', { code: 'AAAAAAAAAA', name: 'Ann' }, ann.session.token);
  for (let n = 0; n < BURST; n++) expect((await join()).status).toBe(404);
  expectSlowed(await join());
});

test('a tool’s searches for words are counted by account, however they ask, and its others are not', async () => {
  const tool = await Tool.of(await Learner.guest(endpoint.url, 'Words'));
  const search = (by: string) => tool.ask('GET', `search?${by}=x`);
  for (const by of ['any', 'text', 'quote', 'uri.parts']) expect((await search(by)).status).toBe(200);
  const slowed = await search('wildcard_uri');
  expect([slowed.status, Number(slowed.headers.get('retry-after')) > 900]).toEqual([429, true]);
  expect((await search('tag')).status).toBe(200);
});

test('everything else is counted by account, and others go on', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 20; n++) statuses.push((await ann.ask('GET', '/sync/v1/session')).status);
  expectSlowed(await ann.ask('GET', '/sync/v1/session'));
  expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
  expect((await ben.ask('GET', '/sync/v1/session')).status).toBe(200);
});

test('the address somebody only claims to come from is not believed before the proxy’s own', async () => {
  const address = freshAddress();
  const ask = (claimed: string): Promise<Answer> => from(`${claimed}, ${address}`, 'GET', '/j/AAAAAAAAAA');
  for (let n = 0; n < BURST; n++) await ask(`198.51.100.${n}`);
  expect((await ask('198.51.100.99')).status).toBe(429);
});

test('one IPv6 network is one address', async () => {
  const ask = (n: number): Promise<Answer> => from(`2001:db8:1:2::${n}`, 'GET', '/j/AAAAAAAAAA');
  for (let n = 1; n <= BURST; n++) expect((await ask(n)).status).toBe(404);
  expect((await ask(99)).status).toBe(429);
  expect((await from('2001:db8:1:3::1', 'GET', '/j/AAAAAAAAAA')).status).toBe(404);
});

test('health is never counted', async () => {
  for (let n = 0; n < 30; n++) expect((await request(endpoint.url, 'GET', '/healthz')).status).toBe(200);
});
