/** A guest who goes over to another account is the same reader, on the same device: what they chose there stays as it was. */
import { expect, test } from 'vitest';
import { readBackups, updateBackups } from '../../src/store/backups.ts';
import { chooseLayout, readLayout } from '../../src/store/margin-layout.ts';
import { chooseKeys, readKeys } from '../../src/store/own-keys.ts';
import { readSearches, saveSearch } from '../../src/store/saved-searches.ts';
import { adoptInstead } from '../../src/store/take-along.ts';
import { freshId } from '../../src/store/sources.ts';
import { openTestStore } from './open-test-store.ts';

test('keys, the margin’s layout, saved searches and backups come along; the new account is who signs in', async () => {
  const { db, sources } = await openTestStore();
  const site = 'https://example.org';
  await chooseKeys(db, { next: 'n', list: null });
  await chooseLayout(db, site, { cards: 'list', width: 500 });
  await saveSearch(db, { name: 'tides', query: 'tide' }, sources);
  await updateBackups(db, { isOn: true, everyDays: 7 });
  await db.outbox.clear();
  const before = [await readLayout(db, site), await readSearches(db), await readBackups(db)];
  const session = { token: 'u'.repeat(20), user: { id: freshId(sources), name: 'Ada', email: null } };
  expect(await adoptInstead(db, 'https://e.example', session, sources)).toBe(true);
  expect(await readKeys(db)).toEqual({ next: 'n', list: null });
  expect([await readLayout(db, site), await readSearches(db), await readBackups(db)]).toEqual(before);
  expect(await db.meta.get('identity')).toMatchObject({ user: session.user.id });
});
