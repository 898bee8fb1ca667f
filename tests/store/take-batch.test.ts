/** What a second batch may carry while the first is on its way: nothing that has to wait for what waits. */
import { expect, test } from 'vitest';
import { takeBatch } from '../../src/store/take-batch.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { fields, note, openTestStore, type TestStore } from './open-test-store.ts';

const LIMITS = { ops: 2, bytes: 1_000_000 };

async function known(): Promise<TestStore> {
  const store = await openTestStore();
  await store.db.outbox.clear();
  await store.db.groups.toCollection().modify({ state: 'joined' });
  return store;
}

async function answer({ db, sources, personal: group }: TestStore, parent: string): Promise<string> {
  const written = await createNote(db, { group, fields: fields({ kind: 'reply', parent }) }, sources);
  if (!written.ok) throw new Error(written.code);
  return written.id;
}

test('an answer to a note that was passed over waits as that one does', async () => {
  const store = await known();
  const { db, sources } = store;
  const root = await note(store, 'root');
  const first = await takeBatch(db, { ...LIMITS, ops: 1 });
  await editNote(db, { id: root, text: 'changed on its way', tags: [] }, sources);
  const waits = await answer(store, root);
  const [one, other] = [await note(store, 'one'), await note(store, 'other')];
  await answer(store, waits);
  const last = await note(store, 'last');
  const second = await takeBatch(db, LIMITS, first);
  expect(second.map(({ id }) => id)).toEqual([one, other]);
  // The first is answered, the second is still on its way: `waits` has not left.
  await db.outbox.bulkDelete(first.map(({ n }) => n));
  const third = await takeBatch(db, LIMITS, second);
  expect(third.map(({ id }) => id)).toEqual([last]);
});
