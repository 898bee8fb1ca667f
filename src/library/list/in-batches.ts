/** Long work on many notes, a batch at a time: its progress is told, and it can be stopped between two batches. */
import { MOST_AT_ONCE } from '../../protocol/from-pages.ts';

export type Progress = { done: number; of: number };

/** Answers what the batches answered, of those that were begun before the signal was aborted. */
export async function inBatches<T, R>(
  all: readonly T[],
  work: (batch: T[]) => Promise<readonly R[]>,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length && !signal.aborted; at += MOST_AT_ONCE) {
    tell({ done: at, of: all.length });
    results.push(...(await work(all.slice(at, at + MOST_AT_ONCE))));
  }
  return results;
}
