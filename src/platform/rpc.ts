/**
 * Requests between the contexts of the extension over `runtime.sendMessage`: a table of methods
 * (protocol/) on both sides, parameters and answers parsed, the sender's kind checked, exactly
 * one listener a context. Failures that are expected are answers, not exceptions.
 */
import * as v from 'valibot';
import { failureCode } from '../core/failure-code.ts';
import type { AnswerOf, Handlers, Methods, ParamsOf } from '../protocol/method.ts';
import { browser, type Runtime } from './browser.ts';
import { ContextGone, isContextGone } from './context-gone.ts';

const request = v.object({ rpc: v.string(), method: v.string(), params: v.unknown() });
const reply = v.union([
  v.object({ answer: v.unknown() }),
  v.object({ failed: v.string(), code: v.optional(v.string()) }),
]);

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

export type Caller<T extends Methods> = <K extends keyof T & string>(
  method: K,
  params: ParamsOf<T[K]>,
) => Promise<AnswerOf<T[K]>>;

/** Calls methods of a table in the background. */
export function backgroundCaller<T extends Methods>(channel: string, table: T): Caller<T> {
  return (method, params) => call(channel, table, method, params, (message) => browser.runtime.sendMessage(message));
}

/** Calls methods of a table in the content script of a tab's frame (0 = top). */
export function tabCaller<T extends Methods>(channel: string, table: T, tab: number, frameId = 0): Caller<T> {
  return (method, params) =>
    call(channel, table, method, params, (message) => browser.tabs.sendMessage(tab, message, { frameId }));
}

async function call<T extends Methods, K extends keyof T & string>(
  channel: string,
  table: T,
  method: K,
  params: ParamsOf<T[K]>,
  send: (message: unknown) => Promise<unknown>,
): Promise<AnswerOf<T[K]>> {
  if (isContextGone()) throw new ContextGone();
  let raw: unknown;
  try {
    raw = await send({ rpc: channel, method, params });
  } catch (error) {
    if (isContextGone()) throw new ContextGone();
    throw new RpcError(`${method}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = v.safeParse(reply, raw);
  if (!parsed.success) throw new RpcError(`${method}: nobody answered`);
  if ('failed' in parsed.output) throw new RpcError(`${method}: ${parsed.output.failed}`, parsed.output.code);
  return v.parse(methodOf(table, method).answer, parsed.output.answer);
}

/** One served table: its name, who may call it, and its handlers. */
export type Service = {
  channel: string;
  allows: (sender: Sender) => boolean;
  handle: (method: string, params: unknown, sender: Sender) => Promise<unknown>;
};

export function service<T extends Methods>(
  channel: string,
  table: T,
  handlers: Handlers<T, Sender>,
  allows: (sender: Sender) => boolean,
): Service {
  return {
    channel,
    allows,
    handle: async (method, params, sender) => {
      if (!Object.hasOwn(table, method)) throw new RpcError('no such method');
      const handler = handlers[method];
      if (!handler) throw new RpcError('no such method');
      const parsed = v.safeParse(methodOf(table, method).params, params);
      if (!parsed.success) throw new RpcError('parameters have the wrong form');
      return handler(parsed.output, sender);
    },
  };
}

/** Answers calls to these services; call it once a context, synchronously at start. */
export function serve(services: readonly Service[], report: (error: unknown) => void = console.error): void {
  // By `respond`, as every browser knows it: that a listener's promise is an answer, Chromium does not know without the
  // polyfill. It is always given; the types know no listener that answers to some messages only.
  browser.runtime.onMessage.addListener((message: unknown, from: Runtime.MessageSender, respond?: Respond) => {
    const parsed = v.safeParse(request, message);
    if (!parsed.success) return undefined;
    const sender = senderOf(from);
    const target = services.find((one) => one.channel === parsed.output.rpc);
    if (!target || !sender) return undefined;
    if (target.allows(sender)) void answerOf(target, parsed.output, sender, report).then(respond);
    else respond?.({ failed: 'not allowed from there' });
    return true;
  });
}

type Respond = (answer: v.InferOutput<typeof reply>) => void;

async function answerOf(
  target: Service,
  { method, params }: v.InferOutput<typeof request>,
  sender: Sender,
  report: (error: unknown) => void,
): Promise<v.InferOutput<typeof reply>> {
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

function methodOf<T extends Methods, K extends keyof T>(table: T, method: K): T[K] {
  return table[method];
}
