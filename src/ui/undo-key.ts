/** The keys by which what was done last is undone and done again, everywhere else on the same machine as well. */
import { isTyping } from './is-typing.ts';

/** Null for any other key, and where words are typed: those have an undo of their own. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  const { ctrlKey, metaKey, shiftKey, altKey } = event;
  // What a browser fills into a field comes with a key that has no name, and with neither of these.
  if (ctrlKey === metaKey || altKey || isTyping(event)) return null;
  // Where no Latin letters stand on the keys, these are where they would.
  const key = (event.key > '\x7f' ? event.code.slice(-1) : event.key).toLowerCase();
  if (key === 'z') return shiftKey ? 'redo' : 'undo';
  return key === 'y' && ctrlKey && !shiftKey ? 'redo' : null;
}
