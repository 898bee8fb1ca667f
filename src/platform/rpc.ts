/**
 * Requests between the contexts of the extension as tables of methods (protocol/) on both sides: parameters and answers
 * parsed, the sender's kind checked.
 */
import * as v from 'valibot';
import type { AnswerOf, Handlers, Methods, ParamsOf } from '../protocol/method.ts';
import { askBackground, askTab, RpcError, type Ask, type Sender, type Service } from './messages.ts';

export type Caller<T extends Methods> = <K extends keyof T & string>(
  method: K,
  params: ParamsOf<T[K]>,
) => Promise<AnswerOf<T[K]>>;

/** Calls methods of a table in the background. */
export function backgroundCaller<T extends Methods>(channel: string, table: T): Caller<T> {
  return callerOf(table, askBackground(channel));
}

/** Calls methods of a table in the content script of a tab's top frame. */
export function tabCaller<T extends Methods>(channel: string, table: T, tab: number): Caller<T> {
  return callerOf(table, askTab(channel, tab));
}

/** Calls methods of a table by this way of asking. */
function callerOf<T extends Methods>(table: T, ask: Ask): Caller<T> {
  return async (method, params) => v.parse(methodOf(table, method).answer, await ask(method, params));
}

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

function methodOf<T extends Methods, K extends keyof T>(table: T, method: K): T[K] {
  return table[method];
}
