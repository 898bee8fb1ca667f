/** Which part of a list of cards is near what its reader sees, followed while they scroll. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Heights } from './heights.ts';
import { rangeWithin } from './windowing.ts';

export type Range = readonly [first: number, last: number];

/** What stands there before anything was measured: a window shows as many at least. */
const FIRST = 4;
/** Cards are drawn so far beyond what is seen, in CSS pixels: about what a wheel turns in three frames. */
const BEYOND = 500;

type Options = {
  scroller: RefObject<HTMLElement | null>;
  /** The element whose top is the tops' 0. */
  list: RefObject<HTMLElement | null>;
  heights: Heights;
  /** Where the cards stand now, by what is known of their heights. */
  tops: () => readonly number[];
};

/** @param deps what the tops depend on beside the heights */
export function useWindow({ scroller, list, heights, tops }: Options, deps: readonly unknown[]): Range {
  const [range, setRange] = useState<Range>([0, FIRST - 1]);
  const latest = useRef(tops);
  latest.current = tops;
  /** What is seen comes first, the rest in the next frame. */
  const beyond = useRef(0);
  const look = useRef((): void => {
    if (!scroller.current || !list.current) return;
    const seen = scroller.current.getBoundingClientRect();
    const from = seen.top - list.current.getBoundingClientRect().top - beyond.current;
    const next = rangeWithin(latest.current(), from, from + seen.height + 2 * beyond.current);
    setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }).current;
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    scroller.current?.addEventListener('scroll', look, { signal, passive: true });
    // Sizes are told in the middle of a frame: what follows from them is drawn in the next.
    let frame = 0;
    const soon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    heights.onChange(soon, signal);
    beyond.current = BEYOND;
    soon();
    const sizes = new ResizeObserver(soon);
    if (scroller.current) sizes.observe(scroller.current);
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      cancelAnimationFrame(frame);
    });
    return () => life.abort();
  }, [scroller, heights]);
  useLayoutEffect(look, deps);
  return range;
}
