/** Taking an import back that has not left, or is about to: nothing of it is sent, and what is the writer's own by now stays. */
import { expect, test } from 'vitest';
import { noteOf } from '../../src/store/find-notes.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { takeImportBack } from '../../src/store/take-import-back.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { countWaiting, takeBatch } from '../../src/store/take-batch.ts';
import { editNote } from '../../src/store/write-note.ts';
import { restoreNote } from '../../src/store/delete-note.ts';
import { COUNT, LIMITS, ID, records, imported, waiting, ids } from './imported-ground.ts';

test('taken back before it left, nothing of it is sent; broken off, its parts are whole', async () => {
  const store = await imported(records().slice(0, 6));
  const { db, sources, personal: group } = store;
  expect(await importNotes(db, { group, records: records() }, sources)).toMatchObject({ taken: ids(6, COUNT) });
  expect(await waiting(store)).toEqual([[], ids(0, COUNT)]);
  expect(await takeImportBack(db, records().toReversed(), sources)).toMatchObject({ kept: 0 });
  expect(await takeBatch(db, LIMITS)).toEqual([]);
  expect([await countWaiting(db), (await readLibrary(db)).notes.length]).toEqual([0, 0]);
});

test('taken back while some of it is on its way: that is deleted behind it, the rest is not sent, and what was deleted comes back whole', async () => {
  const store = await imported();
  const { db, sources } = store;
  const taken = await takeBatch(db, { ...LIMITS, ops: 5 });
  expect(await takeImportBack(db, records().toReversed(), sources)).toMatchObject({ kept: 0 });
  expect((await readLibrary(db)).notes).toEqual([]);
  const left = await db.outbox.orderBy('n').toArray();
  expect(left.map(({ op }) => op.act)).toEqual([...taken.map(() => 'put'), ...taken.map(() => 'delete')]);
  expect([await db.parcels.count(), await db.shelves.count()]).toEqual([0, 0]);
  expect(await restoreNote(db, ID(8), sources)).toMatchObject({ ok: true });
  expect((await noteOf(db, ID(8)))?.row).toMatchObject({ fields: { text: 'note 8', origin: { from: 'jsonld' } } });
  expect((await db.outbox.where('id').equals(ID(8)).toArray()).map(({ op }) => op.act)).toEqual(['put']);
});

test('taken back, those of a shelf that were changed stay, and with them what waits on them', async () => {
  const store = await imported(records({ 10: 9 }));
  const { db, sources } = store;
  await editNote(db, { id: ID(4), text: 'my own by now', tags: [] }, sources);
  await editNote(db, { id: ID(10), text: 'an answer of my own', tags: [] }, sources);
  expect(await takeImportBack(db, records({ 10: 9 }).toReversed(), sources)).toMatchObject({ kept: 3 });
  expect((await readLibrary(db)).notes.map(({ id }) => id).toSorted()).toEqual([ID(10), ID(4), ID(9)].toSorted());
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual([ID(4), ID(9), ID(10)]);
});
