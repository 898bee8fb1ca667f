/** How a key of ours is written for people, as the browser writes its own: what stands on the key, large. */
import { type Chord, type Modifier, partsOf } from '../core/own-keys.ts';

/** What is pressed together, one by one. */
export function shownKeys(chord: Chord): string[] {
  const { modifiers, key } = partsOf(chord);
  return [...modifiers.map((one) => nameOf(one)), SIGNS[key] ?? large(key)];
}

/** What stands on a key that has a longer name. */
const SIGNS: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  Plus: '+',
};

/** For a sentence. */
export function shownKey(chord: Chord): string {
  return shownKeys(chord).join('+');
}

function nameOf(modifier: Modifier): string {
  if (modifier === 'Control') return 'Ctrl';
  return modifier === 'Meta' && navigator.platform.startsWith('Mac') ? '⌘' : modifier;
}

/** Names of keys stay as they are, and letters that would become two. */
function large(key: string): string {
  const larger = key.toUpperCase();
  return /^[A-Z]/.test(key) || larger.length !== key.length ? key : larger;
}
