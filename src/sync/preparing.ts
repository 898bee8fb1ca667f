/**
 * An endpoint that is asked for a part of a large group for the first time prepares it, which may take minutes (ADR 0030).
 * That is no failure: all else goes on, and it is asked again.
 */
import type { Failure } from './endpoint.ts';

/** When to ask again, in milliseconds; null: nothing is being prepared. */
export type Preparing = number | null;

const COME_AGAIN = 5000;

export function isPreparing(answer: { ok: true } | Failure): answer is Failure {
  return !answer.ok && answer.code === 'preparing';
}

export function longer(before: Preparing, { retryAfter }: Failure): number {
  return Math.max(before ?? 0, retryAfter ?? COME_AGAIN);
}
