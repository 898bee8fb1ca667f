/** Notes that came many at once lie several in a record; whoever reads, changes or removes one notices nothing of it. */
import { expect, test } from 'vitest';
import { answersTo, noteOf, notesOfGroup } from '../../src/store/find-notes.ts';
import { leave } from '../../src/store/groups-of-session.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { beginAnew, finishAnew } from '../../src/store/read-anew.ts';
import { notesOn } from '../../src/store/packed-notes.ts';
import type { StoredAnnotation } from '../../src/store/records.ts';
import { changeShelved, shelve } from '../../src/store/shelves.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { KEY, fields, note, openTestStore, row, tombstone, type TestStore } from './open-test-store.ts';

const OTHER = 'C'.repeat(22);
const ID = (at: number): string => `n${String(at).padStart(21, '0')}`;
const COUNT = 50;

/** Fifty notes of two documents, the last one an answer to the first; every tenth is mine. */
function history(store: TestStore, count = COUNT) {
  const { me, personal: group } = store;
  const target = { ...fields().target, source: 'https://example.org/other', keys: ['//example.org/other'] };
  return Array.from({ length: count }, (_, at) =>
    row({
      id: ID(at),
      group,
      author: at % 10 === 0 ? me : OTHER,
      seq: at + 1,
      fields: fields({
        text: `note ${at}`,
        ...(at % 2 === 1 && { target }),
        ...(at === count - 1 && { parent: ID(0) }),
      }),
    }),
  );
}

async function filled(): Promise<TestStore> {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  await applyRows(db, { group, after: 0, cursor: COUNT, epoch: 'e1', rows: history(store) }, sources);
  return store;
}

/** No note is in two places. */
async function ids({ db, personal }: TestStore): Promise<string[]> {
  const all = (await notesOfGroup(db, personal)).map(({ id }) => id).sort();
  expect(new Set(all).size).toBe(all.length);
  return all;
}

test('a page of history takes a record for twenty notes, and reads as if it had one for each', async () => {
  const store = await filled();
  const { db } = store;
  expect([await db.annotations.count(), await db.shelves.count()]).toEqual([0, 3]);
  expect(await ids(store)).toHaveLength(COUNT);
  // Twenty-five of this document, and the answer that names another one.
  expect((await readConversation(db, [KEY])).notes).toHaveLength(COUNT / 2 + 1);
  expect((await readLibrary(db)).notes).toHaveLength(COUNT);
  expect((await noteOf(db, ID(7)))?.row).toMatchObject({ fields: { text: 'note 7' } });
  expect((await answersTo(db, [ID(0), ID(1)])).map(({ id }) => id)).toEqual([ID(COUNT - 1)]);
});

test('few at once get a record each', async () => {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  await applyRows(db, { group, after: 0, cursor: 5, epoch: 'e1', rows: history(store, 5) }, sources);
  expect([await db.annotations.count(), await db.shelves.count()]).toEqual([5, 0]);
});

test('the same page again changes nothing, and a later one all that it tells of', async () => {
  const store = await filled();
  const { db, sources, personal: group } = store;
  const again = history(store);
  expect(await applyRows(db, { group, after: 0, cursor: COUNT, epoch: 'e1', rows: again }, sources)).toEqual({
    status: 'known',
  });
  const edited = again.map((one, at) => ({
    ...one,
    rev: 2,
    seq: one.seq + COUNT,
    fields: fields({ text: `anew ${at}` }),
  }));
  const rows = [...edited.slice(1), tombstone({ id: ID(0), group, author: store.me, rev: 2, seq: 2 * COUNT + 1 })];
  await applyRows(db, { group, after: COUNT, cursor: 2 * COUNT + 1, epoch: 'e1', rows }, sources);
  expect(await ids(store)).toHaveLength(COUNT);
  const texts = (await readLibrary(db)).notes.map(({ text }) => text).sort();
  expect(texts).toEqual(
    edited
      .slice(1)
      .map(({ fields: { text } }) => text)
      .sort(),
  );
});

test('a note told of twice in one page is there once, as it was told last', async () => {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  const rows = history(store);
  const twice = { ...row({ ...rows[3]!, seq: 99 }), fields: fields({ text: 'later' }) };
  await applyRows(db, { group, after: 0, cursor: 99, epoch: 'e1', rows: [...rows, twice] }, sources);
  expect(await ids(store)).toHaveLength(COUNT);
  expect((await noteOf(db, ID(3)))?.row).toMatchObject({ seq: 99, fields: { text: 'later' } });
});

test('my own are edited and deleted, those of others are not', async () => {
  const store = await filled();
  const { db, sources } = store;
  expect(await editNote(db, { id: ID(10), text: 'mine now', tags: [] }, sources)).toMatchObject({ ok: true });
  expect(await editNote(db, { id: ID(11), text: 'not mine', tags: [] }, sources)).toEqual({
    ok: false,
    code: 'forbidden',
  });
  expect(await deleteNote(db, ID(20), sources)).toMatchObject({ ok: true });
  expect(await ids(store)).toHaveLength(COUNT);
  const { notes } = await readLibrary(db);
  expect(notes).toHaveLength(COUNT - 1);
  expect(notes.find(({ id }) => id === ID(10))).toMatchObject({ text: 'mine now', send: { state: 'waiting' } });
});

test('a change that waits stays on top of what comes with many others', async () => {
  const store = await openTestStore();
  const { db, sources, me, personal: group } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  const mine = await note(store, 'written here');
  const theirs = row({ id: mine, group, author: me, seq: COUNT + 1, fields: fields({ text: 'elsewhere' }) });
  await applyRows(db, { group, after: 0, cursor: COUNT + 1, epoch: 'e1', rows: [...history(store), theirs] }, sources);
  const { notes } = await readLibrary(db);
  expect(notes).toHaveLength(COUNT + 1);
  expect(notes.find(({ id }) => id === mine)).toMatchObject({ text: 'written here', send: { state: 'waiting' } });
});

test('read anew, what does not come again is gone', async () => {
  const store = await filled();
  const { db, sources, personal: group } = store;
  await beginAnew(db, { group, epoch: 'e1', floor: 7 });
  const rows = history(store).slice(0, 30);
  await applyRows(db, { group, after: 0, cursor: COUNT, epoch: 'e1', rows, floor: 7 }, sources);
  await finishAnew(db, group, sources);
  expect((await readLibrary(db)).notes.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id));
});

test('who leaves a group that wants it keeps no word of others, and all their own', async () => {
  const store = await filled();
  const { db, me, personal: group } = store;
  await db.groups.toCollection().modify(({ row }) => {
    row.fields.onLeave = 'remove';
  });
  await leave(db, group);
  const rest = await notesOfGroup(db, group);
  expect(rest.map(({ author }) => author)).toEqual(Array.from({ length: COUNT / 10 }, () => me));
  expect((await db.shelves.toArray()).flatMap(notesOn)).toEqual([]);
});

test('a shelf is kept in one piece, in which what is shown as the endpoint has it stands once', async () => {
  const { db } = await filled();
  const [shelf] = await db.shelves.toArray();
  const { notes } = shelf!;
  if (typeof notes !== 'string') throw new Error('they are kept one by one');
  expect(notes.split('"note 1"')).toHaveLength(2);
  const read = notesOn(shelf!);
  expect(read).toHaveLength(20);
  for (const one of read) expect(one.base).toBe(one.row);
});

test('what is written in notes comes off a shelf as it was put there', async () => {
  const { db, me, personal: group } = await openTestStore(2);
  const texts = [
    '“quay” – ebb',
    '潮汐',
    'المد',
    '👩‍🏫',
    'half \ud83d of one',
    'nul \u0000 and \u2028',
    'row',
    'Café',
    'n',
  ];
  const notes = texts.map((text, at): StoredAnnotation => {
    const shown = row({
      id: ID(at),
      group,
      author: me,
      fields: { ...fields({ text }), extra: { ['__proto__']: text } },
    });
    const before = { ...shown, fields: fields({ text: 'before' }) };
    const base = [null, shown, before][at % 3] ?? null;
    return { id: ID(at), group, author: me, keys: [KEY], row: shown, base, epoch: base && 'e1', kept: null };
  });
  await db.write(() => shelve(db, notes));
  // Letters of two bytes or more would make every letter of a text two bytes long.
  const kept = (await db.shelves.toArray()).map(({ notes }) => typeof notes);
  expect(new Set(kept)).toEqual(new Set(['string', 'object']));
  const read = (await notesOfGroup(db, group)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(read).toEqual(notes);
});

test('shelves of a release that kept notes as they are stand beside those of today', async () => {
  const store = await filled();
  const { db, sources } = store;
  await db.shelves.toCollection().modify((shelf) => {
    shelf.notes = notesOn(shelf);
  });
  expect(await ids(store)).toHaveLength(COUNT);
  expect((await readConversation(db, [KEY])).notes).toHaveLength(COUNT / 2 + 1);
  await editNote(db, { id: ID(10), text: 'mine now', tags: [] }, sources);
  expect(await ids(store)).toHaveLength(COUNT);
  expect((await noteOf(db, ID(10)))?.row).toMatchObject({ fields: { text: 'mine now' } });
  await db.write(() => changeShelved(db, (one) => ({ ...one, epoch: 'e2' })));
  const shelved = (await db.shelves.toArray()).flatMap(notesOn);
  expect(new Set(shelved.map(({ epoch }) => epoch))).toEqual(new Set(['e2']));
  expect(await ids(store)).toHaveLength(COUNT);
});
