/** Own notes that the endpoint took as they were written: whole to whoever reads them, though they are not written again. */
import { expect, test } from 'vitest';
import type { OpResult } from '../../src/protocol/sync.ts';
import { applyRows, cursorOf } from '../../src/store/apply-rows.ts';
import { noteOf, notesByKey, notesOfGroup } from '../../src/store/find-notes.ts';
import { updateSync } from '../../src/store/meta.ts';
import { beginEpoch } from '../../src/store/offer-again.ts';
import { settle } from '../../src/store/settle-op.ts';
import { countUnsent, takeBatch, type Taken } from '../../src/store/take-batch.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { KEY, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const LIMITS = { ops: 200, bytes: 1_000_000 };
const COUNT = 30;

/** A store whose personal group is known up to place 2, with new notes that wait. */
async function withWaiting(count = COUNT) {
  const store = await openTestStore();
  await store.db.outbox.clear();
  await store.db.groups.toCollection().modify({ state: 'joined' });
  await store.db.cursors.put({ group: store.personal, cursor: 2, epoch: 'e1', offer: 0 });
  const ids = [];
  for (let at = 0; at < count; at++) ids.push(await note(store, `note ${at}`));
  return { ...store, ids };
}

/** What the endpoint answers that takes new notes as they are. */
function appliedFrom(seq: number, taken: readonly Taken[], { me, personal: group }: TestStore): OpResult[] {
  return taken.flatMap(({ opId, op }, at): OpResult[] => {
    const fields = op.kind === 'annotation' && op.act === 'put' ? op.fields : {};
    const made = row({
      id: op.id,
      group,
      author: me,
      seq: seq + at,
      created: op.at,
      updated: '2027-01-02T00:00:00.000Z',
    });
    return [{ opId, status: 'applied', row: { ...made, fields: { ...made.fields, ...fields } } }];
  });
}

async function settled(store: TestStore, seq = 3) {
  const taken = await takeBatch(store.db, LIMITS);
  const results = appliedFrom(seq, taken, store);
  const keys = await settle(store.db, { epoch: 'e1', results, taken }, store.sources);
  return { taken, results, keys };
}

test('a batch is one receipt, and every way of reading shows its notes as the endpoint has them', async () => {
  const store = await withWaiting();
  const { db, ids, personal } = store;
  const { results, keys } = await settled(store);
  expect(keys).toEqual([KEY]);
  expect([await db.outbox.count(), await db.receipts.count()]).toEqual([0, 1]);
  expect(await db.annotations.filter(({ base }) => base !== null).count()).toBe(0);
  const rows = results.flatMap((result) => ('row' in result && result.row ? [result.row] : []));
  const wanted = new Map(rows.map((one) => [one.id, one]));
  for (const notes of [[await noteOf(db, ids[7] ?? '')], await notesByKey(db, KEY), await notesOfGroup(db, personal)])
    for (const found of notes) {
      expect(found?.base).toEqual(wanted.get(found?.id ?? ''));
      expect(found).toMatchObject({ row: found?.base, epoch: 'e1' });
    }
  expect(await notesOfGroup(db, personal)).toHaveLength(COUNT);
});

test('what follows on what is known moves the cursor; what has a gap before it does not', async () => {
  const store = await withWaiting();
  await settled(store);
  expect(await cursorOf(store.db, store.personal, 'e1')).toBe(2 + COUNT);
  const other = await withWaiting();
  await settled(other, 4);
  expect(await cursorOf(other.db, other.personal, 'e1')).toBe(2);
});

test('told again by a pull they are no news; a later word about one of them is', async () => {
  const store = await withWaiting();
  const { db, sources, personal: group, ids } = store;
  const { results } = await settled(store, 4);
  const rows = results.flatMap((result) => ('row' in result && result.row ? [result.row] : []));
  await applyRows(db, { group, after: 2, cursor: 3 + COUNT, epoch: 'e1', rows }, sources);
  expect(await db.receipts.count()).toBe(1);
  const [first] = rows;
  if (first?.kind !== 'annotation' || first.deleted) throw new Error('no note');
  const edited = { ...first, rev: 2, seq: 100, fields: { ...first.fields, text: 'edited elsewhere' } };
  await applyRows(db, { group, after: 3 + COUNT, cursor: 100, epoch: 'e1', rows: [edited] }, sources);
  expect(await noteOf(db, ids[0] ?? '')).toMatchObject({ row: edited, base: edited });
  expect((await db.receipts.toArray())[0]?.taken).toHaveLength(COUNT - 1);
  // Its receipt is gone for good: a note that has no base any more does not get the old one back.
  await db.annotations.update(ids[0] ?? '', { base: null });
  expect(await noteOf(db, ids[0] ?? '')).toMatchObject({ base: null });
});

test('a change of one of them is made on the revision that the endpoint has', async () => {
  const store = await withWaiting();
  const { db, sources, ids } = store;
  await settled(store);
  await editNote(db, { id: ids[3] ?? '', text: 'changed', tags: [] }, sources);
  await deleteNote(db, ids[4] ?? '', sources);
  const ops = (await takeBatch(db, LIMITS)).map(({ op }) => op);
  expect(ops).toMatchObject([
    { id: ids[3], baseRev: 1, act: 'put', fields: { text: 'changed' } },
    { id: ids[4], baseRev: 1, act: 'delete' },
  ]);
  expect((await db.receipts.toArray())[0]?.taken).toHaveLength(COUNT - 2);
});

test('a note that was changed or deleted while it was on its way is settled by itself', async () => {
  const store = await withWaiting();
  const { db, sources, ids } = store;
  const taken = await takeBatch(db, LIMITS);
  await editNote(db, { id: ids[0] ?? '', text: 'changed', tags: [] }, sources);
  await deleteNote(db, ids[1] ?? '', sources);
  await settle(db, { epoch: 'e1', results: appliedFrom(3, taken, store), taken }, sources);
  expect((await db.receipts.toArray())[0]?.taken).toHaveLength(COUNT - 2);
  const ops = (await takeBatch(db, LIMITS)).map(({ op }) => op);
  expect(ops).toMatchObject([
    { id: ids[0], baseRev: 1, fields: { text: 'changed' } },
    { id: ids[1], baseRev: 1, act: 'delete' },
  ]);
  expect(await noteOf(db, ids[0] ?? '')).toMatchObject({ row: { fields: { text: 'changed' } }, base: { rev: 1 } });
});

test('a worker that died between answer and settling is answered again, and nothing is there twice', async () => {
  const store = await withWaiting();
  const { db, sources, personal } = store;
  const before = await takeBatch(db, LIMITS);
  const again = await takeBatch(db, LIMITS);
  expect(again.map(({ op }) => op)).toEqual(before.map(({ op }) => op));
  const results = appliedFrom(3, again, store).map((result) => ({ ...result, status: 'duplicate' }) as OpResult);
  await settle(db, { epoch: 'e1', results, taken: again }, sources);
  await settle(db, { epoch: 'e1', results, taken: before }, sources);
  const notes = await notesOfGroup(db, personal);
  expect(notes.map(({ base }) => base?.rev)).toEqual(Array.from({ length: COUNT }, () => 1));
  expect([await db.outbox.count(), await db.receipts.count()]).toEqual([0, 0]);
});

test('after a restore of the endpoint they are offered like all others: they are whole before their epoch ends', async () => {
  const store = await withWaiting();
  const { db, sources, me, personal } = store;
  await settled(store);
  await updateSync(db, { epoch: 'e1' });
  const user = { id: me, name: 'Ada', email: null };
  const groups = [{ id: personal, personal: true, role: 'owner' as const, head: 2 }];
  await beginEpoch(db, { protocol: 1, epoch: 'e2', user, groups }, sources);
  expect(await db.receipts.count()).toBe(0);
  expect(await db.annotations.filter(({ base, epoch }) => base?.rev === 1 && epoch === 'e1').count()).toBe(COUNT);
});

test('a batch is marked by its ends; what stands between others is marked by itself', async () => {
  const store = await withWaiting(6);
  const { db, sources, ids } = store;
  expect(await countUnsent(db)).toBe(6);
  const first = await takeBatch(db, { ...LIMITS, ops: 2 });
  expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(await countUnsent(db)).toBe(4);
  const second = await takeBatch(db, { ...LIMITS, ops: 2 }, first);
  expect(second.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect(await db.outbox.filter(({ sent }) => sent === 1).count()).toBe(0);
  // A change of what was handed over waits behind it; one of what was not becomes part of it.
  await editNote(db, { id: ids[3] ?? '', text: 'changed', tags: [] }, sources);
  await editNote(db, { id: ids[4] ?? '', text: 'changed', tags: [] }, sources);
  expect(await db.outbox.count()).toBe(7);
  const third = await takeBatch(db, LIMITS, [...first, ...second]);
  expect(third.map(({ id }) => id)).toEqual(ids.slice(4));
  expect(await countUnsent(db)).toBe(1);
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual(ids);
});
