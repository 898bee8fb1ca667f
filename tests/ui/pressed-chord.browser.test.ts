/** What was pressed is known on every keyboard: by the character where there is one, by the place where letters are of another script. */
import { expect, test } from 'vitest';
import { keysWith, USUAL_KEYS } from '../../src/core/own-keys.ts';
import { commandFor, pressedChord } from '../../src/ui/pressed-chord.ts';

type Press = KeyboardEventInit & { key: string };
const event = (press: Press) => new KeyboardEvent('keydown', press);

test.each<[string, Press, string]>([
  ['a letter', { key: 'j', code: 'KeyJ' }, 'j'],
  ['with Shift', { key: 'J', code: 'KeyJ', shiftKey: true }, 'Shift+j'],
  ['with the lock on', { key: 'J', code: 'KeyJ' }, 'j'],
  ['/ without Shift', { key: '/', code: 'Slash' }, '/'],
  ['/ with Shift, on a German or a French keyboard', { key: '/', code: 'Digit7', shiftKey: true }, '/'],
  ['?', { key: '?', code: 'Slash', shiftKey: true }, '?'],
  ['+', { key: '+', code: 'Equal', shiftKey: true }, 'Plus'],
  ['Space', { key: ' ', code: 'Space', shiftKey: true }, 'Shift+Space'],
  ['a key with a name', { key: 'Enter', code: 'Enter', ctrlKey: true }, 'Control+Enter'],
  [
    'all modifiers',
    { key: 'K', code: 'KeyK', ctrlKey: true, altKey: true, shiftKey: true, metaKey: true },
    'Control+Alt+Shift+Meta+k',
  ],
  ['AltGr in Windows', { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true }, '@'],
  ['Alt on a Mac', { key: '∆', code: 'KeyJ', altKey: true }, 'Alt+j'],
  ['a Latin letter with a sign', { key: 'é', code: 'Digit2' }, 'é'],
  ['a sign of all scripts', { key: '§', code: 'Digit3', shiftKey: true }, '§'],
  ['Russian', { key: 'о', code: 'KeyJ' }, 'j'],
  ['Arabic', { key: 'ت', code: 'KeyJ' }, 'j'],
  ['Arabic, a key of two letters', { key: 'لا', code: 'KeyB' }, 'b'],
  ['the Arabic question mark', { key: '؟', code: 'Slash', shiftKey: true }, '?'],
  ['Devanagari', { key: 'य', code: 'Slash' }, '/'],
  ['Greek with Control', { key: 'κ', code: 'KeyK', ctrlKey: true, altKey: true }, 'Control+Alt+k'],
])('%s', (_name, press, chord) => {
  expect(pressedChord(event(press))).toBe(chord);
});

test.each<[string, Press]>([
  ['a modifier alone', { key: 'Shift', shiftKey: true }],
  ['AltGr alone', { key: 'AltGraph' }],
  ['a dead key', { key: 'Dead', code: 'BracketLeft' }],
  ['what an input method has taken', { key: 'Process', code: 'KeyN' }],
  ['what the browser does not tell', { key: 'Unidentified' }],
  ['what is composed', { key: 'j', isComposing: true }],
])('%s is no key', (_name, press) => {
  expect(pressedChord(event(press))).toBeNull();
});

test('what a browser fills into a field is no key either', () => {
  expect(pressedChord(new Event('keydown') as KeyboardEvent)).toBeNull();
});

test('the usual keys are there on keyboards without Latin letters', () => {
  const asked = (key: string, code: string, shiftKey = false) => commandFor(event({ key, code, shiftKey }), USUAL_KEYS);
  expect([asked('о', 'KeyJ'), asked('ن', 'KeyK'), asked('य', 'Slash'), asked('؟', 'Slash', true)]).toEqual([
    'next',
    'previous',
    'find',
    'list',
  ]);
});

test('with Control it is another key, and in a field none', () => {
  const keys = keysWith({ find: 'Control+/' });
  expect(commandFor(event({ key: '/', code: 'Slash' }), keys)).toBeNull();
  expect(commandFor(event({ key: '/', code: 'Slash', ctrlKey: true }), keys)).toBe('find');
  const field = document.body.appendChild(document.createElement('input'));
  const heard: (string | null)[] = [];
  field.addEventListener('keydown', (pressed) => heard.push(commandFor(pressed, keys)));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: '/', code: 'Slash', ctrlKey: true, bubbles: true }));
  field.remove();
  expect(heard).toEqual([null]);
});
