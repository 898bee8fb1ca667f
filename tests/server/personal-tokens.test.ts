/** Personal tokens: made and ended by their owner alone, kept as a hash, and no key to anything but the surfaces for tools of others. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { madeToken, tokenList } from '../../src/protocol/account.ts';
import { MAX_TOKENS } from '../../src/server/accounts/personal-tokens.ts';
import { RULES, createLimits } from '../../src/server/http/limits.ts';
import { Learner, codeOf, openEndpoint, request } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
let ada: Learner;
let bob: Learner;
let now = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  const limits = createLimits(Date.now, { ...RULES, tokensMade: { burst: 40, perSecond: 1 } });
  endpoint = await openEndpoint({ limits, now: () => now });
  ada = await Learner.guest(endpoint.url, 'Ada');
  bob = await Learner.guest(endpoint.url, 'Bob');
});
afterAll(() => endpoint.dispose());

const make = async (who: Learner, name = 'Obsidian') =>
  v.parse(madeToken, JSON.parse((await who.ask('POST', '/account/v1/tokens', { name })).text));
const list = async (who: Learner) =>
  v.parse(tokenList, JSON.parse((await who.ask('GET', '/account/v1/tokens')).text)).tokens;

test('a token is told once, and its name is listed to its owner alone', async () => {
  const { token, entry } = await make(ada);
  expect(token).toMatch(/^cp_[\w-]{43}$/);
  expect(await list(ada)).toEqual([entry]);
  expect(await list(bob)).toEqual([]);
  const kept = await endpoint.database.query('SELECT * FROM personal_tokens');
  expect(JSON.stringify(kept)).not.toContain(token.slice(3, 20));
  expect((await endpoint.deps.tokens.bearer(token))?.account.id).toBe(ada.id);
});

test('that it was used is noted once a day', async () => {
  const { token, entry } = await make(ada, 'used');
  const used = async () => (await list(ada)).find(({ id }) => id === entry.id)?.used;
  expect(await used()).toBe(null);
  await endpoint.deps.tokens.bearer(token);
  const first = new Date(now).toISOString();
  now += 3600_000;
  await endpoint.deps.tokens.bearer(token);
  expect(await used()).toBe(first);
  now += 24 * 3600_000;
  await endpoint.deps.tokens.bearer(token);
  expect(await used()).toBe(new Date(now).toISOString());
});

test('it is ended by its owner and by nobody else', async () => {
  const { token, entry } = await make(ada);
  const path = `/account/v1/tokens/${entry.id}`;
  expect((await bob.ask('DELETE', path)).status).toBe(404);
  expect(await endpoint.deps.tokens.bearer(token)).not.toBe(null);
  expect((await ada.ask('DELETE', path)).status).toBe(204);
  expect(await endpoint.deps.tokens.bearer(token)).toBe(null);
  expect((await ada.ask('DELETE', path)).status).toBe(404);
});

test('it opens nothing that is for sessions', async () => {
  const { token } = await make(ada);
  const group = await ada.makeGroup('Secret');
  const asked = [
    ['GET', '/sync/v1/session?speaks=1-1'],
    ['POST', '/sync/v1/push', { epoch: null, ops: [] }],
    ['GET', `/sync/v1/groups/${group}/changes`],
    ['POST', `/sync/v1/groups/${group}/invitation`, {}],
    ['GET', '/account/v1/tokens'],
    ['POST', '/account/v1/tokens', { name: 'more' }],
    ['POST', '/account/v1/device-code', {}],
    ['GET', '/account/v1/sessions'],
    ['DELETE', '/account/v1/account', {}],
  ] as const;
  for (const [method, path, body] of asked) {
    expect([path, (await request(endpoint.url, method, path, body, token)).status]).toEqual([path, 401]);
  }
});

test('an account has no more of them than it may', async () => {
  for (let n = (await list(bob)).length; n < MAX_TOKENS; n++) await make(bob, `tool ${n}`);
  const answer = await bob.ask('POST', '/account/v1/tokens', { name: 'one more' });
  expect([answer.status, codeOf(answer)]).toEqual([409, 'too_many_tokens']);
});

test.each(['', ' ', 'x'.repeat(81)])('a name must be one: %j', async (name) => {
  expect((await ada.ask('POST', '/account/v1/tokens', { name })).status).toBe(422);
});

test('it ends with its account', async () => {
  const eve = await Learner.guest(endpoint.url, 'Eve');
  const { token } = await make(eve);
  expect((await eve.ask('DELETE', '/account/v1/account', {})).status).toBe(204);
  expect(await endpoint.deps.tokens.bearer(token)).toBe(null);
  expect(await endpoint.database.query(`SELECT id FROM personal_tokens WHERE account = '${eve.id}'`)).toEqual([]);
});
