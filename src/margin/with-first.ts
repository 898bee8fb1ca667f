/** Answers the first reading of a conversation by what was asked for before the page had said what it is. */
import * as v from 'valibot';
import { fromPages } from '../protocol/from-pages.ts';
import type { AnswerOf } from '../protocol/method.ts';
import type { Ports } from './ports.ts';

type First = AnswerOf<(typeof fromPages)['conversation.first']>;

/** @param first where it fails or is of another document, the background is asked as ever */
export function withFirst(call: Ports['call'], first: Promise<First>): Ports['call'] {
  let waiting: Promise<First> | null = first.catch(() => null);
  return async (method, params) => {
    if (method !== 'conversation.read' || !waiting) return call(method, params);
    const taken = await waiting;
    waiting = null;
    const { keys, withMuted } = v.parse(fromPages['conversation.read'].params, params);
    const isIt = taken && !withMuted && JSON.stringify(taken.keys) === JSON.stringify(keys);
    return isIt ? taken.conversation : call(method, params);
  };
}
