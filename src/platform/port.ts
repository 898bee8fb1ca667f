/**
 * A typed runtime port: what comes in is parsed, what is wrong is dropped.
 * Used between the margin frame and the content script beside it. Firefox gives a frame of ours
 * in a web page no `tabs` API, so there the background relays (measured in Firefox 153).
 */
import * as v from 'valibot';
import { browser, type Runtime } from './browser.ts';
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
  const raw =
    there === null
      ? browser.runtime.connect({ name: `${RELAY}${name}` })
      : browser.tabs.connect(there, { name, frameId: 0 });
  return wrap<In, Out>(raw, incoming, hear);
}

const RELAY = 'relay:';

async function currentTab(): Promise<number | null> {
  // The types promise `tabs`; Firefox does not, in a frame.
  const tabs: typeof browser.tabs | undefined = browser.tabs;
  return (await tabs?.getCurrent())?.id ?? null;
}

/** In the background: joins ports that our frames open by `openPagePort` to the tab they stand in. */
export function relayPorts(name: string): void {
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
    from.onDisconnect.addListener(() => to.disconnect());
    to.onDisconnect.addListener(() => from.disconnect());
  });
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
