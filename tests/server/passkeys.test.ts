/** Passkeys over HTTP with an authenticator in software: made, used, removed, and every way in which an answer can be wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { passkeyChallenge, passkeyList, passkeyOptions } from '../../src/protocol/passkey.ts';
import { session } from '../../src/protocol/sync.ts';
import { startEndpoint } from '../../src/server/endpoint.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import { Authenticator } from './authenticator.ts';
import type { Lies } from './authenticator.ts';
import { Learner, codeOf, freshId, openEndpoint, request } from './class.ts';
import { freshDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

let endpoint: Endpoint;
let database: TestDatabase;
let now = Date.now();
beforeAll(async () => {
  database = await freshDatabase();
  const config = { port: 0, host: '127.0.0.1', publicUrl: 'https://notes.example.org', proxies: [], sample: false };
  endpoint = await startEndpoint({ ...config, database: database.config, secret: 's'.repeat(32) }, { now: () => now });
});
afterAll(async () => {
  await endpoint.stop();
  await database.remove();
});

const OPTIONS = '/account/v1/passkey-options';
const PASSKEYS = '/account/v1/passkeys';
const guest = () => Learner.guest(endpoint.url, 'Ann');
const optionsOf = async (learner: Learner) =>
  v.parse(passkeyOptions, JSON.parse((await learner.ask('POST', OPTIONS, {})).text));
const listOf = async (learner: Learner) =>
  v.parse(passkeyList, JSON.parse((await learner.ask('GET', PASSKEYS)).text)).passkeys;
async function challenge() {
  return v.parse(
    passkeyChallenge,
    JSON.parse((await request(endpoint.url, 'POST', '/account/v1/passkey-sign-in-options', {})).text),
  );
}
const signIn = (answer: unknown) => request(endpoint.url, 'POST', '/account/v1/passkey-sign-in', answer);
async function withPasskey(key = new Authenticator()) {
  const ann = await guest();
  expect((await ann.ask('POST', PASSKEYS, key.create(await optionsOf(ann)))).status).toBe(204);
  return { ann, key };
}
function expectWrong(answer: { status: number; text: string; headers: Headers }): void {
  expect([answer.status, codeOf(answer)]).toEqual([404, 'wrong_passkey']);
}

test.each([-7, -8, -257] as const)(
  'algorithm %i: made, and signed in by, each time with a session of its own',
  async (algorithm) => {
    const { ann, key } = await withPasskey(new Authenticator(algorithm));
    const opened = v.parse(session, JSON.parse((await signIn(key.get(await challenge()))).text));
    expect(opened.user).toEqual(ann.session.user);
    expect(opened.token).not.toBe(ann.session.token);
    const [listed, ...rest] = await listOf(ann);
    expect(rest).toEqual([]);
    expect(listed?.used).not.toBeNull();
    expect((await optionsOf(ann)).exclude).toEqual([key.credential.toString('base64url')]);
    // The options name us, not where we listen.
    expect(await challenge()).toMatchObject({ rpId: 'notes.example.org' });
  },
);

test('one that was removed opens nothing; only its owner removes it', async () => {
  const { ann, key } = await withPasskey();
  const [listed] = await listOf(ann);
  const eve = await guest();
  expect((await eve.ask('DELETE', `${PASSKEYS}/${listed?.id}`)).status).toBe(404);
  expect((await ann.ask('DELETE', `${PASSKEYS}/${freshId()}`)).status).toBe(404);
  expect((await signIn(key.get(await challenge()))).status).toBe(200);
  expect((await ann.ask('DELETE', `${PASSKEYS}/${listed?.id}`)).status).toBe(204);
  expectWrong(await signIn(key.get(await challenge())));
});

test('it ends with its account', async () => {
  const { ann, key } = await withPasskey();
  await ann.ask('DELETE', '/account/v1/account', {});
  expectWrong(await signIn(key.get(await challenge())));
  const kept = await database.query('SELECT "userId" FROM account_passkey');
  expect(kept.map((one) => one['userId'])).not.toContain(ann.id);
});

describe('a wrong answer is refused', () => {
  const lies: [string, Lies][] = [
    ['of the other kind', { type: 'payment.get' }],
    ['from a web page', { origin: 'https://notes.example.org' }],
    ['from a page that only sounds like an extension', { origin: 'https://chrome-extension.example' }],
    ['from within another page', { crossOrigin: true }],
    ['to a challenge that was never given', { challenge: 'A'.repeat(43) }],
    ['for another endpoint', { rpId: 'other.example.org' }],
    ['without anybody present', { flags: 0x44 }],
    ['without anybody verified', { flags: 0x41 }],
  ];
  test.each(lies)('at making: %s', async (_name, lie) => {
    const ann = await guest();
    expectWrong(await ann.ask('POST', PASSKEYS, new Authenticator().create(await optionsOf(ann), lie)));
    expect(await listOf(ann)).toEqual([]);
  });
  test.each(lies)('at signing in: %s', async (_name, lie) => {
    const { key } = await withPasskey();
    expectWrong(await signIn(key.get(await challenge(), lie)));
    // The key is fine.
    expect((await signIn(key.get(await challenge()))).status).toBe(200);
  });

  test('a challenge is good once, for its purpose, for its account, and for five minutes', async () => {
    const { ann, key } = await withPasskey();
    const eve = await guest();
    const answer = key.get(await challenge());
    expect((await signIn(answer)).status).toBe(200);
    expectWrong(await signIn(answer));
    expectWrong(await signIn(key.get(await optionsOf(ann))));
    expectWrong(await eve.ask('POST', PASSKEYS, new Authenticator().create(await optionsOf(ann))));
    expectWrong(await ann.ask('POST', PASSKEYS, new Authenticator().create(await challenge())));
    const old = await challenge();
    now += 5 * 60_000;
    expectWrong(await signIn(key.get(old)));
    now = Date.now();
  });

  test('signed by another key, or changed after it', async () => {
    const { key } = await withPasskey();
    const right = key.get(await challenge());
    expectWrong(await signIn({ ...right, signature: new Authenticator().get(await challenge()).signature }));
    const other = key.get(await challenge());
    expectWrong(await signIn({ ...other, authenticatorData: `${other.authenticatorData.slice(0, -3)}BAA` }));
    expectWrong(await signIn({ ...key.get(await challenge()), credential: 'AAAA' }));
  });

  test('by a copy of a key that counts', async () => {
    const { key } = await withPasskey();
    key.counter = 5;
    expect((await signIn(key.get(await challenge()))).status).toBe(200);
    expectWrong(await signIn(key.get(await challenge())));
    key.counter = 6;
    expect((await signIn(key.get(await challenge()))).status).toBe(200);
  });

  test('a weak key, a key of another kind than it says, and one that is somebody’s already', async () => {
    const ann = await guest();
    expectWrong(await ann.ask('POST', PASSKEYS, new Authenticator(-257, 1024).create(await optionsOf(ann))));
    expectWrong(
      await ann.ask('POST', PASSKEYS, { ...new Authenticator(-8).create(await optionsOf(ann)), algorithm: -7 }),
    );
    const { key } = await withPasskey();
    expectWrong(await ann.ask('POST', PASSKEYS, key.create(await optionsOf(ann))));
    expect((await ann.ask('POST', PASSKEYS, { ...key.create(await optionsOf(ann)), algorithm: 1 })).status).toBe(422);
    expect(await listOf(ann)).toEqual([]);
  });
});

test.each([
  ['only a number for a name', 'https://192.0.2.7'],
  ['only a number of version 6', 'https://[2001:db8::7]'],
  ['a name that is asked without encryption', 'http://notes.example.org'],
])('where the endpoint has %s it says so', async (_, publicUrl) => {
  const nameless = await openEndpoint({}, { publicUrl });
  const ann = await Learner.guest(nameless.url, 'Ann');
  for (const [path, token] of [
    [OPTIONS, ann.session.token],
    ['/account/v1/passkey-sign-in-options', undefined],
  ] as const) {
    const answer = await request(nameless.url, 'POST', path, {}, token);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'no_passkeys']);
  }
  await nameless.dispose();
});
