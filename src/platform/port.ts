/**
 * A runtime port between a frame of ours and the content script of the page it stands in. Who hears parses what comes (protocol/hearing.ts). Firefox
 * gives such a frame no `tabs` API, so there the background relays (measured in Firefox 153).
 */
import { browser, type Runtime } from './browser.ts';
import { isContextGone } from './context-gone.ts';
import { senderOf } from './messages.ts';

type Hear = (message: unknown) => void;

export type Port<Out> = {
  send(message: Out): void;
  /** Aborted when the other side is gone. */
  readonly closed: AbortSignal;
  close(): void;
};

/** Opens a port to the content script in the top frame of a tab; `null` = the tab we stand in. */
export async function openPagePort<Out>(tab: number | null, name: string, hear: Hear): Promise<Port<Out>> {
  const there = tab ?? (await currentTab());
  if (there === null) return openRelay(name, hear);
  return wrap(browser.tabs.connect(there, { name, frameId: 0 }), hear);
}

const RELAY = 'relay:';
/** A relay that ends sooner than this was refused: there is no page behind it. Milliseconds. */
const REFUSED = 1000;

/**
 * A relay ends whenever Firefox puts the idle background to sleep, while page and frame stay: it
 * is begun anew, with the first message sent again, so that the page knows who is there.
 */
function openRelay<Out>(name: string, hear: Hear): Port<Out> {
  const closed = new AbortController();
  let greeting: { message: Out } | undefined;
  const begin = (): Port<Out> => {
    const begun = Date.now();
    const relay = wrap<Out>(browser.runtime.connect({ name: `${RELAY}${name}` }), hear);
    relay.closed.addEventListener('abort', () => {
      if (closed.signal.aborted) return;
      if (isContextGone() || Date.now() - begun < REFUSED) closed.abort();
      else now = begin();
    });
    if (greeting) relay.send(greeting.message);
    return relay;
  };
  let now = begin();
  return {
    closed: closed.signal,
    send(message) {
      greeting ??= { message };
      now.send(message);
    },
    close() {
      closed.abort();
      now.close();
    },
  };
}

async function currentTab(): Promise<number | null> {
  // The types promise `tabs`; Firefox does not, in a frame.
  const tabs: typeof browser.tabs | undefined = browser.tabs;
  return (await tabs?.getCurrent())?.id ?? null;
}

/** A frame of ours in a page, that only its address reaches. */
export type Frame = { tab: number; frame: number };

/**
 * In the background: joins ports that our frames open by `openPagePort` to the tab they stand in.
 * Answers which frames are joined now.
 */
export function relayPorts(name: string): () => Frame[] {
  const frames = new Map<Runtime.Port, Frame>();
  browser.runtime.onConnect.addListener((from) => {
    const sender = from.sender && senderOf(from.sender);
    if (from.name !== `${RELAY}${name}`) return;
    if (sender?.from !== 'page' || sender.tab === null) {
      from.disconnect();
      return;
    }
    const to = browser.tabs.connect(sender.tab, { name, frameId: 0 });
    from.onMessage.addListener((message) => to.postMessage(message));
    to.onMessage.addListener((message) => from.postMessage(message));
    frames.set(from, { tab: sender.tab, frame: sender.frame });
    from.onDisconnect.addListener(() => {
      frames.delete(from);
      to.disconnect();
    });
    to.onDisconnect.addListener(() => {
      frames.delete(from);
      from.disconnect();
    });
  });
  return () => [...frames.values()];
}

/** Accepts ports of these names from our own pages, as long as this context lives. */
export function acceptPorts(names: readonly string[], accept: (name: string, port: Port<object>) => Hear): void {
  browser.runtime.onConnect.addListener((raw: Runtime.Port): void => {
    if (!names.includes(raw.name) || raw.sender?.id !== browser.runtime.id) return;
    let hear: Hear | undefined;
    const port = wrap<object>(raw, (message) => hear?.(message));
    hear = accept(raw.name, port);
  });
}

function wrap<Out>(raw: Runtime.Port, hear: Hear): Port<Out> {
  const closed = new AbortController();
  raw.onMessage.addListener((message: unknown) => hear(message));
  raw.onDisconnect.addListener(() => closed.abort());
  return {
    closed: closed.signal,
    send: (message) => {
      if (!closed.signal.aborted) raw.postMessage(message);
    },
    close: () => {
      raw.disconnect();
      closed.abort();
    },
  };
}
