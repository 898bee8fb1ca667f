/** A guest who goes over to another account is the same reader, on the same device: what they chose there stays as it was. */
import { expect, test } from 'vitest';
import { NO_BACKUPS } from '../../src/core/backup.ts';
import { NIGHT } from '../../src/core/quiet-hours.ts';
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
  await updateBackups(db, { isOn: true, everyDays: 7, count: 3, last: '2026-11-01T12:00:00.000Z' });
  await db.meta.put({ key: 'inbox', since: '2026-01-01T00:00:00.000Z', notify: true, quiet: NIGHT });
  await db.outbox.clear();
  const before = [await readLayout(db, site), await readSearches(db)];
  const session = { token: 'u'.repeat(20), user: { id: freshId(sources), name: 'Ada', email: null } };
  expect(await adoptInstead(db, 'https://e.example', session, sources)).toBe(true);
  expect(await readKeys(db)).toEqual({ next: 'n', list: null });
  expect([await readLayout(db, site), await readSearches(db)]).toEqual(before);
  // Its first backup is due, and it is told of what comes from now on.
  expect(await readBackups(db)).toEqual({ ...NO_BACKUPS, isOn: true, everyDays: 7 });
  const row = await db.meta.get('inbox');
  const since = row?.key === 'inbox' ? row.since : null;
  expect(row).toMatchObject({ notify: true, quiet: NIGHT });
  expect(Math.abs(Date.parse(since ?? '') - sources.now())).toBeLessThan(60_000);
  expect(await db.meta.get('identity')).toMatchObject({ user: session.user.id });
});
