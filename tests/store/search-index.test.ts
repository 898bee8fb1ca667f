/** The index of a store keeps up with whatever is done to it, and what was kept is taken up again. */
import { expect, test } from 'vitest';
import { findRows } from '../../src/core/search/find.ts';
import { parseQuery } from '../../src/core/search/query.ts';
import { stemsIn } from '../../src/core/search/stems.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { mutePerson } from '../../src/store/muted-people.ts';
import { readFacts } from '../../src/store/search-facts.ts';
import { SearchIndex } from '../../src/store/search-index.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { fields, note, openTestStore, row, tombstone, type TestStore } from './open-test-store.ts';

const OTHER = 'C'.repeat(22);
const ID = (at: number): string => `n${String(at).padStart(21, '0')}`;

async function found({ db }: TestStore, index: SearchIndex, typed: string): Promise<string[]> {
  const facts = await readFacts(db, false);
  const { rows } = findRows(index.catalog, parseQuery(typed), facts, stemsIn(['en']));
  return [...rows].map((at) => index.catalog.idOf(at) ?? '').toSorted();
}

async function receive({ db, sources, personal: group, me }: TestStore, count: number, from = 0): Promise<void> {
  await db.groups.toCollection().modify({ state: 'joined' });
  const rows = Array.from({ length: count }, (_, at) =>
    row({
      id: ID(from + at),
      group,
      author: at % 10 === 0 ? me : OTHER,
      seq: from + at + 1,
      fields: fields({ text: `word${from + at} tide` }),
    }),
  );
  await applyRows(db, { group, after: from, cursor: from + count, epoch: 'e1', rows }, sources);
}

async function opened({ db }: TestStore): Promise<SearchIndex> {
  const index = new SearchIndex(db);
  await index.open();
  return index;
}

test('notes on shelves and in records of their own are found; the next opening finds the kept part without reading a note', async () => {
  const store = await openTestStore();
  await receive(store, 60);
  const own = await note(store, 'my own tide');
  const index = await opened(store);
  expect(await found(store, index, 'tide ')).toEqual([]);
  await index.refresh();
  expect(await found(store, index, 'tide ')).toHaveLength(61);
  expect(await found(store, index, 'word7 ')).toEqual([ID(7)]);
  const again = await opened(store);
  expect(await found(store, again, 'tide ')).toHaveLength(60);
  await again.refresh();
  expect(await found(store, again, 'own ')).toEqual([own]);
  expect(await store.db.segments.count()).toBe(1);
});

test('what was kept by an older form of its words is read anew, and kept in the form of today', async () => {
  const store = await openTestStore();
  await receive(store, 60);
  await (await opened(store)).refresh();
  await store.db.segments.toCollection().modify((kept) => void delete kept.form);
  const index = await opened(store);
  expect(await found(store, index, 'tide ')).toEqual([]);
  await index.refresh();
  expect(await found(store, index, 'tide ')).toHaveLength(60);
  expect(await store.db.segments.count()).toBe(1);
  expect(await found(store, await opened(store), 'tide ')).toHaveLength(60);
});

test('what is written, changed, deleted and brought back is found as it is', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const index = await opened(store);
  const id = await note(store, 'first words');
  await index.refresh();
  expect(await found(store, index, 'first ')).toEqual([id]);
  await editNote(db, { id, text: 'second words', tags: ['sea'] }, sources);
  await index.refresh();
  expect([await found(store, index, 'first '), await found(store, index, 'second tag:sea')]).toEqual([[], [id]]);
  await deleteNote(db, id, sources);
  await index.refresh();
  expect(await found(store, index, '')).toEqual([]);
  await restoreNote(db, id, sources);
  await index.refresh();
  expect(await found(store, index, 'words ')).toEqual([id]);
});

test('a shelf that is emptied for one change loses none of its notes, and none is there twice', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  await receive(store, 60);
  const index = await opened(store);
  await index.refresh();
  await editNote(db, { id: ID(0), text: 'changed tide', tags: [] }, sources);
  await index.refresh();
  expect(await db.shelves.count()).toBe(2);
  expect(await found(store, index, 'tide ')).toHaveLength(60);
  expect(await found(store, index, 'word0 ')).toEqual([]);
  const gone = [tombstone({ id: ID(1), group: store.personal, author: OTHER, rev: 2, seq: 61 })];
  await applyRows(db, { group: store.personal, after: 60, cursor: 61, epoch: 'e1', rows: gone }, sources);
  await index.refresh();
  const again = await opened(store);
  await again.refresh();
  for (const one of [index, again]) expect(await found(store, one, 'tide ')).toHaveLength(59);
});

test('many notes with records of their own are kept, and told from those that changed since', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  for (let at = 0; at < 1005; at++) await note(store, `mine${at}`);
  await (await opened(store)).refresh();
  expect(await db.segments.count()).toBe(1);
  const [first] = await db.annotations.toArray();
  await editNote(db, { id: first?.id ?? '', text: 'other', tags: [] }, sources);
  const again = await opened(store);
  await again.refresh();
  expect(await found(store, again, 'mine*')).toHaveLength(1004);
  expect(await found(store, again, 'other ')).toEqual([first?.id]);
}, 60_000);

test('muted people are not found, until they are heard again', async () => {
  const store = await openTestStore();
  await receive(store, 20);
  const index = await opened(store);
  await index.refresh();
  const person = { group: store.personal, member: OTHER };
  await mutePerson(store.db, { ...person, muted: true });
  expect(await found(store, index, 'tide ')).toEqual([ID(0), ID(10)]);
  await mutePerson(store.db, { ...person, muted: false });
  expect(await found(store, index, 'tide ')).toHaveLength(20);
});

test('of two libraries that build it at once, the next one finds every note once, and keeps one of what both have kept', async () => {
  const store = await openTestStore();
  await receive(store, 60);
  const [one, other] = [await opened(store), await opened(store)];
  await Promise.all([one.refresh(), other.refresh()]);
  expect(await store.db.segments.count()).toBe(2);
  const next = await opened(store);
  expect(await found(store, next, 'tide ')).toHaveLength(60);
  await next.refresh();
  expect(await found(store, next, 'tide ')).toHaveLength(60);
  expect(await store.db.segments.count()).toBe(1);
  for (const index of [one, other]) expect(await found(store, index, 'word7 ')).toEqual([ID(7)]);
});
