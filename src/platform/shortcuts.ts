/** The keys that the browser has given to our commands; the user may have changed or removed them. */
import { browser } from './browser.ts';

/** `keys` is empty where none is set. */
export type Shortcut = { command: string; keys: string };

export async function readShortcuts(): Promise<Shortcut[]> {
  const commands = await browser.commands.getAll();
  return commands.flatMap(({ name, shortcut }) => (name ? [{ command: name, keys: shortcut ?? '' }] : []));
}

/** Opens the browser's own page on which they are set and changed. Firefox has a function for it, Chromium an address. */
export async function changeShortcuts(): Promise<void> {
  if (browser.runtime.getURL('').startsWith('moz-extension:')) await browser.commands.openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
