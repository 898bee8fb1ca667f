/** Watching in a real browser's IndexedDB, whose transactions end by themselves where a promise is not expected. */
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/database.ts';
import { watch } from '../../src/store/live-query.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { createNote } from '../../src/store/write-note.ts';

const KEY = '//example.org/reading';
const target = { source: 'https://example.org/reading', keys: [KEY], title: 'A reading', selectors: [] };

test('the notes of a document are shown, and again after each change', async () => {
  const db = openStore('watched');
  const ended = new AbortController();
  onTestFinished(async () => {
    ended.abort();
    await db.delete();
  });
  const shown: string[][] = [];
  const failed: unknown[] = [];
  watch(
    () => readConversation(db, [KEY]),
    ({ notes }) => void shown.push(notes.map(({ text }) => text)),
    ended.signal,
    { fail: (error) => void failed.push(error) },
  );
  await expect.poll(() => shown).toEqual([[]]);
  const { writeTo } = await readConversation(db, [KEY]);
  for (const text of ['one', 'two']) {
    await createNote(db, { group: writeTo, fields: { kind: 'page', text, tags: [], target, parent: null } });
    await expect.poll(() => shown.at(-1)).toContain(text);
  }
  expect(failed).toEqual([]);
});
