/** A conversation is read before the margin asks for it, and never shown once it is out of date. */
import { expect, test } from 'vitest';
import { ReadAhead } from '../../src/background/read-ahead.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { content, facts, openBackground, page, PAGE } from './open-background.ts';

const KEYS = ['//example.org/reading'];

function reader() {
  const asked: (readonly string[])[] = [];
  const clock = { now: 0 };
  const ahead = new ReadAhead(
    async (keys) => {
      asked.push(keys);
      return { notes: [] } as unknown as Conversation;
    },
    () => clock.now,
  );
  return { ahead, asked, clock };
}

test('what was begun is handed out once', async () => {
  const { ahead, asked } = reader();
  ahead.begin(KEYS);
  await ahead.take([...KEYS]);
  expect(asked).toHaveLength(1);
  await ahead.take(KEYS);
  expect(asked).toHaveLength(2);
});

test('another document, a change and a long wait have it read anew', async () => {
  const { ahead, asked, clock } = reader();
  ahead.begin(KEYS);
  await ahead.take(['//example.org/other']);
  expect(asked).toHaveLength(2);
  ahead.forget();
  await ahead.take(KEYS);
  expect(asked).toHaveLength(3);
  ahead.begin(KEYS);
  clock.now = 60_000;
  await ahead.take(KEYS);
  expect(asked).toHaveLength(5);
});

test('a failure is told to who asks, and to nobody else', async () => {
  const ahead = new ReadAhead(() => Promise.reject(new Error('the disk is gone')), Date.now);
  ahead.begin(KEYS);
  await new Promise((later) => setTimeout(later));
  await expect(ahead.take(KEYS)).rejects.toThrow('the disk is gone');
});

test('how the margin’s cards stand is remembered, also where it is read ahead', async () => {
  const { fromContent, fromPages } = openBackground();
  const layout = async () => (await fromPages['conversation.read']({ keys: KEYS }, page)).layout;
  expect(await layout()).toBeUndefined();
  await fromContent['margin.opens'](facts(), content());
  await fromPages['layout.choose']({ layout: 'list' }, page);
  expect(await layout()).toBe('list');
  await fromPages['layout.choose']({ layout: 'beside' }, page);
  await fromContent['margin.opens'](facts(), content());
  expect(await layout()).toBe('beside');
});

test('a page has the notes of its own site read, gets no word of them, and what is written meanwhile is in the answer', async () => {
  const { fromContent, fromPages, write } = openBackground();
  const texts = async () => (await fromPages['conversation.read']({ keys: KEYS }, page)).notes.map(({ text }) => text);
  await write('first');
  expect(await fromContent['margin.opens'](facts(), content())).toEqual({});
  expect(await texts()).toEqual(['first']);
  await fromContent['margin.opens'](facts(), content());
  await write('second');
  expect(await texts()).toEqual(['first', 'second']);
  await expect(fromContent['margin.opens'](facts({ url: PAGE }), content('https://hostile.example/'))).rejects.toThrow(
    'another origin',
  );
});
