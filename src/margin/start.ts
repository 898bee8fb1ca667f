/**
 * What the margin waits for others to do is asked of them first, while its views are still on their way (vite.config.ts): the port
 * to the page beside it, and its first notes. It hears no window messages.
 */
import { askBackground, askTab } from '../platform/messages.ts';
import { openPagePort } from '../platform/port.ts';
import { MARGIN_PORT } from '../protocol/frame-ports.ts';
import type { ToPage } from '../protocol/margin-port.ts';
import { openEarly } from './early-port.ts';

/** In a window of its own, the address says which tab it belongs to: `#tab=ID`. */
const named = /^#tab=(\d+)$/.exec(location.hash)?.[1];
export const tab = named === undefined ? null : Number(named);

/** Loaded ahead of its opening it stands out of sight, without a size, and asks for nothing (annotator/margin-frame.ts). */
export const shown =
  innerWidth > 0
    ? Promise.resolve()
    : new Promise<void>((resolve) => {
        addEventListener('resize', () => resolve(), { once: true });
      });

export const port = openEarly(async (hear) => {
  await shown;
  // a page that was loaded again since may have nobody yet who accepts ports
  if (tab !== null) await askTab('content', tab)('page.wake', {});
  const opened = await openPagePort<ToPage>(tab, MARGIN_PORT, hear);
  opened.send({ type: 'ready', inFrame: tab === null });
  return opened;
});

/** The answer to `conversation.first`, as it comes. */
export const first = shown.then(() => (tab === null ? askBackground('pages')('conversation.first', {}) : null));
// told to who asks for it
first.catch(() => undefined);
