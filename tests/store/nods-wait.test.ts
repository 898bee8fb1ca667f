/** Nods leave alone and a while after what all can see, so that no name stands beside their place in the history. */
import { beforeEach, expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { untilNodsLeave } from '../../src/store/nods-wait.ts';
import { settle } from '../../src/store/settle-op.ts';
import { countUnsent, takeBatch, type Taken } from '../../src/store/take-batch.ts';
import { giveReaction, takeBackReaction } from '../../src/store/write-reaction.ts';
import { fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const MINUTE = 60_000;
const THEM = 'C'.repeat(22);
const [ONE, TWO] = ['B'.repeat(22), 'D'.repeat(22)];

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
  await store.db.groups.toCollection().modify({ state: 'joined' });
  await store.db.outbox.clear();
  const rows = [ONE, TWO].map((id, at) =>
    row({ id, group: store.personal, author: THEM, seq: at + 1, fields: fields() }),
  );
  await applyRows(store.db, { group: store.personal, after: 0, cursor: 2, epoch: 'e1', rows }, store.sources);
});

const nod = (id: string) => giveReaction(store.db, { note: id, type: 'nod' }, store.sources);
const batch = (onTheWay: readonly Taken[] = []): Promise<Taken[]> =>
  takeBatch(store.db, { ops: 200, bytes: 1e6 }, onTheWay, store.sources);
const kinds = (taken: readonly Taken[]): string[] =>
  taken.map(({ op }) => (op.kind === 'reaction' && op.act === 'put' ? op.fields.type : op.kind));
/** The endpoint takes them. */
const arrive = (taken: readonly Taken[]) =>
  settle(
    store.db,
    { epoch: 'e1', taken, results: taken.map(({ opId }) => ({ opId, status: 'forbidden' })) },
    store.sources,
  );

test('a nod leaves in no batch with anything else, nor right before or behind it', async () => {
  await nod(ONE);
  await note(store, 'said at once');
  await giveReaction(store.db, { note: ONE, type: 'agree' }, store.sources);
  expect(await countUnsent(store.db)).toBe(2);
  store.clock.now += MINUTE;
  const visible = await batch();
  expect(kinds(visible)).toEqual(['annotation', 'agree']);
  // Nor beside them.
  expect(await batch(visible)).toEqual([]);
  await arrive(visible);
  expect(await batch()).toEqual([]);
  expect(await untilNodsLeave(store.db, store.sources)).toBeGreaterThan(5000);
  await nod(TWO);
  store.clock.now += MINUTE;
  const nods = await batch();
  expect(kinds(nods)).toEqual(['nod', 'nod']);
  await note(store, 'said meanwhile');
  expect(await batch(nods)).toEqual([]);
  await store.db.outbox.bulkDelete(nods.map(({ n }) => n));
  expect(kinds(await batch())).toEqual(['annotation']);
  expect(await untilNodsLeave(store.db, store.sources)).toBeNull();
});

test('taken back after it left, that waits as well', async () => {
  await nod(ONE);
  store.clock.now += MINUTE;
  const nods = await batch();
  const [{ id } = { id: '' }] = nods;
  const { created, updated } = row({ id, group: store.personal, author: store.me });
  const envelope = { id, group: store.personal, author: store.me, rev: 1, seq: 3, created, updated };
  const given = {
    ...envelope,
    kind: 'reaction' as const,
    deleted: false as const,
    fields: { target: ONE, type: 'nod' },
  };
  const result = { opId: nods[0]?.opId ?? '', status: 'applied' as const, row: given };
  await settle(store.db, { epoch: 'e1', taken: nods, results: [result] }, store.sources);
  expect(await store.db.meta.get('nods')).toBeUndefined();
  await takeBackReaction(store.db, { note: ONE, type: 'nod' }, store.sources);
  await note(store, 'said');
  expect(kinds(await batch())).toEqual(['annotation']);
  await store.db.outbox.where('id').notEqual(id).delete();
  expect(await batch()).toEqual([]);
  store.clock.now += MINUTE;
  expect((await batch()).map(({ op }) => op.act)).toEqual(['delete']);
});

test('who writes on and on does not keep it for ever, nor does a clock that is set back', async () => {
  await nod(ONE);
  let minutes = 0;
  for (; minutes < 20; minutes += 1 / 6) {
    await note(store, 'on and on');
    await arrive(await batch());
    if ((await batch()).length > 0) break;
    store.clock.now += MINUTE / 6;
  }
  expect(minutes).toBeGreaterThan(4);
  expect(minutes).toBeLessThan(7);
  store.clock.now -= 24 * 60 * MINUTE;
  expect(kinds(await batch())).toEqual(['nod']);
});

test('one that is taken back before it left does not make the next one leave sooner', async () => {
  await nod(ONE);
  await note(store, 'said');
  await arrive(await batch());
  await takeBackReaction(store.db, { note: ONE, type: 'nod' }, store.sources);
  expect(await untilNodsLeave(store.db, store.sources)).toBeNull();
  store.clock.now += 10 * MINUTE;
  await nod(TWO);
  await note(store, 'said as well');
  await arrive(await batch());
  expect(await batch()).toEqual([]);
});

test('how long it waits is left to chance', async () => {
  const waits = new Set<number>();
  for (let at = 0; at < 20; at++) {
    await store.db.meta.delete('nods');
    await nod(at % 2 === 0 ? ONE : TWO);
    waits.add(Math.round(((await untilNodsLeave(store.db, store.sources)) ?? 0) / 1000));
    await store.db.outbox.clear();
    await store.db.reactions.clear();
  }
  expect(waits.size).toBeGreaterThan(5);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(9);
  expect(Math.max(...waits)).toBeLessThanOrEqual(40);
});
