import { expect, test } from 'vitest';
import { eachRecordFor } from '../../src/core/import/for-group.ts';
import { readGiven } from '../../src/core/import/importers.ts';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { takeImportBack } from '../../src/store/take-import-back.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { retagNotes } from '../../src/store/change-many.ts';
import { countWaiting } from '../../src/store/take-batch.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { exportOf } from '../core/export/every-kind.ts';
import { wholeText } from '../core/export/every-kind.ts';
import { libraryOf } from '../core/import/libraries.ts';
import { note, openTestStore, row, type TestStore } from './open-test-store.ts';

const before = wholeText('jsonld', exportOf(libraryOf(5, 300)));
const foreign = readGiven({ text: before })!.notes;

const recordsIn = ({ personal }: TestStore): ImportedRecord[] => [...eachRecordFor(personal, foreign)];
const take = async (store: TestStore, records: ImportedRecord[], group = store.personal) => {
  const taken = [];
  for (let from = 0; from < records.length; from += 100) {
    const done = await importNotes(store.db, { group, records: records.slice(from, from + 100) }, store.sources);
    if (!done.ok) return done.code;
    taken.push(...done.taken);
  }
  return taken.length;
};
const notesOf = async ({ db }: TestStore) => (await readLibrary(db)).notes;

test('exported, wiped, imported and exported again: the file is the same, to the byte', async () => {
  const store = await openTestStore();
  expect(await take(store, recordsIn(store))).toBe(300);
  expect(wholeText('jsonld', exportOf(await notesOf(store)))).toBe(before);
});

test('imported twice, it is there once; broken off, it goes on where it stopped', async () => {
  const store = await openTestStore();
  const records = recordsIn(store);
  expect(await take(store, records.slice(0, 130))).toBe(130);
  expect(await take(store, records)).toBe(170);
  expect(await take(store, records)).toBe(0);
  expect(await notesOf(store)).toHaveLength(300);
  // One operation each, and the group's own.
  expect(await countWaiting(store.db)).toBe(301);
});

test('a part is taken whole or not at all', async () => {
  const store = await openTestStore();
  const records = recordsIn(store).slice(0, 20);
  const { sources } = store;
  let count = 0;
  const failing = {
    ...sources,
    randomBytes: (length: number) => {
      if (++count > 10) throw new Error('the power went');
      return sources.randomBytes(length);
    },
  };
  await expect(importNotes(store.db, { group: store.personal, records }, failing)).rejects.toThrow('the power went');
  expect(await notesOf(store)).toHaveLength(0);
  expect(await countWaiting(store.db)).toBe(1);
});

test('what is here as the very note that was exported is not taken again', async () => {
  const store = await openTestStore();
  const own = await note(store, 'written here');
  const text = wholeText('jsonld', exportOf(await notesOf(store)));
  const records = [...eachRecordFor(store.personal, readGiven({ text })!.notes)];
  expect(records.map(({ former }) => former)).toEqual([own]);
  expect(await take(store, records)).toBe(0);
});

test('taken back, nothing of it is left, and nothing else is touched', async () => {
  const store = await openTestStore();
  const own = await note(store, 'written here');
  const records = recordsIn(store);
  await take(store, records);
  const others = { ...records[0]!, id: own };
  const { kept } = await takeImportBack(store.db, [others, ...records].toReversed(), store.sources);
  expect(kept).toBe(0);
  expect((await notesOf(store)).map(({ id }) => id)).toEqual([own]);
  expect(await countWaiting(store.db)).toBe(2);
  // And asked for again, it comes back.
  expect(await take(store, records)).toBe(300);
  expect(await notesOf(store)).toHaveLength(301);
});

test('taken back, what was changed or answered since stays, and its count is told', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const records = recordsIn(store).filter(({ fields }) => fields.parent === null);
  const [words, tags, anchor, answered, same] = records;
  await take(store, records);
  await editNote(db, { id: words!.id, text: 'my own words by now', tags: words!.fields.tags }, sources);
  await retagNotes(db, [{ id: tags!.id, add: ['mine'], remove: [] }], sources);
  const { target } = anchor!.fields;
  const moved = { ...target, selectors: [{ type: 'TextQuoteSelector' as const, exact: 'elsewhere' }] };
  // As from another device, and synced.
  await db.outbox.where('id').equals(anchor!.id).delete();
  await applyRows(
    db,
    {
      group: store.personal,
      after: 0,
      cursor: 1,
      epoch: 'e1',
      rows: [
        row({ id: anchor!.id, group: store.personal, author: store.me, fields: { ...anchor!.fields, target: moved } }),
      ],
    },
    sources,
  );
  const reply = { ...answered!.fields, kind: 'reply' as const, text: 'mine', parent: answered!.id };
  const { origin: _, ...own } = reply;
  await createNote(db, { group: store.personal, fields: own }, sources);
  const { kept } = await takeImportBack(db, records.toReversed(), sources);
  expect(kept).toBe(4);
  const left = new Set((await notesOf(store)).map(({ id }) => id));
  expect([words, tags, anchor, answered, same].map((one) => left.has(one!.id))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(left.size).toBe(5);
});

test('deleted one by one and imported again, a note comes back', async () => {
  const store = await openTestStore();
  const [record] = recordsIn(store);
  await take(store, [record!]);
  await deleteNote(store.db, record!.id, store.sources);
  expect(await notesOf(store)).toHaveLength(0);
  expect(await take(store, [record!])).toBe(1);
  expect((await notesOf(store)).map(({ text }) => text)).toEqual([record!.fields.text]);
});

test('an answer whose note is nowhere stands by itself', async () => {
  const store = await openTestStore();
  const answers = recordsIn(store).filter(({ fields }) => fields.parent !== null);
  const [answer] = answers;
  await take(store, [answer!]);
  expect((await notesOf(store)).map(({ parent, origin }) => [parent, origin?.answers !== undefined])).toEqual([
    [null, true],
  ]);
});

test('who may not write in a group imports nothing into it', async () => {
  const store = await openTestStore();
  const group = 'g'.repeat(21) + 'A';
  expect(await take(store, [...eachRecordFor(group, foreign)].slice(0, 2), group)).toBe('forbidden');
  const { db, me } = store;
  const facts = {
    ...row({ id: group, group, author: me }),
    kind: 'group' as const,
    fields: { name: 'Class', description: '', personal: false },
  };
  await db.groups.add({ id: group, row: facts, state: 'joined', epoch: null });
  const member = { member: me, name: 'Me', role: 'reader' as const, status: 'active' as const };
  await db.memberships.add({
    group,
    member: me,
    id: me,
    row: { ...facts, id: me, kind: 'membership', fields: member },
  });
  expect(await take(store, [...eachRecordFor(group, foreign)].slice(0, 2), group)).toBe('forbidden');
  expect(await notesOf(store)).toHaveLength(0);
});
