/**
 * A typed runtime port: what comes in is parsed, what is wrong is dropped.
 * Used between the margin frame and the content script beside it. Firefox gives a frame of ours
 * in a web page no `tabs` API, so there the background relays (measured in Firefox 153).
 */
import * as v from 'valibot';
import { browser, type Runtime } from './browser.ts';
import { isContextGone } from './context-gone.ts';
import { senderOf } from './rpc.ts';

export type Port<Out> = {
  send(message: Out): void;
  /** Aborted when the other side is gone. */
  readonly closed: AbortSignal;
  close(): void;
};

/** Opens a port to the content script in the top frame of a tab; `null` = the tab we stand in. */
export async function openPagePort<In extends v.GenericSchema, Out>(
  tab: number | null,
  name: string,
  incoming: In,
  hear: (message: v.InferOutput<In>) => void,
): Promise<Port<Out>> {
  const there = tab ?? (await currentTab());
  if (there === null) return openRelay(name, incoming, hear);
  return wrap<In, Out>(browser.tabs.connect(there, { name, frameId: 0 }), incoming, hear);
}

const RELAY = 'relay:';
/** A relay that ends sooner than this was refused: there is no page behind it. Milliseconds. */
const REFUSED = 1000;

/**
 * A relay ends whenever Firefox puts the idle background to sleep, while page and frame stay: it
 * is begun anew, with the first message sent again, so that the page knows who is there.
 */
function openRelay<In extends v.GenericSchema, Out>(
  name: string,
  incoming: In,
  hear: (message: v.InferOutput<In>) => void,
): Port<Out> {
  const closed = new AbortController();
  let greeting: { message: Out } | undefined;
  const begin = (): Port<Out> => {
    const begun = Date.now();
    const relay = wrap<In, Out>(browser.runtime.connect({ name: `${RELAY}${name}` }), incoming, hear);
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

/** Accepts ports of this name from our own pages until the signal is aborted. */
export function acceptPorts<In extends v.GenericSchema, Out>(
  name: string,
  incoming: In,
  accept: (port: Port<Out>) => (message: v.InferOutput<In>) => void,
  signal: AbortSignal,
): void {
  const connected = (raw: Runtime.Port): void => {
    if (raw.name !== name || raw.sender?.id !== browser.runtime.id) return;
    let hear: ((message: v.InferOutput<In>) => void) | undefined;
    const port = wrap<In, Out>(raw, incoming, (message) => hear?.(message));
    hear = accept(port);
  };
  browser.runtime.onConnect.addListener(connected);
  signal.addEventListener('abort', () => {
    try {
      browser.runtime.onConnect.removeListener(connected);
    } catch {
      // The extension behind this context is gone, and its listeners with it.
    }
  });
}

function wrap<In extends v.GenericSchema, Out>(
  raw: Runtime.Port,
  incoming: In,
  hear: (message: v.InferOutput<In>) => void,
): Port<Out> {
  const closed = new AbortController();
  raw.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(incoming, message);
    if (parsed.success) hear(parsed.output);
  });
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
