/** A few notes by themselves, wherever the store keeps them. */
import { expect, test } from 'vitest';
import { readGlance } from '../../src/store/read-glance.ts';
import { createNote } from '../../src/store/write-note.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { livingFields } from '../../src/store/project.ts';
import { noteOf } from '../../src/store/find-notes.ts';
import { note, openTestStore } from './open-test-store.ts';

test('they come in the order asked, with their answers counted, and without what is gone', async () => {
  const store = await openTestStore();
  const { db, personal: group, sources } = store;
  const [first, second, deleted] = [
    await note(store, 'first'),
    await note(store, 'second'),
    await note(store, 'third'),
  ];
  const { target } = livingFields(await noteOf(db, first))!;
  const answer = () =>
    createNote(db, { group, fields: { kind: 'reply', text: 'yes', tags: [], target, parent: first } }, sources);
  await answer();
  const taken = await answer();
  if (taken.ok) await deleteNote(db, taken.id, sources);
  await deleteNote(db, deleted, sources);
  const found = await readGlance(db, [second, first, deleted, 'x'.repeat(22)]);
  expect(found.map(({ note: { id, text }, answers }) => [id, text, answers])).toEqual([
    [second, 'second', 0],
    [first, 'first', 1],
  ]);
});
