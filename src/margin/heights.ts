/**
 * How high each card was when it stood in the document, so that the room it takes can be kept while it does not.
 * Separate from the lists, because one memory serves both ways of laying them out.
 */
export type Heights = {
  /** In CSS pixels; of a card that was never drawn, what the first ones were on average. */
  of(thread: string): number;
  /** What somebody has measured; of a card that is not drawn, 0, nothing is learnt. Answers whether it is news. */
  learn(thread: string, height: number): boolean;
  /** Remembers the height of a card, now and at every change, until the signal is aborted. */
  watch(thread: string, card: Element, signal: AbortSignal): void;
  /** Calls back when heights are others than before, in the middle of a frame. */
  onChange(listener: () => void, signal: AbortSignal): void;
};

/** A card with two lines of words, in CSS pixels. */
const USUAL = 190;
/** After so many the average is settled: with each later one the whole list would move a little. */
const ENOUGH = 30;

export function createHeights(): Heights {
  const known = new Map<string, number>();
  const threads = new WeakMap<Element, string>();
  const listeners = new Set<() => void>();
  let measured = 0;
  let average = USUAL;

  function learn(thread: string, height: number): boolean {
    // it has just left the document, or is not shown
    if (height === 0) return false;
    if (!known.has(thread) && measured < ENOUGH) average = (average * measured + height) / ++measured;
    if (Math.abs((known.get(thread) ?? 0) - height) < 0.5) return false;
    known.set(thread, height);
    return true;
  }

  const observer = new ResizeObserver((entries) => {
    let isNews = false;
    for (const { target, borderBoxSize } of entries) {
      const thread = threads.get(target);
      if (thread !== undefined && learn(thread, borderBoxSize[0]?.blockSize ?? 0)) isNews = true;
    }
    if (isNews) for (const listener of listeners) listener();
  });

  return {
    of: (thread) => known.get(thread) ?? average,
    learn,
    watch(thread, card, signal) {
      threads.set(card, thread);
      observer.observe(card);
      signal.addEventListener('abort', () => observer.unobserve(card));
    },
    onChange(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
    },
  };
}
