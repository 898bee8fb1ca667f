/**
 * How high each card was when it stood in the document, so that the room it takes can be kept while it does not.
 * Separate from the lists, because one memory serves both ways of laying them out.
 */
export type Heights = {
  /** In CSS pixels; of a card that was never drawn, what the first ones were on average. */
  of(thread: string): number;
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

  const observer = new ResizeObserver((entries) => {
    let isNews = false;
    for (const { target, borderBoxSize } of entries) {
      const thread = threads.get(target);
      const height = borderBoxSize[0]?.blockSize ?? 0;
      // it has just left the document, or is not shown
      if (thread === undefined || height === 0) continue;
      if (!known.has(thread) && measured < ENOUGH) average = (average * measured + height) / ++measured;
      if (Math.abs((known.get(thread) ?? 0) - height) < 0.5) continue;
      known.set(thread, height);
      isNews = true;
    }
    if (isNews) for (const listener of listeners) listener();
  });

  return {
    of: (thread) => known.get(thread) ?? average,
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
