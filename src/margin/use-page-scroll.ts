/** Scrolls the list as the page is scrolled, and the page as the list is: who scrolls leads, the other follows. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ToPage } from '../protocol/margin-port.ts';
import type { ScrollMap } from './scroll-map.ts';

export type PageView = { top: number; height: number; full: number };

/** What the page says of its scrolling, which comes at every frame and is no state to draw by. */
export type PageViews = {
  readonly now: PageView | null;
  listen(listener: (view: PageView) => void, signal: AbortSignal): void;
};

/** Who scrolls by hand leads for so long after, in milliseconds: what the other says meanwhile is behind. */
const LEADS_MS = 250;

/** @param map how far the one is scrolled for how far the other is */
export function usePageScroll(
  scroller: RefObject<HTMLElement | null>,
  views: PageViews,
  map: { readonly current: ScrollMap },
  send: (message: ToPage) => void,
): { follow: (shift?: number) => void } {
  // `shift`: how far what is seen was moved in the list, for a reader who scrolls it by hand
  const follower = useRef({ follow: (_shift?: number): void => undefined });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const life = new AbortController();
    /** Where we had it scrolled to: all else is the reader's doing. */
    let own = element.scrollTop;
    let led = Number.NEGATIVE_INFINITY;
    // cards that were measured meanwhile may belong elsewhere
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLeading = (): boolean => performance.now() - led < LEADS_MS;
    const follow = (shift = 0): void => {
      if (isLeading()) element.scrollTop += shift;
      else if (views.now) element.scrollTop = map.current.toList(views.now.top);
      own = element.scrollTop;
    };
    element.addEventListener(
      'scroll',
      () => {
        if (Math.abs(element.scrollTop - own) < 1) return;
        own = element.scrollTop;
        led = performance.now();
        clearTimeout(timer);
        timer = setTimeout(follow, LEADS_MS + 10);
        send({ type: 'scroll', top: Math.round(map.current.toPage(own)) });
      },
      { signal: life.signal, passive: true },
    );
    views.listen(() => follow(), life.signal);
    follower.current.follow = follow;
    follow();
    return () => {
      life.abort();
      clearTimeout(timer);
    };
  }, [scroller, views, send]);
  return follower.current;
}
