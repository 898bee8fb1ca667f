/** Which groups' notes are still to come: until they were read once, and while they are read anew. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { comingGroups } from '../../src/store/coming-groups.ts';
import { chooseHolding } from '../../src/store/holdings.ts';
import { beginAnew, finishAnew } from '../../src/store/read-anew.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { openTestStore, row } from './open-test-store.ts';

test('from joining to the first reading, and while it is read anew; not what nobody else has, or the reader does not want', async () => {
  const { db, sources, me } = await openTestStore();
  await db.groups.toCollection().modify({ state: 'joined' });
  expect(await comingGroups(db)).toEqual([]);
  const group = await createGroup(db, 'Hall', sources);
  expect(await comingGroups(db)).toEqual([]);
  await db.groups.update(group, { state: 'joined' });
  expect(await comingGroups(db)).toEqual([group]);
  const rows = [row({ id: 'n'.repeat(22), group, author: me, seq: 3 })];
  await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e', rows }, sources);
  expect(await comingGroups(db)).toEqual([]);
  await beginAnew(db, { group, epoch: 'e', floor: 0 });
  expect(await comingGroups(db)).toEqual([group]);
  await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e', rows }, sources);
  expect(await comingGroups(db)).toEqual([group]);
  await finishAnew(db, group, sources);
  expect(await comingGroups(db)).toEqual([]);
  await chooseHolding(db, group, 'newest');
  expect(await comingGroups(db)).toEqual([group]);
  await chooseHolding(db, group, 'mine');
  expect(await comingGroups(db)).toEqual([]);
});
