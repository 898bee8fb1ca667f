/** What the margin needs of the world, as arguments: main.tsx gives the real ones, tests give their own ends. */
import type { Caller } from '../platform/rpc.ts';
import type { Port } from '../platform/port.ts';
import type { ExtensionEvent } from '../protocol/events.ts';
import type { Conversation, fromPages } from '../protocol/from-pages.ts';
import type { ToMargin, ToPage } from '../protocol/margin-port.ts';

export type Ports = {
  call: Caller<typeof fromPages>;
  /** What was read ahead of this document, once; null where nothing was, or it was handed out. It may be from before a change: it is to be read again. */
  first: (keys: readonly string[]) => Promise<Conversation | null> | null;
  /** Opens the port to the content script of the page. */
  port: (hear: (message: ToMargin) => void) => Promise<Port<ToPage>>;
  /** Calls back for what the background tells everybody. */
  events: (listener: (event: ExtensionEvent) => void, signal: AbortSignal) => void;
  /** Closes the window of its own that it stands in; left out in a page, which closes it. */
  leave?: () => void;
};
