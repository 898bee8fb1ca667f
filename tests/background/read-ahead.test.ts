/** A conversation is read before the margin asks for it, and never shown once it is out of date. */
import { expect, test } from 'vitest';
import { ReadAhead } from '../../src/background/read-ahead.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { USUAL_LAYOUT } from '../../src/protocol/margin-layout.ts';
import { fields } from '../store/open-test-store.ts';
import { content, facts, openBackground, page, PAGE } from './open-background.ts';

const KEYS = ['//example.org/reading'];
const TAB = 7;

function reader() {
  const asked: (readonly string[])[] = [];
  const clock = { now: 0 };
  /** Lets the whole be there. */
  let free = (): void => undefined;
  const ahead = new ReadAhead(
    {
      whole: async (keys) => {
        asked.push(keys);
        return { notes: [] } as unknown as Conversation;
      },
      part: async (_, ids) => {
        await new Promise<void>((resolve) => (free = resolve));
        return { notes: ids, partial: true } as unknown as Conversation;
      },
    },
    () => clock.now,
  );
  return { ahead, asked, clock, free: () => free() };
}

test('what was begun is handed out once', async () => {
  const { ahead, asked } = reader();
  ahead.begin(TAB, KEYS);
  await ahead.take([...KEYS]);
  expect(asked).toHaveLength(1);
  await ahead.take(KEYS);
  expect(asked).toHaveLength(2);
});

test('another document, a change and a long wait have it read anew', async () => {
  const { ahead, asked, clock } = reader();
  ahead.begin(TAB, KEYS);
  await ahead.take(['//example.org/other']);
  expect(asked).toHaveLength(2);
  ahead.forget();
  await ahead.take(KEYS);
  expect(asked).toHaveLength(3);
  ahead.begin(TAB, KEYS);
  clock.now = 60_000;
  await ahead.take(KEYS);
  expect(asked).toHaveLength(5);
});

test('a failure is told to who asks, and to nobody else', async () => {
  const fails = () => Promise.reject(new Error('the disk is gone'));
  const ahead = new ReadAhead({ whole: fails, part: fails }, Date.now);
  ahead.begin(TAB, KEYS);
  await new Promise((later) => setTimeout(later));
  await expect(ahead.take(KEYS)).rejects.toThrow('the disk is gone');
  ahead.begin(TAB, KEYS, ['a'.repeat(22)]);
  await expect(ahead.take(KEYS)).rejects.toThrow('the disk is gone');
});

test('of a long conversation the part that is seen comes first, then the whole; where that is there already, at once', async () => {
  const { ahead, asked, free } = reader();
  ahead.begin(TAB, KEYS, ['near']);
  const first = ahead.take(KEYS);
  const second = ahead.take(KEYS);
  expect(asked).toHaveLength(0);
  free();
  expect(await first).toEqual({ notes: ['near'], partial: true });
  expect(await second).toEqual({ notes: [] });
  expect(asked).toHaveLength(1);
  ahead.begin(TAB, KEYS, ['near']);
  free();
  await expect.poll(() => asked.length).toBe(2);
  expect(await ahead.take(KEYS)).toEqual({ notes: [] });
  expect(asked).toHaveLength(2);
});

test('a change between the part and the whole has the whole read anew', async () => {
  const { ahead, asked, free } = reader();
  ahead.begin(TAB, KEYS, ['near']);
  const first = ahead.take(KEYS);
  free();
  await first;
  ahead.forget();
  expect(await ahead.take(KEYS)).toEqual({ notes: [] });
  expect(asked).toHaveLength(2);
});

test('a margin that does not know yet what it stands beside gets what is read for its tab', async () => {
  const { ahead, asked, clock, free } = reader();
  expect(await ahead.takeFirst(TAB)).toBeNull();
  ahead.begin(TAB, KEYS);
  expect(await ahead.takeFirst(TAB + 1)).toBeNull();
  expect(await ahead.takeFirst(TAB)).toEqual({ keys: KEYS, conversation: { notes: [] } });
  expect(await ahead.take(KEYS)).toEqual({ notes: [] });
  expect(asked).toHaveLength(1);
  ahead.begin(TAB, KEYS, ['near']);
  free();
  // Also where the whole is there: of a long one it takes longer to be handed over and drawn.
  await expect.poll(() => asked.length).toBe(2);
  expect(await ahead.takeFirst(TAB)).toEqual({ keys: KEYS, conversation: { notes: ['near'], partial: true } });
  expect(await ahead.take(KEYS)).toEqual({ notes: [] });
  expect(asked).toHaveLength(2);
  ahead.begin(null, KEYS);
  expect(await ahead.takeFirst(TAB)).toBeNull();
  ahead.begin(TAB, KEYS);
  clock.now = 60_000;
  expect(await ahead.takeFirst(TAB)).toBeNull();
});

test('a page has the notes of its own site read, gets no word of them, and what is written meanwhile is in the answer', async () => {
  const { fromContent, fromPages, write } = openBackground();
  const texts = async () => (await fromPages['conversation.read']({ keys: KEYS }, page)).notes.map(({ text }) => text);
  await write('first');
  const answer = await fromContent['margin.opens']({ page: facts(), near: [] }, content());
  expect(answer).toEqual({ layout: USUAL_LAYOUT });
  expect(await texts()).toEqual(['first']);
  await fromContent['margin.opens']({ page: facts(), near: [] }, content());
  await write('second');
  expect(await texts()).toEqual(['first', 'second']);
  await expect(
    fromContent['margin.opens']({ page: facts({ url: PAGE }), near: [] }, content('https://hostile.example/')),
  ).rejects.toThrow('another origin');
});

test('who asks for what is read first stands in the tab where it is read', async () => {
  const { fromContent, fromPages, write } = openBackground();
  await write('first');
  const { tab } = content();
  await fromContent['margin.opens']({ page: facts(), near: [] }, content());
  const ask = (from: number | null) => fromPages['conversation.first']({}, { ...page, tab: from });
  expect([await ask(null), await ask(tab! + 1)]).toEqual([null, null]);
  const taken = await ask(tab);
  expect([taken?.keys, taken?.conversation.notes.map(({ text }) => text)]).toEqual([KEYS, ['first']]);
});

test('the part is of this document only, with the answers, whatever ids the page names', async () => {
  const { fromContent, fromPages, write } = openBackground();
  const { target } = fields();
  const root = await write('seen');
  const { writeTo: group } = await fromPages['conversation.read']({ keys: KEYS }, page);
  const whole = { ...target, selectors: [] };
  const answer = { kind: 'comment' as const, text: 'an answer', tags: [], target: whole, parent: root, group };
  await fromPages['note.create'](answer, page);
  await write('far away');
  const source = 'https://elsewhere.example/';
  const elsewhere = await write('elsewhere', undefined, { ...target, source, keys: ['//elsewhere.example/'] });
  await fromContent['margin.opens']({ page: facts(), near: [root, elsewhere] }, content());
  const ask = () => fromPages['conversation.read']({ keys: KEYS }, page);
  const [part, rest] = await Promise.all([ask(), ask()]);
  expect([part.partial, part.notes.map(({ text }) => text)]).toEqual([true, ['seen', 'an answer']]);
  expect([rest.partial, rest.notes.map(({ text }) => text)]).toEqual([undefined, ['seen', 'an answer', 'far away']]);
});
