/** What was read before the page had said what it is, handed out once. */
import type { Conversation, fromPages } from '../protocol/from-pages.ts';
import type { AnswerOf } from '../protocol/method.ts';
import type { Ports } from './ports.ts';

type First = AnswerOf<(typeof fromPages)['conversation.first']>;

/** @param answer nothing is handed out where it fails or is of another document */
export function readFirst(answer: Promise<First>): Ports['first'] {
  let waiting: Promise<First> | null = answer.catch(() => null);
  const taken = async (coming: Promise<First>, keys: readonly string[]): Promise<Conversation | null> => {
    const first = await coming;
    return first && JSON.stringify(first.keys) === JSON.stringify(keys) ? first.conversation : null;
  };
  return (keys) => {
    const coming = waiting;
    waiting = null;
    return coming && taken(coming, keys);
  };
}
