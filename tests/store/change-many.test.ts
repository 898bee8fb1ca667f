/** Many notes changed at once: only what is one's own, and all of it can be undone. */
import { describe, expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { deleteNotes, moveNotes, restoreNotes, retagNotes } from '../../src/store/change-many.ts';
import { readEarlier } from '../../src/store/earlier-words.ts';
import { readNotes } from '../../src/store/read-notes.ts';
import { forgetSearch, readSearches, saveSearch } from '../../src/store/saved-searches.ts';
import { discardRefused, retryRefused } from '../../src/store/refused.ts';
import { settle } from '../../src/store/settle-op.ts';
import { takeBatch } from '../../src/store/take-batch.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const OTHER = 'C'.repeat(22);
const THEIRS = 'n'.repeat(22);

async function withTheirs() {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  const mine = [await note(store, 'one'), await note(store, 'two')];
  await applyRows(
    db,
    {
      group,
      after: 0,
      cursor: 1,
      epoch: 'e1',
      rows: [row({ id: THEIRS, group, author: OTHER, fields: fields({ text: 'theirs' }) })],
    },
    sources,
  );
  const texts = async (ids: readonly string[]) => (await readNotes(db, ids)).map(({ text }) => text);
  return { ...store, mine, all: [...mine, THEIRS], texts };
}

test('deleting takes my own ones alone, and restoring brings each back', async () => {
  const { db, sources, mine, all, texts } = await withTheirs();
  expect((await deleteNotes(db, all, sources)).done).toEqual(mine);
  expect(await texts(all)).toEqual(['theirs']);
  expect((await restoreNotes(db, mine, sources)).done).toEqual(mine);
  expect(await texts(all)).toEqual(['one', 'two', 'theirs']);
});

test('tags are given to what I may change, and what undoes it is answered', async () => {
  const { db, sources, mine, all } = await withTheirs();
  const wanted = all.map((id) => ({ id, add: ['sea'], remove: [] }));
  const { done } = await retagNotes(db, wanted, sources);
  expect(done).toEqual(mine.map((id) => ({ id, add: [], remove: ['sea'] })));
  expect((await readNotes(db, all)).map(({ tags }) => tags)).toEqual([['sea'], ['sea'], []]);
  expect(await retagNotes(db, wanted, sources)).toEqual({ done: [], same: 2, keys: [] });
  await retagNotes(db, done, sources);
  expect((await readNotes(db, mine)).map(({ tags }) => tags)).toEqual([[], []]);
});

test('tags that came meanwhile stay, when some are given, taken off, and all of that is undone', async () => {
  const { db, sources, mine } = await withTheirs();
  const [id = ''] = mine;
  const tagsOf = async () => (await readNotes(db, [id]))[0]?.tags;
  await editNote(db, { id, text: 'one', tags: ['old', 'came meanwhile'] }, sources);
  const { done } = await retagNotes(db, [{ id, add: ['sea', 'old'], remove: ['not there'] }], sources);
  expect(await tagsOf()).toEqual(['old', 'came meanwhile', 'sea']);
  expect(done).toEqual([{ id, add: [], remove: ['sea'] }]);
  await editNote(db, { id, text: 'one', tags: ['old', 'came meanwhile', 'sea', 'later'] }, sources);
  const { done: off } = await retagNotes(db, [{ id, add: [], remove: ['old'] }], sources);
  for (const back of [off, done]) await retagNotes(db, back, sources);
  expect(await tagsOf()).toEqual(['came meanwhile', 'later', 'old']);
  // No more than a record may have; what finds no room is not taken off by the undo.
  const many = Array.from({ length: 30 }, (_, at) => `t${at}`);
  const { done: some } = await retagNotes(db, [{ id, add: many, remove: [] }], sources);
  expect([(await tagsOf())?.length, some[0]?.remove]).toEqual([30, many.slice(0, 27)]);
});

test('moving makes a copy in the other group and deletes mine here; what answers somebody, and theirs, stay', async () => {
  const store = await withTheirs();
  const { db, sources, mine, all, personal, texts } = store;
  const group = await createGroup(store.db, 'Other', store.sources);
  const { done } = await moveNotes(db, { ids: all, group }, sources);
  expect(done.map(({ from }) => from)).toEqual(mine);
  const copies = await readNotes(
    db,
    done.map(({ to }) => to),
  );
  expect(copies.map((one) => [one.text, one.group.id, one.target.title])).toEqual([
    ['one', group, 'A reading'],
    ['two', group, 'A reading'],
  ]);
  expect(await texts(all)).toEqual(['theirs']);
  // Within the group there is nowhere to go.
  expect((await moveNotes(db, { ids: [THEIRS], group: personal }, sources)).done).toEqual([]);
});

test('what was answered stays, and what shows a picture that is not here', async () => {
  const { db, sources, mine, personal: group } = await withTheirs();
  const [answered = '', alone = ''] = mine;
  const reply = { ...fields({ text: 'so', kind: 'reply' }), parent: answered };
  await applyRows(
    db,
    {
      group,
      after: 1,
      cursor: 2,
      epoch: 'e1',
      rows: [row({ id: 'r'.repeat(22), group, author: OTHER, seq: 2, fields: reply })],
    },
    sources,
  );
  const pictured = await createNote(db, { group, fields: fields({ text: `![a](image:${'p'.repeat(22)})` }) }, sources);
  const other = await createGroup(db, 'Other', sources);
  const ids = [answered, alone, pictured.ok ? pictured.id : ''];
  expect((await moveNotes(db, { ids, group: other }, sources)).done.map(({ from }) => from)).toEqual([alone]);
});

test('the deletion of a note that was moved leaves after its copy was answered', async () => {
  const store = await openTestStore();
  const { db, sources, personal: group, me } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  const id = 's'.repeat(22);
  await applyRows(db, { group, after: 0, cursor: 1, epoch: 'e1', rows: [row({ id, group, author: me })] }, sources);
  const other = await createGroup(db, 'Other', sources);
  await db.groups.toCollection().modify({ state: 'joined' });
  await db.outbox.clear();
  const { done } = await moveNotes(db, { ids: [id], group: other }, sources);
  const first = await takeBatch(db, { ops: 200, bytes: 1e6 });
  expect(first.map((one) => one.id)).toEqual([done[0]?.to]);
  await db.outbox
    .where('id')
    .equals(done[0]?.to ?? '')
    .delete();
  expect((await takeBatch(db, { ops: 200, bytes: 1e6 })).map((one) => [one.id, one.op.act])).toEqual([[id, 'delete']]);
});

describe('a move whose copy the endpoint refuses', () => {
  const refuse = async ({ db, sources }: TestStore, id: string) => {
    const taken = await takeBatch(db, { ops: 200, bytes: 1e6 });
    const opId = taken.find((entry) => entry.id === id)?.opId ?? '';
    await settle(db, { epoch: 'e1', taken, results: [{ opId, status: 'forbidden' }] }, sources);
  };
  const moving = async () => {
    const store = await openTestStore();
    const { db, sources, me, personal } = store;
    const other = await createGroup(db, 'Other', sources);
    const from = 'm'.repeat(22);
    const rows = [row({ id: from, group: personal, author: me, fields: fields({ text: 'one' }) })];
    await applyRows(db, { group: personal, after: 0, cursor: 1, epoch: 'e1', rows }, sources);
    await db.groups.toCollection().modify({ state: 'joined' });
    await db.outbox.clear();
    // Not sent yet, it goes along.
    await editNote(db, { id: from, text: 'one, edited', tags: [] }, sources);
    const to = (await moveNotes(db, { ids: [from], group: other }, sources)).done[0]?.to ?? '';
    const waiting = async () => (await db.outbox.toArray()).map((entry) => [entry.id, entry.op.act, entry.slot]);
    const shown = async (id: string) => (await readNotes(db, [id])).map(({ text, send }) => [text, send]);
    return { ...store, from, to, waiting, shown };
  };

  test('leaves the original where it was, with its newest words, and says so', async () => {
    const store = await moving();
    const { from, to, shown, waiting } = store;
    expect(await shown(from)).toEqual([]);
    await refuse(store, to);
    expect(await shown(from)).toEqual([['one, edited', { state: 'waiting' }]]);
    expect(await shown(to)).toEqual([['one, edited', { state: 'refused', code: 'not_moved' }]]);
    expect(await waiting()).toEqual([[from, 'put', undefined]]);
    await discardRefused(store.db, to, store.sources);
    expect([await shown(to), (await shown(from)).length]).toEqual([[], 1]);
  });

  /** The copy is there alone and leaves with the deletion of its original, which is back when it is refused once more. */
  async function expectMove(store: Awaited<ReturnType<typeof moving>>): Promise<void> {
    const { from, to, shown, waiting } = store;
    expect(await shown(from)).toEqual([]);
    expect(await waiting()).toEqual([
      [to, 'put', undefined],
      [from, 'delete', to],
    ]);
    await refuse(store, to);
    expect((await shown(from)).map(([text]) => text)).toEqual(['one, edited']);
  }

  test('is tried again as a move', async () => {
    const store = await moving();
    const { db, sources, to } = store;
    await refuse(store, to);
    await retryRefused(db, to, sources);
    await expectMove(store);
  });

  test.each(['edited', 'tagged'])('is tried again as a move where the copy is %s', async (how) => {
    const store = await moving();
    const { db, sources, to, shown } = store;
    await refuse(store, to);
    if (how === 'edited')
      await editNote(db, { id: to, text: 'the copy, edited', tags: [], saw: 'one, edited' }, sources);
    else await retagNotes(db, [{ id: to, add: ['sea'], remove: [] }], sources);
    await expectMove(store);
    const words = how === 'edited' ? 'the copy, edited' : 'one, edited';
    expect(await shown(to)).toEqual([[words, { state: 'refused', code: 'not_moved' }]]);
  });

  test('is discarded, and what was written into the copy stays among the earlier versions of the original', async () => {
    const store = await moving();
    const { db, sources, from, to, shown } = store;
    await refuse(store, to);
    await editNote(db, { id: to, text: 'the copy, edited', tags: ['sea'] }, sources);
    await refuse(store, to);
    const before = (await readEarlier(db, from)).length;
    expect(await discardRefused(db, to, sources)).toContain('//example.org/reading');
    expect([await shown(to), (await shown(from)).map(([text]) => text)]).toEqual([[], ['one, edited']]);
    const [latest, ...others] = await readEarlier(db, from);
    expect([latest?.words, others.length]).toEqual([{ text: 'the copy, edited', tags: ['sea'] }, before]);
  });

  test('is edited where the original has newer words: both stay', async () => {
    const store = await moving();
    const { db, sources, from, to, shown } = store;
    await refuse(store, to);
    await editNote(db, { id: from, text: 'newest words', tags: [] }, sources);
    await editNote(db, { id: to, text: 'the copy, edited', tags: [] }, sources);
    expect((await shown(from)).map(([text]) => text)).toEqual(['newest words']);
    expect((await shown(to)).map(([text]) => text)).toEqual(['the copy, edited']);
  });

  test('is tried again and takes no words of the original with it that were written since', async () => {
    const store = await moving();
    const { db, sources, from, to, shown, waiting } = store;
    await refuse(store, to);
    await editNote(db, { id: from, text: 'newest words', tags: [] }, sources);
    await retryRefused(db, to, sources);
    expect((await shown(from)).map(([text]) => text)).toEqual(['newest words']);
    expect((await shown(to)).map(([text]) => text)).toEqual(['one, edited']);
    expect((await waiting()).map(([id, act]) => [id, act])).toEqual([
      [from, 'put'],
      [to, 'put'],
    ]);
  });

  test('brings nothing back whose copy was deleted since', async () => {
    const store = await moving();
    const { db, sources, from, to, shown, waiting } = store;
    const taken = await takeBatch(db, { ops: 200, bytes: 1e6 });
    await deleteNote(db, to, sources);
    const opId = taken.find(({ id }) => id === to)?.opId ?? '';
    await settle(db, { epoch: 'e1', taken, results: [{ opId, status: 'forbidden' }] }, sources);
    expect([await shown(from), await shown(to)]).toEqual([[], []]);
    expect(await waiting()).toEqual([[from, 'delete', to]]);
  });
});

test('nothing moves into a group that I am not in', async () => {
  const { db, sources, mine, texts } = await withTheirs();
  expect((await moveNotes(db, { ids: mine, group: 'x'.repeat(22) }, sources)).done).toEqual([]);
  expect(await texts(mine)).toEqual(['one', 'two']);
});

test('a search is kept by its name, and a second of that name replaces it', async () => {
  const { db, sources } = await openTestStore();
  const id = await saveSearch(db, { name: 'Sea', query: 'tag:sea' }, sources);
  expect(await saveSearch(db, { name: 'Sea', query: 'tag:sea is:mine' }, sources)).toBe(id);
  await saveSearch(db, { name: 'Open', query: 'is:unanswered' }, sources);
  expect((await readSearches(db)).map(({ name, query }) => [name, query])).toEqual([
    ['Open', 'is:unanswered'],
    ['Sea', 'tag:sea is:mine'],
  ]);
  await forgetSearch(db, id);
  expect((await readSearches(db)).map(({ name }) => name)).toEqual(['Open']);
});
