/**
 * Requests between the contexts of the extension over `runtime.sendMessage`, and their answers. Failures that are expected are
 * answers, not exceptions. What is asked and answered is parsed by who knows it (rpc.ts); what goes around it is read by hand.
 */
import { failureCode } from '../core/failure-code.ts';
import { isRecord } from '../core/is-record.ts';
import { browser, type Runtime } from './browser.ts';
import { ContextGone, isContextGone } from './context-gone.ts';

/** `rpc` is the channel. */
export type Request = { rpc: string; method: string; params: unknown };
type Reply = { answer: unknown } | { failed: string; code?: string | undefined };
type Respond = (reply: Reply) => void;

/** The other side could not be reached, refused the call, or failed. */
export class RpcError extends Error {
  override name = 'RpcError';
  /** Of the other side's error, for `failureCode`. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** Who sent a message; `page` is one of our own extension pages, in a frame, tab or popup. */
export type Sender = {
  from: 'content' | 'page';
  /** The tab it stands in, if any. */
  tab: number | null;
  frame: number;
  /** Address of the sending document. */
  url: string;
  /** It stands in a private window. */
  isPrivate?: boolean;
};

/** Asks something of the other side of a channel. Throws `RpcError`, or `ContextGone`. */
export type Ask = (method: string, params: unknown) => Promise<unknown>;

/** Asks the background. */
export function askBackground(channel: string): Ask {
  return asking(channel, (message) => browser.runtime.sendMessage(message));
}

/** Asks the content script in the top frame of a tab. */
export function askTab(channel: string, tab: number): Ask {
  return asking(channel, (message) => browser.tabs.sendMessage(tab, message, { frameId: 0 }));
}

function asking(channel: string, send: (message: Request) => Promise<unknown>): Ask {
  return async (method, params) => {
    if (isContextGone()) throw new ContextGone();
    let raw: unknown;
    try {
      raw = await send({ rpc: channel, method, params });
    } catch (error) {
      if (isContextGone()) throw new ContextGone();
      throw new RpcError(`${method}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const reply = readReply(raw);
    if (!reply) throw new RpcError(`${method}: nobody answered`);
    if ('failed' in reply) throw new RpcError(`${method}: ${reply.failed}`, reply.code);
    return reply.answer;
  };
}

/** What is served on a channel, and to whom. */
export type Service = {
  channel: string;
  allows: (sender: Sender) => boolean;
  handle: (method: string, params: unknown, sender: Sender) => Promise<unknown>;
};

/** Answers calls to these services; call it once a context, synchronously at start. */
export function serve(services: readonly Service[], report: (error: unknown) => void = console.error): void {
  browser.runtime.onMessage.addListener(listener(services, report));
}

/** Hears one message. True: it will respond. */
export type Listener = (message: unknown, from: Runtime.MessageSender, respond?: Respond) => true | undefined;

/**
 * What `serve` listens by. By `respond`, as every browser knows it: that a listener's promise is an answer, Chromium does not know without the
 * polyfill. It is always given; the types know no listener that answers to some messages only.
 */
export function listener(services: readonly Service[], report: (error: unknown) => void = console.error): Listener {
  return (message, from, respond) => {
    const request = readRequest(message);
    const target = request && services.find((one) => one.channel === request.rpc);
    const sender = senderOf(from);
    if (!target || !sender) return undefined;
    if (target.allows(sender)) void answerOf(target, request, sender, report).then(respond);
    else respond?.({ failed: 'not allowed from there' });
    return true;
  };
}

async function answerOf(
  target: Service,
  { method, params }: Request,
  sender: Sender,
  report: (error: unknown) => void,
): Promise<Reply> {
  try {
    return { answer: await target.handle(method, params, sender) };
  } catch (error) {
    if (!(error instanceof RpcError)) report(error);
    const code = failureCode(error);
    return { failed: error instanceof Error ? error.message : String(error), ...(code !== null && { code }) };
  }
}

/** Null for messages of other extensions, which nobody here answers. */
export function senderOf(from: Runtime.MessageSender): Sender | null {
  if (from.id !== browser.runtime.id) return null;
  const url = from.url ?? '';
  return {
    from: isOwnPage(url) ? 'page' : 'content',
    tab: from.tab?.id ?? null,
    frame: from.frameId ?? 0,
    url,
    isPrivate: from.tab?.incognito ?? false,
  };
}

/** A content script cannot have an address of the extension's origin; a page of ours has no other. */
function isOwnPage(url: string): boolean {
  return ['chrome-extension:', 'moz-extension:'].some((protocol) => url.startsWith(protocol));
}

function readRequest(message: unknown): Request | null {
  if (!isRecord(message)) return null;
  const { rpc, method, params } = message;
  return typeof rpc === 'string' && typeof method === 'string' ? { rpc, method, params } : null;
}

function readReply(raw: unknown): Reply | null {
  if (!isRecord(raw)) return null;
  const { failed, code } = raw;
  if ('answer' in raw) return { answer: raw['answer'] };
  return typeof failed === 'string' ? { failed, code: typeof code === 'string' ? code : undefined } : null;
}
