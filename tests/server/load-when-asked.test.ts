/** When accounts are loaded: not before somebody asks, once, and again only after a failure. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts } from '../../src/server/accounts/better-auth.ts';
import { loadWhenAsked } from '../../src/server/accounts/load-when-asked.ts';
import { whoIs } from '../../src/server/accounts/who-is.ts';
import { sqliteDialect } from '../../src/server/storage/sqlite/kysely-dialect.ts';
import { openSqlite } from '../../src/server/storage/sqlite/open.ts';
import { sessionsOver } from '../../src/server/storage/sessions.ts';
import { sqliteAsks } from '../../src/server/storage/sqlite/asks.ts';
import { temporaryFolder } from './class.ts';

let folder: string;
let opened: ReturnType<typeof openSqlite>;
beforeAll(() => {
  folder = temporaryFolder();
  opened = openSqlite(join(folder, 'c.db'));
});
afterAll(async () => {
  await opened.storage.close();
  rmSync(folder, { recursive: true });
});

const load = () => {
  const { ask, change } = sqliteAsks(opened.connections);
  return createAccounts({
    database: { dialect: sqliteDialect(opened.connections), type: 'sqlite' },
    whoIs: whoIs(sessionsOver(ask, change)),
    secret: 's'.repeat(32),
    baseURL: 'http://127.0.0.1',
  });
};

test('many who ask at once wait for one loading', async () => {
  let loaded = 0;
  const accounts = loadWhenAsked(async () => {
    loaded += 1;
    return load();
  });
  expect(loaded).toBe(0);
  const sessions = await Promise.all(['Ann', 'Ben', 'Cat'].map((name) => accounts.guest(name)));
  expect(sessions.map((one) => one.user.name)).toEqual(['Ann', 'Ben', 'Cat']);
  expect(loaded).toBe(1);
});

test('a loading that failed is told to who asked, and tried again for the next', async () => {
  let tries = 0;
  const accounts = loadWhenAsked(async () => {
    tries += 1;
    if (tries === 1) throw new Error('the disk was away');
    return load();
  });
  await expect(accounts.guest('Ann')).rejects.toThrow('the disk was away');
  const { token, user } = await accounts.guest('Ann');
  expect(await accounts.whoIs(token)).toEqual(user);
  await accounts.signOut(token);
  expect(await accounts.whoIs(token)).toBeNull();
});
