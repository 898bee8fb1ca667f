/** What a second batch may carry while the first is on its way: nothing that has to wait for what waits. */
import { expect, test } from 'vitest';
import type { ReactionType } from '../../src/core/reaction.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { takeBatch } from '../../src/store/take-batch.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { giveReaction, takeBackReaction } from '../../src/store/write-reaction.ts';
import { fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

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

test('of what there is one of, nothing leaves while something is on its way: given again must not overtake taken back', async () => {
  const store = await known();
  const { db, sources, personal: group } = store;
  const [one, other, author] = ['B'.repeat(22), 'D'.repeat(22), 'C'.repeat(22)];
  const rows = [one, other].map((id, at) => row({ id, group, author, seq: at + 1 }));
  await applyRows(db, { group, after: 0, cursor: 2, epoch: 'e1', rows }, sources);
  const give = (id: string, type: ReactionType) => giveReaction(db, { note: id, type }, sources);
  await give(one, 'agree');
  const [given] = await takeBatch(db, LIMITS);
  await takeBackReaction(db, { note: one, type: 'agree' }, sources);
  await db.outbox.delete(given?.n ?? 0);
  const back = await takeBatch(db, LIMITS);
  expect(back.map(({ op }) => op.act)).toEqual(['delete']);
  await give(one, 'agree');
  await give(other, 'doubt');
  const second = await takeBatch(db, LIMITS, back);
  expect(second.map(({ op }) => op.kind === 'reaction' && op.act === 'put' && op.fields.target)).toEqual([other]);
  await giveReaction(db, { note: one, type: 'doubt' }, sources);
  expect(await takeBatch(db, LIMITS, [...back, ...second])).toEqual([]);
  await db.outbox.bulkDelete(back.map(({ n }) => n));
  expect(
    (await takeBatch(db, LIMITS, second)).map(({ op }) => op.kind === 'reaction' && op.act === 'put' && op.fields.type),
  ).toEqual(['doubt']);
});
