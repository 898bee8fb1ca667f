/** Single sign-on against a real provider: who gets in, as whom, and everything that must not let anybody in. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { signInWays } from '../../src/protocol/account.ts';
import { session } from '../../src/protocol/sync.ts';
import type { Session } from '../../src/protocol/sync.ts';
import { describeError } from '../../src/server/log/redact.ts';
import { Learner, codeOf, openEndpoint, request } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { CLIENT, Tab, locationOf, openSchool } from './identity-provider.ts';
import type { School } from './identity-provider.ts';

let time = Date.now();
const reported: unknown[] = [];
let opened: Awaited<ReturnType<typeof openSchool>>;
let school: School;
let endpoint: TestEndpoint;
beforeAll(async () => {
  opened = await openSchool({ now: () => time, report: (error) => reported.push(error) });
  ({ school, endpoint } = opened);
});
afterAll(() => opened.dispose());

type Token = { header: string; payload: string; signature: string };
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const signed = (words: string): string => sign('sha256', Buffer.from(words), stranger).toString('base64url');

let pupil = 0;
beforeEach(() => {
  time = Date.now();
  reported.length = 0;
  pupil += 1;
  school.alter = (token) => token;
  school.claims = { sub: `pupil-${pupil}`, name: 'Ada' };
});

const CODE = /<code>([A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4})<\/code>/;
async function codeIn(answer: Response): Promise<string> {
  const text = await answer.text();
  expect([answer.status, text]).toEqual([200, expect.stringMatching(CODE)]);
  return CODE.exec(text)?.[1] ?? '';
}
const enter = (code: string) => request(endpoint.url, 'POST', '/account/v1/device-sign-in', { code });
async function signIn(): Promise<Session> {
  return v.parse(session, JSON.parse((await enter(await codeIn(await new Tab().signIn(endpoint.url)))).text));
}
async function expectNobody(answer: Response, status: number): Promise<void> {
  const text = await answer.text();
  expect([answer.status, CODE.test(text)]).toEqual([status, false]);
}

test('whoever the school lets in types the code of the page, once, and is the same the next time', async () => {
  const tab = new Tab();
  const page = await tab.signIn(endpoint.url);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const code = await codeIn(page);
  const ada = v.parse(session, JSON.parse((await enter(code)).text));
  expect(ada.user).toMatchObject({ name: 'Ada', email: null });
  expect(codeOf(await enter(code))).toBe('wrong_device_code');
  // The endpoint told the school who it is itself, as RFC 6749 §2.3.1 writes it.
  const basic = `${CLIENT.clientId}:${new URLSearchParams({ '': CLIENT.clientSecret }).toString().slice(1)}`;
  expect(school.authorizations.at(-1)).toBe(`Basic ${btoa(basic)}`);

  const learner = new Learner(endpoint.url, ada);
  const group = await learner.makeGroup();
  const again = await signIn();
  expect(again.user).toEqual(ada.user);
  expect(again.token).not.toBe(ada.token);
  expect(await new Learner(endpoint.url, again).rows(group)).toHaveLength(2);
});

test('two tabs of one person, at once and for the first time, make one account', async () => {
  const urls = await Promise.all(
    [new Tab(), new Tab(), new Tab()].map(async (tab) => ({ tab, url: await tab.callback(endpoint.url) })),
  );
  const pages = await Promise.all(urls.map(({ tab, url }) => tab.open(url)));
  // The code before the last one is void, so that only one of them is good.
  const codes = await Promise.all(pages.map(codeIn));
  const answers = await Promise.all(codes.map(enter));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const first = answers.find(({ status }) => status === 200);
  expect((await signIn()).user).toEqual(JSON.parse(first?.text ?? '').user);
});

describe('of an e-mail', () => {
  test('a verified one becomes the account’s', async () => {
    const email = `ada-${pupil}@school.example`;
    Object.assign(school.claims, { email, email_verified: true });
    expect((await signIn()).user.email).toBe(email);
    const taken = { name: 'Eve', email, password: 'longenough' };
    expect(codeOf(await request(endpoint.url, 'POST', '/account/v1/sign-up', taken))).toBe('email_taken');
  });

  test.each([false, 'true', undefined])('one whose verification is %s does not', async (isVerified) => {
    Object.assign(school.claims, { email: 'ada@school.example', email_verified: isVerified });
    expect((await signIn()).user.email).toBeNull();
  });

  test('no account is reached by it: who has entered it before keeps theirs, and learns nothing', async () => {
    const email = `ben-${pupil}@school.example`;
    const before = await request(endpoint.url, 'POST', '/account/v1/sign-up', {
      name: 'Mallory',
      email,
      password: 'longenough',
    });
    Object.assign(school.claims, { email, email_verified: true });
    const ben = await signIn();
    expect(ben.user.email).toBeNull();
    expect(ben.user.id).not.toBe(JSON.parse(before.text).user.id);
  });
});

test.each([
  ['none', undefined, 'Member'],
  ['too long', 'x'.repeat(200), 'x'.repeat(80)],
  ['of control characters', 'A\u0000\u0007da\n', 'A da'],
  ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
])('a name that is %s', async (_what, name, expected) => {
  school.claims['name'] = name;
  const page = await new Tab().signIn(endpoint.url);
  const text = await page.clone().text();
  expect(text).not.toContain('<img');
  expect(JSON.parse((await enter(await codeIn(page))).text).user.name).toBe(expected);
});

describe('nobody is signed in', () => {
  test('by a wrong state, one of another browser, or none', async () => {
    const tab = new Tab();
    const url = await tab.callback(endpoint.url);
    const wrong = new URL(url);
    wrong.searchParams.set('state', 'A'.repeat(43));
    await expectNobody(await tab.open(wrong.href), 400);
    // Sent to somebody else, it would sign them in as whoever sent it.
    await expectNobody(await new Tab().open(url), 400);
    wrong.searchParams.delete('state');
    await expectNobody(await tab.open(wrong.href), 400);
    // None of these used it up.
    await codeIn(await tab.open(url));
  });

  test('by an answer that comes twice, or too late', async () => {
    const tab = new Tab();
    const url = await tab.callback(endpoint.url);
    const both = await Promise.all([tab.open(url), tab.open(url)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    await expectNobody(await tab.open(url), 400);
    const late = await tab.callback(endpoint.url);
    time += 10 * 60_000 + 1;
    await expectNobody(await tab.open(late), 400);
  });

  test('by a code of another sign-in: the verifier does not fit', async () => {
    const [mine, theirs] = [new Tab(), new Tab()];
    const url = new URL(await mine.callback(endpoint.url));
    const stolen = new URL(await theirs.callback(endpoint.url)).searchParams.get('code') ?? '';
    url.searchParams.set('code', stolen);
    await expectNobody(await mine.open(url.href), 502);
    expect(reported).toHaveLength(1);
  });

  test.each([
    ['another nonce', { nonce: 'of somebody else' }],
    ['no nonce', { nonce: undefined }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['another audience', { aud: 'another-client' }],
    ['a time that is over', { iat: 1_700_000_000, exp: 1_700_000_600 }],
    ['nobody named', { sub: undefined }],
  ])('by an ID token with %s', async (_what, claims) => {
    Object.assign(school.claims, claims);
    await expectNobody(await new Tab().signIn(endpoint.url), 502);
    expect(reported).toHaveLength(1);
    expect(JSON.stringify(describeError(reported[0]))).not.toContain(CLIENT.clientSecret);
  });

  test.each<[string, (token: Token) => string]>([
    ['of another key', ({ header, payload }) => `${header}.${payload}.${signed(`${header}.${payload}`)}`],
    ['of nobody (alg none)', ({ payload }) => `${encoded({ alg: 'none' })}.${payload}.`],
    [
      'by the secret that we share (alg HS256)',
      ({ payload }) => {
        const words = `${encoded({ alg: 'HS256' })}.${payload}`;
        return `${words}.${createHmac('sha256', CLIENT.clientSecret).update(words).digest('base64url')}`;
      },
    ],
    [
      'for other words',
      ({ header, payload, signature }) => {
        const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
        return `${header}.${encoded({ ...Object(said), name: 'The head of the school' })}.${signature}`;
      },
    ],
  ])('by an ID token with a signature %s', async (_what, forge) => {
    school.alter = (token) => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      return forge({ header, payload, signature });
    };
    await expectNobody(await new Tab().signIn(endpoint.url), 502);
    expect(reported).toHaveLength(1);
  });

  test('when the school says no', async () => {
    const tab = new Tab();
    const url = new URL(await tab.callback(endpoint.url));
    url.searchParams.delete('code');
    url.searchParams.set('error', 'access_denied');
    await expectNobody(await tab.open(url.href), 403);
    expect(reported).toEqual([]);
  });
});

test('what the tab is given cannot be read by scripts nor sent along from elsewhere', async () => {
  const answer = await new Tab().open(`${endpoint.url}/account/v1/oidc/start`);
  expect(answer.headers.get('set-cookie')).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  const to = new URL(locationOf(answer));
  expect(to.origin).toBe(school.issuer);
  expect(to.searchParams.get('code_challenge_method')).toBe('S256');
  expect(to.searchParams.get('redirect_uri')).toBe(`${endpoint.url}/account/v1/oidc/callback`);
});

test('an endpoint says whether it has a school, and without one it has no such pages', async () => {
  const waysAt = async (url: string) =>
    v.parse(signInWays, JSON.parse((await request(url, 'GET', '/account/v1/sign-in-ways')).text));
  expect(await waysAt(endpoint.url)).toEqual({
    singleSignOn: { name: 'The School', start: `${endpoint.url}/account/v1/oidc/start` },
  });
  const plain = await openEndpoint();
  expect(await waysAt(plain.url)).toEqual({ singleSignOn: null });
  for (const page of ['start', 'callback'])
    expect(codeOf(await request(plain.url, 'GET', `/account/v1/oidc/${page}`))).toBe('not_found');
  await plain.dispose();
});
