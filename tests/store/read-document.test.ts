/** What the library reads at once, and one document by any of its names. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readDesk } from '../../src/store/read-desk.ts';
import { readDocument } from '../../src/store/read-document.ts';
import { keepFound } from '../../src/store/unplaced.ts';
import { fields, KEY, note, openTestStore, row } from './open-test-store.ts';

test('a document is read by every name that any of its notes brings', async () => {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  const first = await note(store, 'by the address');
  const named = (id: string, keys: string[], seq: number) =>
    row({
      id: id.repeat(22),
      group,
      author: 'C'.repeat(22),
      seq,
      fields: fields({ text: id, target: { ...fields().target, keys } }),
    });
  const rows = [named('a', [KEY, 'doi:10.1/x'], 1), named('b', ['doi:10.1/x'], 2), named('c', ['//elsewhere'], 3)];
  await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e1', rows }, sources);
  for (const key of [KEY, 'doi:10.1/x']) {
    const { notes } = await readDocument(db, key);
    expect(notes.map(({ id }) => id).toSorted()).toEqual([first, 'a'.repeat(22), 'b'.repeat(22)].toSorted());
  }
  expect((await readDocument(db, '//nothing')).notes).toEqual([]);
});

test('at once the library reads of all notes only those that something is wrong with', async () => {
  const store = await openTestStore();
  const { db } = store;
  const lost = await note(store, 'lost');
  await note(store, 'found');
  await keepFound(db, { page: { keys: [KEY] }, found: [{ id: lost, state: 'lost' }] });
  const desk = await readDesk(db);
  expect(desk.notes.map(({ text }) => text)).toEqual(['lost']);
  expect([...desk.unplaced.keys()]).toEqual([lost]);
});
