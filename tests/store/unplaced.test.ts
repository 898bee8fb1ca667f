/** Where passages were not surely found: kept here and nowhere else, only what is true, and no longer than it is. */
import { expect, test } from 'vitest';
import { forget } from '../../src/store/account.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { leave } from '../../src/store/groups-of-session.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { reattachNote, takeBackAnchor } from '../../src/store/reattach-note.ts';
import { keepFound, type Found } from '../../src/store/unplaced.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { KEY, note, openTestStore, row, tombstone, type TestStore } from './open-test-store.ts';

const tell = ({ db, sources }: TestStore, found: Found[], keys = [KEY]) =>
  keepFound(db, { page: { keys }, found }, sources);
const known = async ({ db }: TestStore) => [...(await readLibrary(db)).unplaced.values()];

async function withLost(): Promise<TestStore & { id: string }> {
  const store = await openTestStore();
  const id = await note(store);
  await tell(store, [{ id, state: 'lost' }]);
  expect(await known(store)).toMatchObject([{ id, state: 'lost', at: expect.stringMatching(/^2027-01-01T/) }]);
  return { ...store, id };
}

test('what was found again is forgotten, the time of the last look is the newest', async () => {
  const { id, ...store } = await withLost();
  store.clock.now = Date.UTC(2027, 5, 1);
  await tell(store, [{ id, state: 'unsure' }]);
  expect(await known(store)).toMatchObject([{ id, state: 'unsure', at: expect.stringMatching(/^2027-06-01T/) }]);
  await tell(store, [{ id, state: 'changed' }]);
  expect(await known(store)).toEqual([]);
});

test('a page is believed of its own notes only', async () => {
  const store = await openTestStore();
  const id = await note(store);
  const stranger = { id: 'x'.repeat(22), state: 'lost' as const };
  await tell(store, [{ id, state: 'lost' }], ['//hostile.example/']);
  await tell(store, [stranger]);
  expect(await store.db.unplaced.count()).toBe(0);
  await tell(store, [{ id, state: 'lost' }]);
  await tell(store, [{ id, state: 'exact' }], ['//hostile.example/']);
  expect(await known(store)).toHaveLength(1);
});

test('nothing of it is ever sent', async () => {
  const { db } = await withLost();
  expect(JSON.stringify(await db.outbox.toArray())).not.toContain('lost');
});

test('an edit of the words changes nothing in it; another passage, and the way back, do', async () => {
  const { id, ...store } = await withLost();
  const { db, sources } = store;
  await editNote(db, { id, text: 'other words', tags: [] }, sources);
  expect(await known(store)).toHaveLength(1);
  const selectors = [{ type: 'TextQuoteSelector' as const, exact: 'another passage' }];
  await reattachNote(db, { id, selectors, page: { keys: [KEY] } }, sources);
  expect(await known(store)).toEqual([]);
  await tell(store, [{ id, state: 'lost' }]);
  await takeBackAnchor(db, id, sources);
  expect(await db.unplaced.count()).toBe(0);
});

test('it goes with the note, whoever deletes it', async () => {
  const mine = await withLost();
  await deleteNote(mine.db, mine.id, mine.sources);
  expect(await mine.db.unplaced.count()).toBe(0);

  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  const theirs = row({ id: 't'.repeat(22), group, author: 'p'.repeat(22) });
  await applyRows(db, { group, after: 0, cursor: 1, epoch: 'e', rows: [theirs] }, sources);
  await tell(store, [{ id: theirs.id, state: 'unsure' }]);
  expect(await known(store)).toHaveLength(1);
  const gone = tombstone({ id: theirs.id, group, author: theirs.author, rev: 2, seq: 2 });
  await applyRows(db, { group, after: 1, cursor: 2, epoch: 'e', rows: [gone] }, sources);
  expect(await db.unplaced.count()).toBe(0);
});

test.each([
  ['remove', 0],
  ['lock', 1],
])('it goes with the words of a group one has left (policy %s), and at sign-out', async (onLeave, stays) => {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  const theirs = row({ id: 't'.repeat(22), group, author: 'p'.repeat(22) });
  await applyRows(db, { group, after: 0, cursor: 1, epoch: 'e', rows: [theirs] }, sources);
  await db.groups
    .where('id')
    .equals(group)
    .modify(({ row: { fields: of } }) => void (of.onLeave = onLeave));
  await tell(store, [{ id: theirs.id, state: 'lost' }]);
  expect(await known(store)).toHaveLength(1);
  await leave(db, group);
  expect(await db.annotations.count()).toBe(stays);
  expect(await db.unplaced.count()).toBe(stays);

  const other = await withLost();
  expect(await forget(other.db, { discard: true }, other.sources)).toBe(true);
  expect(await other.db.unplaced.count()).toBe(0);
});
