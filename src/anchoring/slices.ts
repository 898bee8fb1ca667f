/**
 * Long work in short slices: the work is a generator that yields wherever it may be interrupted. Separate so that the
 * same work can be done at once or spread out, and only one place knows the clock.
 */

/** How work is spread out. */
export interface SliceOptions {
  /** Longest time to hold the thread, in milliseconds. */
  readonly budgetMs?: number;
  /** Ends the work quietly between two slices. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each slice, before the page has its turn. */
  readonly onSlice?: (() => void) | undefined;
  /** Awaited before each slice: work nobody sees can wait. */
  readonly ready?: (() => Promise<void>) | undefined;
  readonly now?: () => number;
}

/** Does the work without holding the thread longer than the budget at a time; undefined when it was aborted. */
export async function inSlices<T>(
  steps: Generator<void, T>,
  { budgetMs = 10, signal, onSlice, ready, now = () => performance.now() }: SliceOptions = {},
): Promise<T | undefined> {
  for (;;) {
    await ready?.();
    if (signal?.aborted) return undefined;
    const until = now() + budgetMs;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (now() < until);
    onSlice?.();
    await rest();
  }
}

/** Does the work at once. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Lets the page live: everything that waits has its turn first. Not `scheduler.yield`, whose continuation goes before
 * the page's own messages and timers, so that they would wait for all of the work; nor a timer, which browsers delay.
 */
function rest(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
