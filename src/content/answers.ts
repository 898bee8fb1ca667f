/**
 * What the background answers to the script in every page, read by hand: protocol/from-content.ts says the same in schemas, which this
 * script has none of (ADR 0058), and a test holds both to each other.
 */
import { isRecord } from '../core/is-record.ts';
import type { AnswerOf } from '../protocol/method.ts';
import type { fromContent } from '../protocol/from-content.ts';

type Answer<K extends keyof typeof fromContent> = AnswerOf<(typeof fromContent)[K]>;

/** To `page.look`. */
export function readLook(answer: unknown): Answer<'page.look'> {
  if (isRecord(answer) && typeof answer['hasPassages'] === 'boolean') return { hasPassages: answer['hasPassages'] };
  throw new TypeError(WRONG);
}

/** To `link.follow`. */
export function readFollowed(answer: unknown): Answer<'link.follow'> {
  const url = isRecord(answer) ? answer['url'] : undefined;
  if (url === null || typeof url === 'string') return { url };
  throw new TypeError(WRONG);
}

const WRONG = 'the answer has another form';
