/** Another passage for a note: one change, one operation, with its history; and who may not. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { readPassages, type AskedPage } from '../../src/store/read-passages.ts';
import { reattachNote, takeBackAnchor } from '../../src/store/reattach-note.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { KEY, fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const HERE: AskedPage = { keys: [KEY] };
const there = [{ type: 'TextQuoteSelector' as const, exact: 'another passage' }];
const before = fields().target.selectors;
const move = ({ db, sources }: TestStore, id: string, page = HERE, selectors = there) =>
  reattachNote(db, { id, selectors, page }, sources);
const opsOf = async ({ db }: TestStore) =>
  (await db.outbox.orderBy('n').toArray()).flatMap(({ op }) => (op.kind === 'annotation' ? [op] : []));
const only = async ({ db }: TestStore) => (await readConversation(db, [KEY])).notes[0];

test('the note stands at the new passage, the old one is its history, and only the target is sent', async () => {
  const store = await openTestStore();
  const id = await note(store);
  await store.db.outbox.toCollection().modify({ sent: 1 });
  expect(await move(store, id)).toEqual({ ok: true, id, keys: [KEY] });
  const moved = await only(store);
  expect(moved).toMatchObject({ quote: 'another passage', target: { former: [{ selectors: before }] } });
  expect((await readPassages(store.db, [KEY])).passages).toEqual([{ id, mine: true, by: 0, selectors: there }]);
  const last = (await opsOf(store)).at(-1);
  expect(last).toMatchObject({ act: 'put', fields: { target: moved?.target } });
  expect(Object.keys(last?.act === 'put' ? last.fields : {})).toEqual(['target']);
});

test('words and passage that change while nothing is sent go out together', async () => {
  const store = await openTestStore();
  const id = await note(store);
  await move(store, id);
  await editNote(store.db, { id, text: 'other words', tags: [] }, store.sources);
  expect(await opsOf(store)).toMatchObject([{ fields: { text: 'other words', target: { selectors: there } } }]);
});

test('undo leaves nothing behind', async () => {
  const store = await openTestStore();
  const id = await note(store);
  await move(store, id);
  expect(await takeBackAnchor(store.db, id, store.sources)).toMatchObject({ ok: true });
  expect((await only(store))?.target).toEqual(fields().target);
  expect(await opsOf(store)).toMatchObject([{ fields: { target: fields().target } }]);
  expect(await takeBackAnchor(store.db, id, store.sources)).toEqual({ ok: false, code: 'not_found' });
});

test('a note that somebody else wrote stays where it is', async () => {
  const store = await openTestStore();
  const { db, personal: group } = store;
  const theirs = row({ id: 't'.repeat(22), group, author: 'p'.repeat(22) });
  await applyRows(db, { group, after: 0, cursor: 1, epoch: 'e', rows: [theirs] }, store.sources);
  const waiting = await db.outbox.count();
  expect(await move(store, theirs.id)).toEqual({ ok: false, code: 'forbidden' });
  expect(await takeBackAnchor(db, theirs.id, store.sources)).toEqual({ ok: false, code: 'forbidden' });
  expect(await db.outbox.count()).toBe(waiting);
});

test('a page moves its own notes only, and where its owner asks for no shared notes only private ones', async () => {
  const store = await openTestStore();
  const { db, personal } = store;
  const id = await note(store);
  expect(await move(store, id, { keys: ['//elsewhere.example/'], onlyMe: false })).toEqual({
    ok: false,
    code: 'not_found',
  });
  expect(await move(store, id, { keys: [], onlyMe: false })).toEqual({ ok: false, code: 'not_found' });
  // A page that only claims to be this document is told of nothing, and changes nothing.
  expect(await move(store, id, { keys: ['//other.example/', KEY], told: ['//other.example/'] })).toEqual({
    ok: false,
    code: 'not_found',
  });
  await db.meta.toCollection().modify((one) => {
    if (one.key === 'identity') one.personal = 'o'.repeat(22);
  });
  expect(await move(store, id, { keys: [KEY], onlyMe: true })).toEqual({ ok: false, code: 'not_found' });
  await db.meta.toCollection().modify((one) => {
    if (one.key === 'identity') one.personal = personal;
  });
  expect(await move(store, id, { keys: [KEY], onlyMe: true })).toMatchObject({ ok: true });
});

test('answers and notes on the whole page have no passage of their own to change', async () => {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  const parent = await note(store);
  await move(store, parent);
  const reply = await createNote(db, { group, fields: fields({ kind: 'reply', parent }) }, sources);
  const page = await createNote(
    db,
    { group, fields: fields({ kind: 'page', target: { ...fields().target, selectors: [] } }) },
    sources,
  );
  for (const written of [reply, page]) {
    expect(await move(store, written.ok ? written.id : '')).toEqual({ ok: false, code: 'not_found' });
  }
  expect(await move(store, parent, HERE, [])).toEqual({ ok: false, code: 'invalid' });
  // Nor is the thread's history theirs.
  const { notes } = await readLibrary(db);
  const [answer] = notes.filter((one) => one.parent === parent);
  expect(answer?.target.former ?? []).toEqual([]);
  const stored = await db.annotations.get(reply.ok ? reply.id : '');
  expect(JSON.stringify(stored)).not.toContain('former');
});
