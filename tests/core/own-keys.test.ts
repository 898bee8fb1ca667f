/** Which keys a command of our own can be given, what is refused and why, and what is left of what was kept. */
import { expect, test } from 'vitest';
import * as v from 'valibot';
import {
  choicesIn,
  commandOf,
  isChord,
  keysWith,
  OWN_COMMANDS,
  refusalOf,
  soundChoices,
  USUAL_KEYS,
} from '../../src/core/own-keys.ts';
import { keyChoices } from '../../src/protocol/own-keys.ts';

test.each([
  'n',
  'é',
  'ø',
  '1',
  ';',

  'Plus',
  'Shift+n',
  'Alt+n',
  'Control+/',
  'Control+Alt+n',
  'Control+Meta+k',
  'F2',
  'F9',
])('%s can be given', (chord) => {
  expect(refusalOf(chord, 'find', USUAL_KEYS)).toBeNull();
  expect(isChord(chord)).toBe(true);
});

test.each([
  'Enter',
  'Shift+Enter',
  'Control+Enter',
  'Tab',
  'Escape',
  'Space',
  'ArrowDown',
  'Shift+ArrowUp',
  'Home',
  'PageDown',
  'Delete',
])('%s means the same everywhere', (chord) => {
  expect(refusalOf(chord, 'find', USUAL_KEYS)).toEqual({ why: 'fixed' });
  expect(isChord(chord)).toBe(false);
});

test.each([
  'Control+w',
  'Control+Shift+t',
  'Control+z',
  'Control+1',
  'Control+Plus',
  'Meta+k',
  'Shift+Meta+/',
  'Alt+d',
  'F1',
  'F5',
  'F12',
  'Alt+F4',
  'Control+F2',
])('%s is of the browser or the system', (chord) => {
  expect(refusalOf(chord, 'find', USUAL_KEYS)).toEqual({ why: 'browser' });
  expect(isChord(chord)).toBe(false);
});

test.each([
  '',
  ' ',
  'N',
  'nn nn',
  '+',
  'a+b',
  'Shift+',
  'Alt+Control+n',
  'Control+Control+/',
  'abcde',
  'Hyper+n',
  'ctrl+/',
])('“%s” is not how a key is written', (text) => expect(isChord(text)).toBe(false));

test('a key has one command; its own is not refused, and one that was turned off or changed is free', () => {
  expect(refusalOf('j', 'find', USUAL_KEYS)).toEqual({ why: 'taken', by: 'next' });
  expect(refusalOf('/', 'find', USUAL_KEYS)).toBeNull();
  expect(refusalOf('j', 'find', keysWith({ next: null }))).toBeNull();
  expect(refusalOf('j', 'next', keysWith({ next: 'n', find: 'j' }))).toEqual({ why: 'taken', by: 'find' });
});

test('a command is found by its key, and none by a key that is off', () => {
  for (const command of OWN_COMMANDS) expect(commandOf(USUAL_KEYS[command] ?? '', USUAL_KEYS)).toBe(command);
  expect(commandOf('j', keysWith({ next: 'n' }))).toBeNull();
  expect(commandOf('n', keysWith({ next: 'n' }))).toBe('next');
  expect(commandOf('k', keysWith({ previous: null }))).toBeNull();
});

test('what is chosen is what differs', () => {
  expect(choicesIn(USUAL_KEYS)).toEqual({});
  const chosen = { next: 'n', list: null };
  expect(choicesIn(keysWith(chosen))).toEqual(chosen);
});

test.each<[unknown, object]>([
  [undefined, {}],
  ['j', {}],
  [[], {}],
  [{ next: 7, find: 'f' }, { find: 'f' }],
  [{ next: 'Enter', previous: null, undo: 'u' }, { previous: null }],
  [{ next: 'x', find: 'x' }, {}],
  // the other one's usual key
  [{ next: '/' }, {}],
  [
    { next: '/', find: null },
    { next: '/', find: null },
  ],
])('of %j on the device there is left %j', (kept, left) => {
  expect(soundChoices(kept)).toEqual(left);
});

test('the border lets in nothing else', () => {
  expect(v.parse(keyChoices, { next: 'n', list: null })).toEqual({ next: 'n', list: null });
  for (const bad of [{ next: 'Enter' }, { next: 'x', find: 'x' }, { next: '/' }, { undo: 'u' }, { next: 7 }, null])
    expect(v.safeParse(keyChoices, bad).success).toBe(false);
});
