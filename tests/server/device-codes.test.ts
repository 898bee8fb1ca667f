/** Signing in on a second device by a code: for whom, how often, how long, and who cannot. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { deviceCode, sessionList } from '../../src/protocol/account.ts';
import { session } from '../../src/protocol/sync.ts';
import { RULES, createLimits } from '../../src/server/http/limits.ts';
import { Learner, codeOf, openEndpoint, request } from './class.ts';
import type { Answer, TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

async function codeFor(learner: Learner): Promise<string> {
  return v.parse(deviceCode, JSON.parse((await learner.ask('POST', '/account/v1/device-code', {})).text)).code;
}
const enter = (code: string, url = endpoint.url): Promise<Answer> =>
  request(url, 'POST', '/account/v1/device-sign-in', { code });
async function sessionsOf(learner: Learner) {
  return v.parse(sessionList, JSON.parse((await learner.ask('GET', '/account/v1/sessions')).text)).sessions;
}
function expectRefused(answer: Answer): void {
  expect([answer.status, codeOf(answer)]).toEqual([404, 'wrong_device_code']);
}

test('a guest is on a second device, with a session of its own that outlives the first', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const code = await codeFor(ann);
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  const opened = v.parse(session, JSON.parse((await enter(` ${code.toLowerCase().replace('-', ' ')}`)).text));
  expect(opened.user).toEqual(ann.session.user);
  expect(opened.token).not.toBe(ann.session.token);
  const second = new Learner(endpoint.url, opened);
  expect(await second.rows(group)).toHaveLength(2);
  expect(await sessionsOf(ann)).toHaveLength(2);
  await ann.ask('POST', '/account/v1/sign-out', {});
  expect((await second.ask('GET', '/sync/v1/session')).status).toBe(200);
});

test('it is used once, also by many at the same moment', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const code = await codeFor(ann);
  const answers = await Promise.all(Array.from({ length: 8 }, () => enter(code)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404, 404, 404, 404, 404]);
  expectRefused(await enter(code));
  expect(await sessionsOf(ann)).toHaveLength(2);
});

test('of several asked for at the same moment, one is good', async () => {
  for (let round = 0; round < 4; round++) {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeFor(ann)));
    const statuses = [];
    for (const code of codes) statuses.push((await enter(code)).status);
    expect(statuses.toSorted()).toEqual([200, 404, 404, 404, 404]);
  }
});

test('a new code makes the one before void, of that account only', async () => {
  const [ann, ben] = [await Learner.guest(endpoint.url, 'Ann'), await Learner.guest(endpoint.url, 'Ben')];
  const [old, bens] = [await codeFor(ann), await codeFor(ben)];
  const fresh = await codeFor(ann);
  expectRefused(await enter(old));
  expect(JSON.parse((await enter(fresh)).text).user.id).toBe(ann.id);
  expect(JSON.parse((await enter(bens)).text).user.id).toBe(ben.id);
});

test('it ends with the session that asked for it', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const second = new Learner(endpoint.url, v.parse(session, JSON.parse((await enter(await codeFor(ann))).text)));
  const code = await codeFor(second);
  const stolen = (await sessionsOf(second)).find((one) => one.current);
  await ann.ask('DELETE', `/account/v1/sessions/${stolen?.id}`);
  expectRefused(await enter(code));
  expect(await sessionsOf(ann)).toHaveLength(1);
});

test('it is kept as a hash that only this endpoint can make, and means nothing at another', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const code = await codeFor(ann);
  const kept = JSON.stringify(await endpoint.database.query('SELECT identifier, value FROM account_verification'));
  for (const form of [code, code.replace('-', '')]) expect(kept).not.toContain(form);
  const other = await openEndpoint();
  expectRefused(await enter(code, other.url));
  await other.dispose();
  expect((await enter(code)).status).toBe(200);
});

test('it is too old after ten minutes, and is gone then', async () => {
  let now = Date.now();
  const aging = await openEndpoint({ now: () => now });
  const ann = await Learner.guest(aging.url, 'Ann');
  const [early, late] = [await codeFor(ann), now + 10 * 60_000];
  now = late - 1;
  expect((await enter(early, aging.url)).status).toBe(200);
  now = Date.now();
  const code = await codeFor(ann);
  now += 10 * 60_000;
  expectRefused(await enter(code, aging.url));
  now = Date.now();
  expectRefused(await enter(code, aging.url));
  expect(await aging.database.query('SELECT id FROM account_verification')).toEqual([]);
  await aging.dispose();
});

test('what is no code at all is refused alike', async () => {
  for (const code of ['', 'AAAA-AAAA', 'AAAA-AAA', 'AAAA-AAAO', '%', 'A'.repeat(5000), '\u0000'.repeat(8)]) {
    expectRefused(await enter(code));
  }
  expect((await request(endpoint.url, 'POST', '/account/v1/device-sign-in', { code: 7 })).status).toBe(404);
  expect((await request(endpoint.url, 'POST', '/account/v1/device-sign-in', [])).status).toBe(400);
});

test('codes of an account whose end has come open nothing', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const code = await codeFor(ann);
  await ann.ask('DELETE', '/account/v1/account', {});
  expectRefused(await enter(code));
});

test('guessing is slowed by address, asking for codes by account', async () => {
  const small = { burst: 3, perSecond: 0.001 };
  const limits = createLimits(Date.now, { ...RULES, codesEntered: small, codesIssued: small });
  const slow = await openEndpoint({ limits });
  const from = async (address: string, code: string) =>
    (
      await fetch(`${slow.url}/account/v1/device-sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ code }),
      })
    ).status;
  const ann = await Learner.guest(slow.url, 'Ann');
  const code = await codeFor(ann);
  for (let n = 0; n < 3; n++) expect(await from('203.0.113.1', 'AAAA-AAAA')).toBe(404);
  // Not even the right one, from there.
  expect(await from('203.0.113.1', code)).toBe(429);
  expect(await from('203.0.113.2', code)).toBe(200);
  await codeFor(ann);
  await codeFor(ann);
  expect((await ann.ask('POST', '/account/v1/device-code', {})).status).toBe(429);
  await slow.dispose();
});
