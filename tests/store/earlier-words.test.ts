/** Earlier versions of my notes: kept where I replaced them, for me alone, and gone with the note. */
import { expect, test } from 'vitest';
import { MAX_EARLIER, readEarlier } from '../../src/store/earlier-words.ts';
import { UNDO_MS } from '../../src/store/project.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { takeBatch } from '../../src/store/take-batch.ts';
import { tidy } from '../../src/store/tidy.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { note, openTestStore } from './open-test-store.ts';

const textsOf = async ({ db }: Awaited<ReturnType<typeof openTestStore>>, id: string) =>
  (await readEarlier(db, id)).map(({ words }) => words.text);

test('each change of words, tags or colour keeps what was there; a change of nothing does not', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const id = await note(store, 'one');
  await editNote(db, { id, text: 'one', tags: [] }, sources);
  expect(await textsOf(store, id)).toEqual([]);
  await editNote(db, { id, text: 'two', tags: [] }, sources);
  await editNote(db, { id, text: 'two', tags: ['t'], color: 'green' }, sources);
  await editNote(db, { id, text: 'one', tags: [] }, sources);
  expect((await readEarlier(db, id)).map(({ words }) => words)).toEqual([
    { text: 'two', tags: ['t'], color: 'green' },
    { text: 'two', tags: [] },
    { text: 'one', tags: [] },
  ]);
});

test('the oldest go first, and those of another note stay', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const [id, other] = [await note(store, '0'), await note(store, 'other')];
  await editNote(db, { id: other, text: 'changed', tags: [] }, sources);
  for (let at = 1; at <= MAX_EARLIER + 5; at++) await editNote(db, { id, text: String(at), tags: [] }, sources);
  const texts = await textsOf(store, id);
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([MAX_EARLIER, String(MAX_EARLIER + 4), '5']);
  expect(await textsOf(store, other)).toEqual(['other']);
});

test('a refused or conflicting edit is no earlier version', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const id = await note(store, 'one');
  await editNote(db, { id, text: 'two', tags: [], saw: 'something else' }, sources);
  expect(await textsOf(store, id)).toEqual([]);
  await editNote(db, { id, text: 'x'.repeat(60_000), tags: [] }, sources);
  expect(await textsOf(store, id)).toEqual([]);
});

test('they never leave: not in what is sent, not in what is taken out', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  const id = await note(store, 'a word too much');
  await takeBatch(db, { ops: 200, bytes: 1e6 });
  await db.outbox.clear();
  await editNote(db, { id, text: 'better', tags: [] }, sources);
  expect(await textsOf(store, id)).toEqual(['a word too much']);
  const batch = await takeBatch(db, { ops: 200, bytes: 1e6 });
  expect(batch.length).toBeGreaterThan(0);
  expect(JSON.stringify(batch.map(({ op }) => op))).not.toContain('too much');
  expect(JSON.stringify((await readLibrary(db)).notes)).not.toContain('too much');
});

test('they go with the note, as soon as it cannot be brought back', async () => {
  const store = await openTestStore();
  const { db, sources, clock } = store;
  const id = await note(store, 'one');
  await editNote(db, { id, text: 'two', tags: [] }, sources);
  await deleteNote(db, id, sources);
  await tidy(db, sources);
  await restoreNote(db, id, sources);
  expect(await textsOf(store, id)).toEqual(['one']);
  await deleteNote(db, id, sources);
  clock.now += UNDO_MS + 60_000;
  await tidy(db, sources);
  expect(await textsOf(store, id)).toEqual([]);
});
