/** Closes the tab that a page of ours stands in, with its window where it has one: `window.close()` is for what a script has opened. */
import { browser } from './browser.ts';

export async function closeOwnTab(): Promise<void> {
  const own = await browser.tabs.getCurrent();
  if (own?.id !== undefined) await browser.tabs.remove(own.id);
}
