/** Sessions as they are looked up with every request: rows that better-auth wrote, read and renewed by our own query. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounts } from '../../src/server/accounts/accounts.ts';
import { createAccounts } from '../../src/server/accounts/better-auth.ts';
import { RENEW_SECONDS, SESSION_SECONDS, whoIs } from '../../src/server/accounts/who-is.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import type { OpenedDatabase } from '../../src/server/storage/open.ts';
import { freshDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

let database: TestDatabase;
let opened: OpenedDatabase;
let accounts: Accounts;
beforeAll(async () => {
  database = await freshDatabase();
  opened = await openDatabase(database.config);
  accounts = await createAccounts({
    database: await opened.accountDatabase(),
    whoIs: whoIs(opened.sessions),
    secret: 's'.repeat(32),
    baseURL: 'http://127.0.0.1',
  });
});
afterAll(async () => {
  await opened.hints?.close();
  await opened.storage.close();
  await database.remove();
});

const DAY_MS = RENEW_SECONDS * 1000;
const LIFE_MS = SESSION_SECONDS * 1000;
const at = (time: number, token: string) => whoIs(opened.sessions, () => time)(token);
const expiry = async (token: string): Promise<number> => (await opened.sessions.find(token))?.expires ?? Number.NaN;

test('a session is of the account it was opened for, guest or not', async () => {
  const { token, user } = await accounts.guest('Ann');
  expect(await at(Date.now(), token)).toEqual({ id: user.id, name: 'Ann', email: null });
  await accounts.signUp({ name: 'Ann A.', email: 'Ann@example.org', password: 'long enough' }, token);
  expect(await at(Date.now(), token)).toEqual({ id: user.id, name: 'Ann A.', email: 'ann@example.org' });
});

test('what is no token, or of no session, is of nobody', async () => {
  const { token } = await accounts.guest('Ben');
  for (const wrong of ['', 'x', `${token}x`, token.slice(0, -1), `${token}'`, 'x'.repeat(513), `${token}\u0000`])
    expect(await at(Date.now(), wrong)).toBeNull();
});

test('it is renewed once a day of use, and ends when it was not used for long', async () => {
  const { token, user } = await accounts.guest('Cat');
  const born = await expiry(token);
  const opening = born - LIFE_MS;
  expect(Math.abs(opening - Date.now())).toBeLessThan(60_000);
  await at(opening + DAY_MS - 1000, token);
  expect(await expiry(token)).toBe(born);
  await at(opening + DAY_MS, token);
  expect(await expiry(token)).toBe(born + DAY_MS);
  const [session] = await accounts.sessions(user.id);
  expect(session?.used.getTime()).toBe(opening + DAY_MS);

  expect(await at(born + DAY_MS - 1, token)).toMatchObject({ name: 'Cat' });
  const end = await expiry(token);
  expect(await at(end, token)).toBeNull();
  // It does not come back with a clock that is set back.
  expect(await at(opening, token)).toBeNull();
});

test('a session that was signed out is over', async () => {
  const { token } = await accounts.guest('Dan');
  await accounts.signOut(token);
  expect(await at(Date.now(), token)).toBeNull();
});
