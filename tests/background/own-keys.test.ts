/** A choice of keys is on disk and told to every page when it is answered; what was read ahead before it is not handed out. */
import { expect, test } from 'vitest';
import { keyHandlers } from '../../src/background/key-handlers.ts';
import { USUAL_KEYS } from '../../src/core/own-keys.ts';
import { content, facts, openBackground, page, PAGE } from './open-background.ts';

test('a choice is kept, told, and in the next reading', async () => {
  const { background, fromPages, fromContent, events } = openBackground();
  const handlers = keyHandlers(background, { shortcuts: async () => [], changeShortcuts: async () => undefined });
  const keys = ['//example.org/reading'];
  // A margin is opening, and its notes are read already.
  await fromContent['margin.opens']({ page: facts(), near: [] }, content(PAGE));
  events.length = 0;
  const chosen = { find: 'f', next: null };
  expect(await handlers['keys.choose']({ chosen }, page)).toEqual({ ok: true });
  expect(events).toEqual([{ event: 'keys', chosen }]);
  expect(await handlers['keys.read']({}, page)).toEqual({ chosen });
  expect((await fromPages['conversation.read']({ keys }, page)).ownKeys).toEqual(chosen);
});

function open() {
  const { background, fromPages, events } = openBackground();
  const ask = keyHandlers(background, { shortcuts: async () => [], changeShortcuts: async () => undefined });
  return { ask, fromPages, events };
}

test('two pages change a key each, and neither change is lost', async () => {
  const { ask, events } = open();
  await Promise.all([
    ask['keys.choose']({ chosen: { next: 'n' } }, page),
    ask['keys.choose']({ chosen: { find: 'f' } }, page),
  ]);
  const both = { next: 'n', find: 'f' };
  expect(await ask['keys.read']({}, page)).toEqual({ chosen: both });
  expect(events.at(-1)).toEqual({ event: 'keys', chosen: both });
  expect(await ask['keys.choose']({ chosen: USUAL_KEYS }, page)).toEqual({ ok: true });
  expect(await ask['keys.read']({}, page)).toEqual({ chosen: {} });
});

test('a key that another page gave to another command meanwhile is refused, and nothing told', async () => {
  const { ask, events } = open();
  await ask['keys.choose']({ chosen: { next: 'n' } }, page);
  events.length = 0;
  expect(await ask['keys.choose']({ chosen: { find: 'n' } }, page)).toEqual({ ok: false, code: 'key-taken' });
  expect(await ask['keys.read']({}, page)).toEqual({ chosen: { next: 'n' } });
  expect(events).toEqual([]);
  // One that became free meanwhile can be given.
  expect(await ask['keys.choose']({ chosen: { find: 'j' } }, page)).toEqual({ ok: true });
});

test('who signs out has the usual keys again, also where a page is open', async () => {
  const { ask, fromPages, events } = open();
  await ask['keys.choose']({ chosen: { next: null } }, page);
  expect(await fromPages['account.signOut']({ discard: true }, page)).toEqual({ ok: true });
  expect(events).toContainEqual({ event: 'keys', chosen: {} });
});
