/** What is remembered of sessions, over a real account store, with a clock of our own. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounts } from '../../src/server/accounts/accounts.ts';
import { createAccounts } from '../../src/server/accounts/better-auth.ts';
import { rememberSessions } from '../../src/server/accounts/remember-sessions.ts';
import { whoIs } from '../../src/server/accounts/who-is.ts';
import { sqliteDialect } from '../../src/server/storage/sqlite/kysely-dialect.ts';
import { openSqlite } from '../../src/server/storage/sqlite/open.ts';
import { sessionsOver } from '../../src/server/storage/sessions.ts';
import { sqliteAsks } from '../../src/server/storage/sqlite/asks.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { temporaryFolder } from './class.ts';

let folder: string;
let storage: Storage;
let direct: Accounts;
let remembering: Accounts;
let now = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  const opened = openSqlite(join(folder, 'c.db'));
  storage = opened.storage;
  const { ask, change } = sqliteAsks(opened.connections);
  direct = await createAccounts({
    database: { dialect: sqliteDialect(opened.connections), type: 'sqlite' },
    whoIs: whoIs(sessionsOver(ask, change)),
    secret: 's'.repeat(32),
    baseURL: 'http://127.0.0.1',
  });
  remembering = rememberSessions(direct, () => now);
});
afterAll(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

test('a session ended here is over at once', async () => {
  const { token, user } = await remembering.guest('Ann');
  expect(await remembering.whoIs(token)).toEqual(user);
  await remembering.signOut(token);
  expect(await remembering.whoIs(token)).toBeNull();
});

test('a session ended by another process is over after some seconds', async () => {
  const { token, user } = await direct.guest('Ann');
  expect(await remembering.whoIs(token)).toEqual(user);
  await direct.signOut(token);
  expect(await remembering.whoIs(token)).toEqual(user);
  now += 5_000;
  expect(await remembering.whoIs(token)).toBeNull();
});

test('a guest who signs up is seen with the new name at once', async () => {
  const { token } = await remembering.guest('Ann');
  await remembering.whoIs(token);
  await remembering.signUp({ name: 'Ann A.', email: 'ann@example.org', password: 'long enough' }, token);
  expect(await remembering.whoIs(token)).toMatchObject({ name: 'Ann A.', email: 'ann@example.org' });
});

test('a token that does not exist is asked about each time', async () => {
  const { token, user } = await direct.guest('Ann');
  expect(await remembering.whoIs(`${token.slice(1)}x`)).toBeNull();
  expect(await remembering.whoIs(token)).toEqual(user);
});

test('a session that ends while it is asked about is over, and not remembered', async () => {
  const { token } = await direct.guest('Ann');
  // As where a session is renewed, or the database is far away: it was read, and the answer is still on its way.
  const { promise: goesOn, resolve: goOn } = Promise.withResolvers<void>();
  const whoIs: Accounts['whoIs'] = async (asked) => {
    const account = await direct.whoIs(asked);
    await goesOn;
    return account;
  };
  const slow = rememberSessions({ ...direct, whoIs }, () => now);
  const asked = slow.whoIs(token);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await slow.signOut(token);
  goOn();
  expect(await asked).toBeNull();
  expect(await slow.whoIs(token)).toBeNull();
});
