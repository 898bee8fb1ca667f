/** The tags of a group, of it alone, from every place where the store keeps notes. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readVocabulary } from '../../src/store/read-vocabulary.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { createNote } from '../../src/store/write-note.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { fields, openTestStore, row } from './open-test-store.ts';

test('tags of living notes, own and shelved, of one group', async () => {
  const { db, sources, personal } = await openTestStore();
  const group = await createGroup(db, 'Circle', sources);
  const many = Array.from({ length: 30 }, (_, at) =>
    row({
      id: `S${String(at).padStart(21, '0')}`,
      group,
      author: 'C'.repeat(22),
      seq: 1 + at,
      fields: fields({ tags: at < 20 ? ['tides'] : ['moon'] }),
    }),
  );
  await applyRows(db, { group, after: 0, cursor: 30, epoch: 'e1', rows: many }, sources);
  expect(await db.shelves.count()).toBeGreaterThan(0);
  for (const tags of [['Moon', 'sun'], ['gone']]) {
    const written = await createNote(db, { group, fields: fields({ tags }) }, sources);
    if (tags[0] === 'gone' && written.ok) await deleteNote(db, written.id, sources);
  }
  await createNote(db, { group: personal, fields: fields({ tags: ['private'] }) }, sources);
  expect((await readVocabulary(db, group)).tags).toEqual(['tides', 'moon', 'sun']);
  expect((await readVocabulary(db, personal)).tags).toEqual(['private']);
});
