/** A choice of keys is on disk and told to every page when it is answered; what was read ahead before it is not handed out. */
import { expect, test } from 'vitest';
import { keyHandlers } from '../../src/background/key-handlers.ts';
import { content, facts, openBackground, page, PAGE } from './open-background.ts';

test('a choice is kept, told, and in the next reading', async () => {
  const { background, fromPages, fromContent, events } = openBackground();
  const handlers = keyHandlers(background, { shortcuts: async () => [], changeShortcuts: async () => undefined });
  const keys = ['//example.org/reading'];
  // A margin is opening, and its notes are read already.
  await fromContent['margin.opens']({ page: facts(), near: [] }, content(PAGE));
  events.length = 0;
  const chosen = { find: 'f', next: null };
  expect(await handlers['keys.choose']({ chosen }, page)).toEqual({});
  expect(events).toEqual([{ event: 'keys', chosen }]);
  expect(await handlers['keys.read']({}, page)).toEqual({ chosen });
  expect((await fromPages['conversation.read']({ keys }, page)).ownKeys).toEqual(chosen);
});

test('signed out, the keys are as usual again, and open pages are told so', async () => {
  const { background, fromPages, events } = openBackground();
  const handlers = keyHandlers(background, { shortcuts: async () => [], changeShortcuts: async () => undefined });
  await handlers['keys.choose']({ chosen: { find: 'f' } }, page);
  events.length = 0;
  expect(await fromPages['account.signOut']({ discard: true }, page)).toEqual({ ok: true });
  expect(await handlers['keys.read']({}, page)).toEqual({ chosen: {} });
  expect(events).toContainEqual({ event: 'keys', chosen: {} });
});
