/** The keys by which what was done last is undone and done again, everywhere else on the same machine as well. */
import { isTyping } from './is-typing.ts';
import { latinKey } from './latin-key.ts';

/** Null for any other key, and where words are typed: those have an undo of their own. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  const { ctrlKey, metaKey, shiftKey, altKey } = event;
  // What a browser fills into a field comes with a key that has no name, and with neither of these.
  if (ctrlKey === metaKey || altKey || isTyping(event)) return null;
  const key = latinKey(event).toLowerCase();
  if (key === 'z') return shiftKey ? 'redo' : 'undo';
  return key === 'y' && ctrlKey && !shiftKey ? 'redo' : null;
}
