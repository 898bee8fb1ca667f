/** How the margin stands is remembered for a site on this device: of few sites, not in what leaves it, and gone with all else. */
import { expect, test } from 'vitest';
import { USUAL_LAYOUT } from '../../src/protocol/margin-layout.ts';
import { forget } from '../../src/store/account.ts';
import { chooseLayout, MOST_SITES, readLayout } from '../../src/store/margin-layout.ts';
import { openTestStore } from './open-test-store.ts';

const [A, B, C] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;

test('a site has what was chosen there; others what was chosen last', async () => {
  const { db } = await openTestStore();
  expect(await readLayout(db, A)).toEqual(USUAL_LAYOUT);
  await chooseLayout(db, B, { width: 300 });
  await chooseLayout(db, A, { width: 500 });
  await chooseLayout(db, A, { cards: 'list' });
  expect(await readLayout(db, A)).toEqual({ ...USUAL_LAYOUT, cards: 'list', width: 500 });
  // the width was chosen there, the cards were not
  expect(await readLayout(db, B)).toEqual({ ...USUAL_LAYOUT, cards: 'list', width: 300 });
  expect(await readLayout(db, C)).toEqual({ ...USUAL_LAYOUT, cards: 'list', width: 500 });
});

test('without a site it is a choice for those that have none of their own', async () => {
  const { db } = await openTestStore();
  await chooseLayout(db, A, { makesRoom: true });
  await chooseLayout(db, null, { makesRoom: false });
  expect((await readLayout(db, A)).makesRoom).toBe(true);
  expect((await readLayout(db, B)).makesRoom).toBe(false);
  expect((await readLayout(db, null)).makesRoom).toBe(false);
  expect(JSON.stringify(await db.meta.get('layout'))).not.toContain(B);
});

test('of many sites those are kept where something was chosen last', async () => {
  const { db } = await openTestStore();
  const site = (at: number): string => `https://${at}.example`;
  await chooseLayout(db, A, { width: 300 });
  for (let at = 0; at < MOST_SITES - 1; at++) await chooseLayout(db, site(at), { width: 400 });
  expect((await readLayout(db, A)).width).toBe(300);
  await chooseLayout(db, site(0), { width: 410 });
  await chooseLayout(db, B, { width: 600 });
  expect((await readLayout(db, A)).width).toBe(600);
  expect((await readLayout(db, site(0))).width).toBe(410);
});

test('nothing of it is to be sent, and it is forgotten with everything else', async () => {
  const { db, sources } = await openTestStore();
  const before = await db.outbox.count();
  await chooseLayout(db, A, { width: 300 });
  expect(await db.outbox.count()).toBe(before);
  expect(await forget(db, { discard: true }, sources)).toBe(true);
  expect(await db.meta.get('layout')).toBeUndefined();
});

test('the one choice of an earlier release is what was chosen last', async () => {
  const { db } = await openTestStore();
  await db.meta.put({ key: 'layout', margin: 'list' });
  expect(await readLayout(db, A)).toEqual({ ...USUAL_LAYOUT, cards: 'list' });
  await chooseLayout(db, A, { width: 300 });
  expect(await readLayout(db, B)).toEqual({ ...USUAL_LAYOUT, cards: 'list', width: 300 });
});
