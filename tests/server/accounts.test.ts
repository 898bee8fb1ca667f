/** Accounts over HTTP: guests, their upgrade, e-mail and password, and how sessions end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { session, sessionInfo } from '../../src/protocol/sync.ts';
import { Learner, codeOf, openEndpoint, request } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const post = (path: string, body: unknown, token?: string) =>
  request(endpoint.url, 'POST', `/account/v1/${path}`, body, token);
let count = 0;
const email = () => `ann${count++}@example.org`;

describe('a guest', () => {
  test('has an id of our form, a name, no e-mail, and a session', async () => {
    const ann = await Learner.guest(endpoint.url, '  Ann ');
    expect(ann.session.user).toMatchObject({ name: 'Ann', email: null });
    const info = v.parse(sessionInfo, JSON.parse((await ann.ask('GET', '/sync/v1/session')).text));
    expect(info).toMatchObject({ protocol: 1, user: ann.session.user, groups: [] });
  });

  test('who signs up keeps id, token, groups and notes', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup();
    const note = await ann.write(group);
    const address = email();
    const answer = await post(
      'sign-up',
      { name: 'Ann A.', email: address.toUpperCase(), password: 'long enough' },
      ann.session.token,
    );
    expect(v.parse(session, JSON.parse(answer.text))).toEqual({
      token: ann.session.token,
      user: { id: ann.id, name: 'Ann A.', email: address },
    });
    expect((await ann.rows(group)).find((row) => row.id === note)?.author).toBe(ann.id);
    const info = await ann.ask('GET', '/sync/v1/session');
    expect(JSON.parse(info.text).user).toEqual({ id: ann.id, name: 'Ann A.', email: address });
    const elsewhere = await post('sign-in', { email: address, password: 'long enough' });
    expect(v.parse(session, JSON.parse(elsewhere.text)).user.id).toBe(ann.id);
    const again = await post('sign-up', { name: 'Ann', email: email(), password: 'long enough' }, ann.session.token);
    expect([again.status, codeOf(again)]).toEqual([409, 'already_upgraded']);
  });

  test('whose session has ended is told so, and not given a second account', async () => {
    const answer = await post('sign-up', { name: 'Ann', email: email(), password: 'long enough' }, 'x'.repeat(32));
    expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthorised']);
  });
});

describe('e-mail and password', () => {
  test('sign up, out and in', async () => {
    const address = email();
    const opened = v.parse(
      session,
      JSON.parse((await post('sign-up', { name: 'Bea', email: address, password: 'correct horse' })).text),
    );
    const bea = new Learner(endpoint.url, opened);
    expect((await bea.ask('GET', '/sync/v1/session')).status).toBe(200);
    expect((await post('sign-out', {}, opened.token)).status).toBe(204);
    expect((await bea.ask('GET', '/sync/v1/session')).status).toBe(401);
    const back = v.parse(
      session,
      JSON.parse((await post('sign-in', { email: address, password: 'correct horse' })).text),
    );
    expect(back.user).toEqual(opened.user);
    expect(back.token).not.toBe(opened.token);
  });

  test('a wrong password, an unknown e-mail and a malformed one are answered alike', async () => {
    const address = email();
    await post('sign-up', { name: 'Bea', email: address, password: 'correct horse' });
    const answers = await Promise.all(
      [address, email(), 'no e-mail', `${address}\u0000`].map((one) =>
        post('sign-in', { email: one, password: 'wrong horse' }),
      ),
    );
    for (const answer of answers) expect([answer.status, answer.text]).toEqual([401, answers[0]?.text]);
  });

  test('an e-mail is taken once, also when many sign up with it at once, and no account is left over', async () => {
    const address = email();
    const before = await users();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post('sign-up', { name: 'B', email: address, password: 'correct horse' })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect(await users()).toBe(before + 1);
    const guests = await Promise.all([Learner.guest(endpoint.url, 'G'), Learner.guest(endpoint.url, 'H')]);
    const taken = await post(
      'sign-up',
      { name: 'G', email: address, password: 'correct horse' },
      guests[0].session.token,
    );
    expect([taken.status, codeOf(taken)]).toEqual([409, 'email_taken']);
    expect((await guests[0].ask('GET', '/sync/v1/session')).status).toBe(200);
  });

  const refused: [string, unknown, number, string][] = [
    ['a short password', { name: 'A', email: 'a@example.org', password: 'short' }, 422, 'weak_password'],
    ['a very long password', { name: 'A', email: 'a@example.org', password: 'x'.repeat(129) }, 422, 'weak_password'],
    ['no e-mail', { name: 'A', email: 'nobody', password: 'long enough' }, 422, 'invalid'],
    ['an empty name', { name: '  ', email: 'a@example.org', password: 'long enough' }, 422, 'invalid'],
    ['a name with NUL', { name: 'A\u0000', email: 'a@example.org', password: 'long enough' }, 422, 'invalid'],
    [
      'a name with half a character',
      { name: 'A\ud800', email: 'a@example.org', password: 'long enough' },
      422,
      'invalid',
    ],
    ['a list', [], 400, 'bad_request'],
  ];
  test.each(refused)('refuses %s', async (_name, body, status, code) => {
    const answer = await post('sign-up', body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test('passwords are kept as salted hashes', async () => {
    await post('sign-up', { name: 'Bea', email: email(), password: 'do not keep me' });
    const found = await endpoint.database.query('SELECT password FROM account_credential');
    const kept = found.map((one) => String(one['password']));
    expect(new Set(kept).size).toBe(kept.length);
    for (const one of kept) expect(one).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });

  test('guessing is slowed for the e-mail guessed at, and for nobody else', async () => {
    const [target, other] = [email(), email()];
    await post('sign-up', { name: 'Bea', email: other, password: 'correct horse' });
    let slowed = 0;
    for (let n = 0; n < 12; n++) {
      const answer = await post('sign-in', { email: target, password: `guess ${n}` });
      if (answer.status === 429 && Number(answer.headers.get('retry-after')) > 0) slowed++;
    }
    expect(slowed).toBe(2);
    expect((await post('sign-in', { email: other, password: 'correct horse' })).status).toBe(200);
  });
});

test('200 students behind one address begin in the same minute', async () => {
  const owner = await Learner.guest(endpoint.url, 'Teacher');
  const group = await owner.makeGroup();
  const code = await owner.invite(group);
  const students = await Promise.all(
    Array.from({ length: 200 }, (_, n) => Learner.guest(endpoint.url, `Student ${n}`)),
  );
  await Promise.all(students.map((student) => student.join(code)));
  await Promise.all(students.map((student) => student.write(group)));
  expect((await owner.pull(group)).rows).toHaveLength(2 + 400);
}, 30_000);

async function users(): Promise<number> {
  const [found] = await endpoint.database.query('SELECT count(*) AS n FROM account_user');
  return Number(found?.['n']);
}
