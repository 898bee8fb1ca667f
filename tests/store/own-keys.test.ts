/** The keys that were chosen come with every reading of notes, never leave the device, and are forgotten with everything else. */
import { expect, test } from 'vitest';
import { USUAL_KEYS } from '../../src/core/own-keys.ts';
import { adoptAccount, forget } from '../../src/store/account.ts';
import { chooseKeys, readKeys } from '../../src/store/own-keys.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { readDesk } from '../../src/store/read-desk.ts';
import { freshId } from '../../src/store/sources.ts';
import { adoptInstead } from '../../src/store/take-along.ts';
import { openTestStore } from './open-test-store.ts';

test('they come with the conversation and with the desk, and not where all are as usual', async () => {
  const { db } = await openTestStore();
  expect('ownKeys' in (await readConversation(db, []))).toBe(false);
  const chosen = { find: 'Control+/', list: null };
  await chooseKeys(db, chosen);
  expect((await readConversation(db, [])).ownKeys).toEqual(chosen);
  expect((await readDesk(db)).ownKeys).toEqual(chosen);
  await chooseKeys(db, USUAL_KEYS);
  expect('ownKeys' in (await readConversation(db, []))).toBe(false);
});

test('what is broken on the device is as usual', async () => {
  const { db } = await openTestStore();
  await db.meta.put({ key: 'keys', chosen: { next: 'Tab', previous: 'p' } });
  expect(await readKeys(db)).toEqual({ previous: 'p' });
  await db.meta.put({ key: 'keys', chosen: 'j' } as never);
  expect(await readKeys(db)).toEqual({});
});

test('nothing of it is to be sent, and it is forgotten with everything else', async () => {
  const { db, sources } = await openTestStore();
  const before = await db.outbox.count();
  await chooseKeys(db, { next: 'n' });
  expect(await db.outbox.count()).toBe(before);
  expect(await forget(db, { discard: true }, sources)).toBe(true);
  expect(await readKeys(db)).toEqual({});
});

test('a guest who goes over to an account is the same reader, and has the same keys', async () => {
  const { db, sources, me } = await openTestStore();
  await adoptAccount(db, 'https://e.example', { token: 't'.repeat(20), user: { id: me, name: 'Guest', email: null } });
  await chooseKeys(db, { list: null });
  await db.outbox.clear();
  const session = { token: 'u'.repeat(20), user: { id: freshId(sources), name: 'Ada', email: null } };
  expect(await adoptInstead(db, 'https://e.example', session, sources)).toBe(true);
  expect(await readKeys(db)).toEqual({ list: null });
});
