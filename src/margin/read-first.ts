/** What was read before the page had said what it is, handed out once. */
import type { fromPages } from '../protocol/from-pages.ts';
import type { AnswerOf } from '../protocol/method.ts';
import type { Ports } from './ports.ts';

type First = AnswerOf<(typeof fromPages)['conversation.first']>;

/** @param answer nothing is handed out where it fails or is of another document */
export function readFirst(answer: Promise<First>): Ports['first'] {
  let waiting: Promise<First> | null = answer.catch(() => null);
  return async (keys) => {
    const taken = await waiting;
    waiting = null;
    return taken && JSON.stringify(taken.keys) === JSON.stringify(keys) ? taken.conversation : null;
  };
}
