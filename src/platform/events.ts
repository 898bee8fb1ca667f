/** Broadcast from the background to every page of the extension and every tab, and the listening side. */
import * as v from 'valibot';
import { extensionEvent, type ExtensionEvent } from '../protocol/events.ts';
import { browser } from './browser.ts';

/** Tells everybody; contexts without a listener are not an error. */
export async function broadcast(event: ExtensionEvent): Promise<void> {
  const quietly = (sending: Promise<unknown>) => sending.catch(() => undefined);
  const tabs = await browser.tabs.query({});
  await Promise.all([
    quietly(browser.runtime.sendMessage(event)),
    ...tabs.map(({ id }) => (id === undefined ? undefined : quietly(browser.tabs.sendMessage(id, event)))),
  ]);
}

/** Calls back for every event until the signal is aborted. */
export function onEvent(listener: (event: ExtensionEvent) => void, signal: AbortSignal): void {
  const hear = (message: unknown, sender: { id?: string }): undefined => {
    if (sender.id !== browser.runtime.id) return undefined;
    const parsed = v.safeParse(extensionEvent, message);
    if (parsed.success) listener(parsed.output);
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  signal.addEventListener('abort', () => {
    try {
      browser.runtime.onMessage.removeListener(hear);
    } catch {
      // The extension behind this context is gone, and its listeners with it.
    }
  });
}
