/** What was read before the page had said what it is answers the first reading of the same document, and no other. */
import { expect, test } from 'vitest';
import { readFirst } from '../../src/margin/read-first.ts';
import { conversationOf } from '../library/sample.ts';

const KEYS = ['//example.org/reading'];
const first = { keys: KEYS, conversation: conversationOf([]) };

test('it is handed out once', async () => {
  const read = readFirst(Promise.resolve(first));
  expect(await read([...KEYS])).toBe(first.conversation);
  expect(read(KEYS)).toBeNull();
});

test('of another document, where nothing was read, and where it failed there is nothing', async () => {
  expect(await readFirst(Promise.resolve(first))(['//example.org/other'])).toBeNull();
  expect(await readFirst(Promise.resolve(null))(KEYS)).toBeNull();
  expect(await readFirst(Promise.reject(new Error('nobody answered')))(KEYS)).toBeNull();
});
