/** What was pressed, as core/own-keys.ts writes it, and which of our own commands that is. */
import { type Chord, commandOf, type OwnCommand, type OwnKeys } from '../core/own-keys.ts';
import { isTyping } from './is-typing.ts';
import { latinKey, signAt } from './latin-key.ts';

/** The command that a key asks for; null where it is none, or where words are typed. */
export function commandFor(event: KeyboardEvent, keys: OwnKeys): OwnCommand | null {
  const chord = pressedChord(event);
  return chord === null || (isTyping(event) && !isTick(event)) ? null : commandOf(chord, keys);
}

/** Fields that are ticked take no letters, and keep the focus after it. */
function isTick({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox');
}

/** Null while something is composed, and for what is no key by itself: modifiers, dead keys, what an input method has taken. */
export function pressedChord(event: KeyboardEvent): Chord | null {
  // What a browser fills into a field comes as an event of no kind.
  if (!(event instanceof KeyboardEvent) || event.isComposing || isModifier(event) || NOT_YET.has(event.key))
    return null;
  const { ctrlKey, altKey, shiftKey, metaKey } = event;
  // AltGr makes characters; in Windows it is told as Control and Alt.
  const isMade = event.getModifierState('AltGraph');
  const key = characterOf(event, isMade);
  const isNamed = key.length > 1 && /^[A-Z]/.test(key);
  const hasCase = key.toLowerCase() !== key.toUpperCase();
  const held = [
    ctrlKey && !isMade && 'Control',
    altKey && !isMade && 'Alt',
    // Of a sign, Shift has made another; and with the lock on, letters are large without it.
    shiftKey && (isNamed || hasCase || key === ' ') && 'Shift',
    metaKey && 'Meta',
  ];
  return [...held.filter((one) => one !== false), nameOf(key, isNamed)].join('+');
}

/** A key that is held while another is pressed, and means nothing alone. */
export function isModifier({ key }: KeyboardEvent): boolean {
  return /^(Alt|AltGraph|CapsLock|Control|Fn|FnLock|Hyper|Meta|NumLock|OS|ScrollLock|Shift|Super|Symbol|SymbolLock)$/.test(
    key,
  );
}

/** Of a letter that is still to come, and of keys that the browser does not know or may not tell. */
const NOT_YET = new Set(['', 'Dead', 'Process', 'Unidentified']);

/** On a Mac, Alt makes characters as AltGr does: pressed for a command, the letter on the key is meant. */
function characterOf(event: KeyboardEvent, isMade: boolean): string {
  const isAltMade = event.altKey && !isMade && event.key > '\x7f';
  return (isAltMade && signAt(event.code, event.shiftKey)) || latinKey(event);
}

function nameOf(key: string, isNamed: boolean): string {
  if (key === ' ') return 'Space';
  if (key === '+') return 'Plus';
  return isNamed ? key : key.toLowerCase();
}
