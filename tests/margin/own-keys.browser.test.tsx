/** The margin obeys the keys that were chosen: those that come with the conversation, and those that it is told of. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { axeFaults } from '../ui/axe.ts';
import { conversationOf } from '../library/sample.ts';
import { button, find, PAGE, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const list = () => find(on.root, '.margin-scroll');
const dialog = () => on.root.querySelector('dialog');
const at = () => [...on.root.querySelectorAll('.note-item')].findIndex((item) => item.contains(document.activeElement));
const finding = () => on.root.querySelector('.find-bar input');

test('next and previous, with the arrows always beside them', async () => {
  on = await stage(readingNotes(), { ownKeys: { next: 'Control+;', previous: null } });
  await press(list(), 'j');
  expect(at()).toBe(-1);
  await press(list(), ';', { ctrlKey: true });
  expect(at()).toBe(0);
  await press(document.activeElement ?? list(), ';', { ctrlKey: true });
  await press(document.activeElement ?? list(), 'k');
  expect(at()).toBeGreaterThan(0);
  const here = at();
  await press(document.activeElement ?? list(), 'ArrowUp');
  expect(at()).toBeLessThan(here);
});

test('search and list, which the button of the search names', async () => {
  on = await stage(readingNotes(), { ownKeys: { find: 's', list: 'Alt+k' } });
  expect(button(on.root, 'Search these notes').getAttribute('aria-keyshortcuts')).toBe('s');
  await press(list(), '/');
  await press(list(), '?');
  expect([finding(), dialog()]).toEqual([null, null]);
  await press(list(), 'k', { altKey: true });
  expect(dialog()?.open).toBe(true);
  await settle(() => button(on.root, 'Close').click());
  await press(list(), 's');
  expect(document.activeElement).toBe(finding());
});

test('a change is obeyed at once, also against a conversation that was read before it', async () => {
  on = await stage(readingNotes(), { ownKeys: { find: 's' } });
  const reads = on.calls.filter(({ method }) => method === 'conversation.read').length;
  await on.tell({ event: 'keys', chosen: { find: 'f' } });
  expect(button(on.root, 'Search these notes').getAttribute('aria-keyshortcuts')).toBe('f');
  expect(on.calls.filter(({ method }) => method === 'conversation.read')).toHaveLength(reads);
  await on.tell({ event: 'status' });
  await press(list(), 's');
  expect(finding()).toBeNull();
  await press(list(), 'f');
  expect(finding()).not.toBeNull();
});

test('until it is known which were chosen there are none', async () => {
  on = await stage(readingNotes(), {}, { page: null });
  await press(list(), '?');
  expect(dialog()).toBeNull();
  await on.say({ type: 'page', page: PAGE });
  await settle(() => undefined);
  await press(list(), '?');
  expect(dialog()?.open).toBe(true);
});

test('nothing is asked for them before the first cards, nor after', async () => {
  on = await stage(readingNotes(), {}, { first: conversationOf(readingNotes(), { ownKeys: { find: 'f' } }) });
  expect(on.calls.map(({ method }) => method)).not.toContain('keys.read');
});

test('where the page has no address that others share they are asked for', async () => {
  on = await stage([], {}, { page: null });
  on.answers.set('keys.read', () => ({ chosen: { list: 'h' } }));
  await on.say({ type: 'page', page: { ...PAGE, url: 'about:blank' } });
  await settle(() => undefined);
  await press(list(), '?');
  expect(dialog()).toBeNull();
  await press(list(), 'h');
  expect(dialog()?.open).toBe(true);
});

test('where they cannot be read there are none: one of them may be off', async () => {
  on = await stage([], {}, { page: null });
  on.answers.set('keys.read', () => {
    throw new Error('gone');
  });
  await on.say({ type: 'page', page: { ...PAGE, url: 'about:blank' } });
  await settle(() => undefined);
  await press(list(), '?');
  expect(dialog()).toBeNull();
});

test('a key is changed in its list, and one that is heard there does nothing else', async () => {
  on = await stage();
  await press(list(), '?');
  await settle(() => button(on.root, 'Change the key for “Search these notes”').click());
  const place = find(on.root, '[role=application]');
  expect(document.activeElement).toBe(place);
  await press(place, 'j');
  expect(on.root.querySelector('.key-refused.field-error')?.textContent).toContain('J is the key for “Next note”');
  expect(await axeFaults(on.root)).toEqual([]);
  await press(place, 'f');
  expect(on.calls.at(-1)).toEqual({ method: 'keys.choose', params: { chosen: { find: 'f' } } });
  expect(finding()).toBeNull();
});
