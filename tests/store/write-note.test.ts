/** Writing: record and outbox change together, waiting changes become one, sent ones never change. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId } from '../../src/core/id.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { readPassages } from '../../src/store/read-passages.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { KEY, fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const opsOf = async ({ db }: TestStore, id: string) =>
  (await db.outbox.where('id').equals(id).sortBy('n')).map(({ op }) => op);
const markSent = ({ db }: TestStore) => db.outbox.toCollection().modify({ sent: 1 });
const textsOf = async ({ db }: TestStore) => (await readConversation(db, [KEY])).notes.map(({ text }) => text);

test('a new store has a local identity, and its personal group waits to be told', async () => {
  const { db, me, personal } = await openTestStore();
  const conversation = await readConversation(db, [KEY]);
  expect(conversation).toMatchObject({
    me: { id: me, signedIn: false },
    writeTo: personal,
    groups: [{ id: personal, personal: true, role: 'owner', members: 1 }],
    sync: { state: 'local', endpoint: null, waiting: 0, refused: 0 },
    notes: [],
  });
});

test('a note is readable and waits as soon as it is saved', async () => {
  const store = await openTestStore();
  const id = await note(store, 'first');
  const { notes } = await readConversation(store.db, [KEY]);
  expect(notes).toMatchObject([{ id, text: 'first', mine: true, send: { state: 'waiting' }, can: { edit: true } }]);
  expect(await opsOf(store, id)).toMatchObject([{ act: 'put', baseRev: 0, fields: { text: 'first' } }]);
});

test('waiting edits become one operation; one that was sent stays as it is', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const id = await note(store, 'one');
  await editNote(db, { id, text: 'two', tags: [] }, sources);
  expect(await opsOf(store, id)).toMatchObject([{ fields: { text: 'two' } }]);
  const [sent] = await opsOf(store, id);
  await markSent(store);
  await editNote(db, { id, text: 'three', tags: [] }, sources);
  await editNote(db, { id, text: 'four', tags: ['t'] }, sources);
  const ops = await opsOf(store, id);
  expect(ops[0]).toEqual(sent);
  expect(ops[1]).toMatchObject({ act: 'put', baseRev: 0, fields: { text: 'four', tags: ['t'] } });
  expect(Object.keys(ops[1]?.act === 'put' ? ops[1].fields : {}).sort()).toEqual(['tags', 'text']);
  expect(ops).toHaveLength(2);
  expect(await textsOf(store)).toEqual(['four']);
});

test('a note that never left the device is deleted without a word to the endpoint, and can come back', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const id = await note(store, 'kept');
  await deleteNote(db, id, sources);
  expect(await opsOf(store, id)).toEqual([]);
  expect(await textsOf(store)).toEqual([]);
  expect(await restoreNote(db, id, sources)).toMatchObject({ ok: true });
  expect(await textsOf(store)).toEqual(['kept']);
  expect(await opsOf(store, id)).toMatchObject([{ act: 'put', baseRev: 0, fields: fields({ text: 'kept' }) }]);
});

test('a deletion follows a creation that may have arrived; undo takes it back while it waits', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const id = await note(store, 'kept');
  await markSent(store);
  await deleteNote(db, id, sources);
  expect((await opsOf(store, id)).map(({ act }) => act)).toEqual(['put', 'delete']);
  await restoreNote(db, id, sources);
  expect((await opsOf(store, id)).map(({ act }) => act)).toEqual(['put']);
  await deleteNote(db, id, sources);
  await markSent(store);
  await restoreNote(db, id, sources);
  expect((await opsOf(store, id)).map(({ act }) => act)).toEqual(['put', 'delete', 'restore']);
  expect(await textsOf(store)).toEqual(['kept']);
});

test('a note that is asked for again by its id is there once, as it was first saved', async () => {
  const store = await openTestStore();
  const { db, sources, personal } = store;
  const id = 'n'.repeat(22);
  const ask = (text: string) => createNote(db, { id, group: personal, fields: fields({ text }) }, sources);
  expect(await ask('once')).toMatchObject({ ok: true, id });
  await editNote(db, { id, text: 'edited since', tags: [] }, sources);
  expect(await ask('once')).toMatchObject({ ok: true, id });
  expect(await textsOf(store)).toEqual(['edited since']);
  expect(await opsOf(store, id)).toHaveLength(1);
  await db.annotations.update(id, { author: 'p'.repeat(22) });
  expect(await ask('mine?')).toEqual({ ok: false, code: 'invalid' });
});

test('words that came from elsewhere while a writer was changing other ones are kept beside the new ones', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const id = await note(store, 'one');
  const edit = (text: string, saw: string) => editNote(db, { id, text, saw, tags: [] }, sources);
  expect(await edit('two', 'one')).toMatchObject({ ok: true, id });
  const copied = await edit('three', 'one');
  expect(await textsOf(store)).toEqual(['two', 'three']);
  const { notes } = await readConversation(db, [KEY]);
  expect(notes[1]).toMatchObject({ id: copied.ok && copied.id, copyOf: id });
  expect(await edit('two', 'one')).toMatchObject({ ok: true, id });
  expect(await textsOf(store)).toEqual(['two', 'three']);
});

test('an answer takes the document of what it answers, and only in its group', async () => {
  const store = await openTestStore();
  const { db, sources, personal } = store;
  const parent = await note(store, 'question');
  const target = { source: 'https://other.example/', keys: ['//other.example/'], title: 'x', selectors: [] };
  const answer = fields({ kind: 'reply', text: 'answer', parent, target });
  const written = await createNote(db, { group: personal, fields: answer }, sources);
  expect(written).toMatchObject({ ok: true, keys: [KEY] });
  expect(await textsOf(store)).toEqual(['question', 'answer']);
  expect(await readPassages(db, [KEY])).toMatchObject({ passages: [{ id: parent }], count: 2 });
  const { notes } = await readLibrary(db);
  expect(notes.map(({ target }) => target.keys)).toEqual([[KEY], [KEY]]);
  const orphan = fields({ parent: 'A'.repeat(22) });
  expect(await createNote(db, { group: personal, fields: orphan }, sources)).toEqual({ ok: false, code: 'not_found' });
});

test('what has a wrong form is refused before anything is written', async () => {
  const store = await openTestStore();
  const before = await store.db.outbox.count();
  const wrong = fields({ text: 'x'.repeat(50_001) });
  expect(await createNote(store.db, { group: store.personal, fields: wrong }, store.sources)).toEqual({
    ok: false,
    code: 'invalid',
  });
  expect(await createNote(store.db, { group: 'A'.repeat(22), fields: fields() }, store.sources)).toEqual({
    ok: false,
    code: 'forbidden',
  });
  expect(await store.db.outbox.count()).toBe(before);
});

test.each([
  ['words', { text: 'mine', tags: [] }, 'mine', { saw: 'one', baseRev: 1 }],
  // what came is shown under a change of tags, and was seen
  ['tags', { text: 'one', tags: ['x'] }, 'of my other device', { saw: 'of my other device', baseRev: 2 }],
] as const)(
  'who deletes over a change of %s that waits: what came from elsewhere since was seen, or not',
  async (_, change, shown, told) => {
    const store = await openTestStore();
    const { db, me: author, personal: group, sources } = store;
    await db.groups.toCollection().modify({ state: 'joined' });
    await db.outbox.clear();
    const id = newId(sources.now(), randomBytes);
    const come = (rev: number, text: string) =>
      applyRows(
        db,
        {
          group,
          epoch: 'e1',
          after: rev - 1,
          cursor: rev,
          rows: [row({ id, group, author, rev, seq: rev, fields: fields({ text }) })],
          floor: 0,
        },
        sources,
      );
    await come(1, 'one');
    await editNote(db, { id, text: change.text, tags: [...change.tags], saw: 'one' }, sources);
    await come(2, 'of my other device');
    expect(await textsOf(store)).toEqual([shown]);
    await deleteNote(db, id, sources);
    expect(await db.outbox.toArray()).toMatchObject([{ saw: told.saw, op: { act: 'delete', baseRev: told.baseRev } }]);
  },
);
