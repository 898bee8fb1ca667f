/** Imported notes wait in parcels: whoever reads, changes, answers or sends one notices nothing of it. */
import { expect, test } from 'vitest';
import { unsentWords } from '../../src/store/account.ts';
import { retagNotes } from '../../src/store/change-many.ts';
import { noteOf } from '../../src/store/find-notes.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { unpackedOps } from '../../src/store/packed-ops.ts';
import { dropParcelled } from '../../src/store/parcels.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { countUnsent, countWaiting, takeBatch } from '../../src/store/take-batch.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { fields, note } from './open-test-store.ts';
import {
  COUNT,
  SHELF,
  LIMITS,
  ID,
  records,
  imported,
  waiting,
  ids,
  everyId,
  parcelledAmong,
} from './imported-ground.ts';

test('they are read, counted and shown as waiting like all others', async () => {
  const store = await imported();
  const { db } = store;
  expect([await db.annotations.count(), await db.shelves.count()]).toEqual([0, 4]);
  expect(await waiting(store)).toEqual([[], ids(0, COUNT)]);
  expect([await countWaiting(db), await countUnsent(db), await unsentWords(db)]).toEqual([COUNT, COUNT, COUNT]);
  const { notes, sync } = await readLibrary(db);
  expect(notes.map(({ send }) => send.state)).toEqual(Array.from({ length: COUNT }, () => 'waiting'));
  expect(sync.waiting).toBe(COUNT);
});

test('fewer than a shelf holds get records of their own, behind what they answer', async () => {
  const store = await imported();
  const { db, sources, personal: group } = store;
  const [answer] = records({ 0: 4 });
  await importNotes(db, { group, records: [{ ...answer!, id: 'x'.repeat(22) }] }, sources);
  expect(await waiting(store)).toEqual([
    [...ids(3, 6), 'x'.repeat(22)],
    [...ids(0, 3), ...ids(6, COUNT)],
  ]);
});

test('a change of one becomes part of the operation that waits; only its parcel and its shelf are opened', async () => {
  const store = await imported();
  const { db, sources } = store;
  await editNote(db, { id: ID(4), text: 'changed', tags: [] }, sources);
  expect(await waiting(store)).toEqual([ids(3, 6), [...ids(0, 3), ...ids(6, COUNT)]]);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  const entries = await db.outbox.where('id').equals(ID(4)).toArray();
  expect(entries).toMatchObject([{ op: { act: 'put', baseRev: 0, fields: { text: 'changed', kind: 'comment' } } }]);
  expect((await noteOf(db, ID(4)))?.row).toMatchObject({ fields: { text: 'changed' } });
  await retagNotes(db, [{ id: ID(10), add: ['mine'], remove: [] }], sources);
  expect((await noteOf(db, ID(10)))?.row).toMatchObject({ fields: { tags: ['mine'] } });
});

test('one that is deleted before it left is not sent, and all others are', async () => {
  const store = await imported();
  const { db, sources } = store;
  await deleteNote(db, ID(4), sources);
  expect(await countWaiting(db)).toBe(COUNT - 1);
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id }) => id).toSorted()).toEqual(ids(0, COUNT).filter((id) => id !== ID(4)));
});

test('an answer leaves behind what it answers, over as many parcels as there are', async () => {
  const store = await imported(records({ 5: 1, 10: 4 }));
  const { db, sources, personal: group } = store;
  await createNote(db, { group, fields: fields({ text: 'answer', parent: ID(11), kind: 'reply' }) }, sources);
  // The parcel of what it answers, that of what one of these answers, and that of what one of those does.
  const [entries, parcels] = await waiting(store);
  expect([entries.slice(0, 9), parcels]).toEqual([[...ids(0, 6), ...ids(9, 12)], ids(6, 9)]);
  const sent = (await takeBatch(db, LIMITS)).map(({ op }) => op);
  for (const [at, op] of sent.entries()) {
    const parent = op.kind === 'annotation' && op.act === 'put' ? op.fields.parent : null;
    if (parent != null) expect(sent.slice(0, at).map(({ id }) => id)).toContain(parent);
  }
});

test('they leave in their order piece by piece, behind what was written since; a batch that was cut off is the same again', async () => {
  const store = await imported();
  const { db } = store;
  const own = await note(store, 'written since');
  const first = await takeBatch(db, { ...LIMITS, ops: 5 });
  expect(first.map(({ id }) => id)).toEqual([own, ...ids(0, 4)]);
  expect(await waiting(store)).toEqual([[own, ...ids(0, 6)], ids(6, COUNT)]);
  const again = await takeBatch(db, { ...LIMITS, ops: 5 });
  expect(again.map(({ opId }) => opId)).toEqual(first.map(({ opId }) => opId));
  const second = await takeBatch(db, { ...LIMITS, ops: 5 }, again);
  expect(second.map(({ id }) => id)).toEqual(ids(4, 9));
  const third = await takeBatch(db, { ...LIMITS, ops: 5 }, [...again, ...second]);
  expect(third.map(({ id }) => id)).toEqual(ids(9, COUNT));
  expect(await takeBatch(db, { ...LIMITS, ops: 5 }, [...again, ...second, ...third])).toEqual([]);
});

test('a batch that is full by its size opens no more', async () => {
  const store = await imported(records({}, () => 'x'.repeat(1000)));
  const { db } = store;
  const bytes = 4000;
  expect(await takeBatch(db, { ops: 6, bytes })).toHaveLength(2);
  expect(await waiting(store)).toEqual([ids(0, 6), ids(6, COUNT)]);
  expect(await takeBatch(db, { ops: 6, bytes })).toHaveLength(2);
  expect(await waiting(store)).toEqual([ids(0, 6), ids(6, COUNT)]);
});

test('what waits for its group stays where it is, and holds nothing of other groups up', async () => {
  const store = await imported();
  const { db, sources, personal } = store;
  const [group, member] = [await db.groups.get(personal), await db.memberships.get([personal, store.me])];
  const hall = 'h'.repeat(22);
  await db.groups.add({ ...group!, id: hall, state: 'local', row: { ...group!.row, id: hall, group: hall } });
  await db.memberships.add({ ...member!, group: hall });
  const others = records().map((record) => ({ ...record, id: record.id.replace('n', 'a') }));
  await importNotes(db, { group: hall, records: others }, sources);
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id }) => id)).toEqual(ids(0, COUNT));
  expect(await takeBatch(db, LIMITS, taken)).toEqual([]);
  expect(await db.parcels.where('group').equals(hall).count()).toBe(COUNT / SHELF);
  // As long as what they were made on is of an older life of the endpoint's database as well.
  await db.groups.update(hall, { state: 'joined' });
  await db.cursors.put({ group: hall, cursor: 0, epoch: 'e1', offer: 1 });
  expect(await takeBatch(db, LIMITS, taken)).toEqual([]);
  await db.cursors.update(hall, { offer: 0 });
  expect(await takeBatch(db, LIMITS, taken)).toHaveLength(COUNT);
});

test('where the power goes in the middle of a transaction, everything is where it was before it', async () => {
  const store = await imported(records().slice(0, 6));
  const { db, sources, personal: group } = store;
  const goes = (): never => {
    throw new Error('the power went');
  };
  // Taken in: parcels are written, shelves are not.
  db.shelves.hook('creating', goes);
  await expect(importNotes(db, { group, records: records() }, sources)).rejects.toThrow('the power went');
  db.shelves.hook('creating').unsubscribe(goes);
  expect([await waiting(store), await everyId(store)]).toEqual([[[], ids(0, 6)], ids(0, 6)]);
  // Opened to leave: the outbox is written, the parcels are still there.
  db.parcels.hook('deleting', goes);
  await expect(takeBatch(db, LIMITS)).rejects.toThrow('the power went');
  await expect(editNote(db, { id: ID(1), text: 'changed', tags: [] }, sources)).rejects.toThrow('the power went');
  db.parcels.hook('deleting').unsubscribe(goes);
  expect([await waiting(store), await everyId(store)]).toEqual([[[], ids(0, 6)], ids(0, 6)]);
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual(ids(0, 6));
});

test('few notes or many are asked for: the same parcels hold them, and those that are in none are in none', async () => {
  const store = await imported();
  const { db } = store;
  const others = Array.from({ length: 40 }, (_, at) => `x${String(at).padStart(21, '0')}`);
  for (const asked of [[ID(4)], [ID(4), ID(5), ID(11)], ids(2, 5), ids(0, COUNT), []]) {
    const held = asked.toSorted();
    expect((await parcelledAmong(db, asked)).toSorted()).toEqual(held);
    expect((await parcelledAmong(db, [...others, ...asked])).toSorted()).toEqual(held);
  }
  expect(await parcelledAmong(db, others.slice(0, 3))).toEqual([]);
});

test('who reads, or writes about a note that is in the outbox, does not look through all that waits in parcels', async () => {
  const store = await imported();
  const { db, sources } = store;
  const own = await note(store, 'written since');
  let looks = 0;
  db.manifests.hook('reading', (manifest) => {
    looks++;
    return manifest;
  });
  await editNote(db, { id: own, text: 'changed', tags: [] }, sources);
  expect((await noteOf(db, own))?.row).toMatchObject({ fields: { text: 'changed' } });
  expect(looks).toBe(0);
  const { notes } = await readLibrary(db);
  expect(new Set(notes.map(({ send }) => send.state))).toEqual(new Set(['waiting']));
  expect([notes.length, looks]).toEqual([COUNT + 1, 0]);
  await note(store, 'another one');
  // There is one manifest: to write a new note looks through all of them once.
  expect(looks).toBe(1);
  await editNote(db, { id: ID(4), text: 'changed', tags: [] }, sources);
  expect(looks).toBeGreaterThan(1);
});

test('those of a release that kept operations as they are, and no number of them, wait like all others', async () => {
  const store = await imported();
  const { db } = store;
  await db.meta.delete('parcelled');
  await db.parcels.toCollection().modify((parcel) => {
    parcel.ops = unpackedOps(parcel.ops);
  });
  expect(await countWaiting(db)).toBe(COUNT);
  await dropParcelled(db, [ID(1)]);
  expect(await countWaiting(db)).toBe(COUNT - 1);
  await deleteNote(db, ID(4), store.sources);
  expect(await waiting(store)).toEqual([
    [ID(3), ID(5)],
    [ID(0), ID(2), ...ids(6, COUNT)],
  ]);
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id }) => id).toSorted()).toEqual(ids(0, COUNT).filter((id) => id !== ID(1) && id !== ID(4)));
  expect(await waiting(store)).toEqual([[ID(3), ID(5), ID(0), ID(2), ...ids(6, COUNT)], []]);
});

test('parcels are found by a list of what they hold, which goes with them; the database keeps no entry for each note', async () => {
  const store = await imported();
  const { db } = store;
  expect(db.parcels.schema.indexes.map(({ name }) => name)).toEqual(['group']);
  expect(await db.manifests.count()).toBe(1);
  await importNotes(
    db,
    { group: store.personal, records: records().map((one) => ({ ...one, id: one.id.replace('n', 'a') })) },
    store.sources,
  );
  expect([await db.manifests.count(), await countWaiting(db)]).toEqual([2, 2 * COUNT]);
  await db.write(() => dropParcelled(db, ids(0, 7)));
  expect((await waiting(store))[1].slice(0, COUNT - 7)).toEqual(ids(7, COUNT));
  await db.write(() => dropParcelled(db, ids(7, COUNT)));
  expect([await db.manifests.count(), await db.parcels.count()]).toEqual([1, COUNT / SHELF]);
  expect(await takeBatch(db, LIMITS)).toHaveLength(COUNT);
  expect([await db.manifests.count(), await db.parcels.count()]).toEqual([0, 0]);
});

test('whatever is written in them leaves as it was', async () => {
  const texts = ['“quay” – ebb', '潮汐', 'المد', '👩‍🏫', 'half \ud83d of one', 'nul \u0000 and \u2028'];
  const { db } = await imported(records({}, (at) => texts[at % texts.length] ?? ''));
  const taken = await takeBatch(db, LIMITS);
  const sent = taken.map(({ op }) => (op.kind === 'annotation' && op.act === 'put' ? op.fields.text : null));
  expect(sent).toEqual([...texts, ...texts]);
});
