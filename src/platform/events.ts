/** Broadcast from the background to every page of the extension, and the listening side. */
import * as v from 'valibot';
import { extensionEvent, type ExtensionEvent } from '../protocol/events.ts';
import { browser } from './browser.ts';
import type { Frame } from './port.ts';

/**
 * Tells all of them, and no content script; that nobody listens is not an error.
 * @param frames ours in pages that a broadcast passes by: in Firefox they hear only what is sent to them (measured in 153)
 */
export async function broadcast(event: ExtensionEvent, frames: readonly Frame[]): Promise<void> {
  const quietly = (sending: Promise<unknown>) => sending.catch(() => undefined);
  await Promise.all([
    quietly(browser.runtime.sendMessage(event)),
    ...frames.map(({ tab, frame }) => quietly(browser.tabs.sendMessage(tab, event, { frameId: frame }))),
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
