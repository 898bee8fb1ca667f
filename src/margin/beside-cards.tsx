/**
 * Threads as cards beside their passages, none over another, in a list that scrolls as the page does. Only those near
 * the view stand in the document (as in cards.tsx); where they stand is reckoned in beside.ts.
 */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ToPage } from '../protocol/margin-port.ts';
import { liftedTops, roomAbove, spotsOf, type Spots } from './beside.ts';
import { type CardsProps, GAP, indices, stayingOf } from './cards.tsx';
import { liftOf } from './lift.ts';
import { type ScrollMap, scrollMap } from './scroll-map.ts';
import { type PageViews, usePageScroll } from './use-page-scroll.ts';
import { useWindow } from './use-window.ts';
import './beside.css';

export type Beside = {
  /** The passages' distances from the top of the page, by note; of those that are shown there now. */
  tops: ReadonlyMap<string, number>;
  views: PageViews;
  send: (message: ToPage) => void;
};

/** As long as the style's transition, and a little more. */
const SHIFT_MS = 200;

export function BesideCards({
  threads,
  draw,
  scroller,
  heights,
  kept,
  wanted,
  onDrawn,
  tops,
  views,
  send,
}: CardsProps & Beside) {
  const list = useRef<HTMLUListElement>(null);
  const spots = useRef<Spots>({ wishes: [], tops: [], wants: [], pad: 0, bottom: 0 });
  const map = useRef<ScrollMap>({ toList: (page) => page, toPage: (list) => list });
  const lead = useRef(0);
  const lifted = useRef(0);
  /** How much of the list was seen when the cards were placed. */
  const seen = useRef(0);
  const page = usePageScroll(scroller, views, map, send);

  const focused = threads.findIndex(({ note }) => note.id === kept.focused);
  const reckon = (): void => {
    spots.current = spotsOf(
      threads.map(({ note }) => ({ top: tops.get(note.id) ?? null, height: heights.of(note.id) })),
      { lead: lead.current, gap: GAP, focused },
    );
  };
  /** How far the focused one stands above its passage now. */
  const lift = (ul: HTMLUListElement, box: HTMLElement): number => {
    if (focused < 0) return 0;
    const { top } = box.getBoundingClientRect();
    return liftOf({
      top: ul.getBoundingClientRect().top - top + (spots.current.tops[focused] ?? 0),
      height: heights.of(kept.focused ?? ''),
      seen: box.clientHeight,
      foot: innerHeight - top,
      gap: GAP,
      free: Math.max(roomAbove(spots.current, focused, GAP), box.scrollTop),
    });
  };
  /** Puts what is drawn where it belongs. @param isScrolled the list was, and nothing else: only the lift may be another */
  const put = (isScrolled = false): void => {
    const [ul, box] = [list.current, scroller.current];
    if (!ul || !box) return;
    const by = lift(ul, box);
    if (isScrolled && by === lifted.current) return;
    lifted.current = by;
    const tops = liftedTops(spots.current, focused, by, GAP);
    const at = new Map(threads.map(({ note }, index) => [note.id, tops[index] ?? 0]));
    for (const card of cardsOf(ul)) card.style.translate = `0 ${at.get(card.dataset['thread'] ?? '') ?? 0}px`;
  };
  /** Measures what is drawn and puts it where it belongs, before anybody sees it. */
  const place = (): void => {
    const [ul, box] = [list.current, scroller.current];
    if (!ul || !box) return;
    lead.current = ul.getBoundingClientRect().top + box.scrollTop;
    seen.current = box.clientHeight;
    for (const card of cardsOf(ul)) heights.learn(card.dataset['thread'] ?? '', card.getBoundingClientRect().height);
    const first = spots.current.tops.findIndex((top) => top >= box.scrollTop);
    const before = spots.current.tops[first] ?? 0;
    reckon();
    const { tops: now, bottom } = spots.current;
    const { full, height } = views.now ?? { full: 0, height: 0 };
    const reach = full - height;
    map.current = scrollMap({ ...spots.current, seen: seen.current, reach, focused });
    // as far as the page can be scrolled, so can the list
    const end = map.current.toList(reach) + seen.current - (ul.offsetTop - box.offsetTop);
    ul.style.blockSize = `${Math.max(bottom, end)}px`;
    page.follow((now[first] ?? before) - before);
    put();
  };
  const latest = useRef({ place, put });
  latest.current = { place, put };

  useLayoutEffect(() => {
    const ul = list.current;
    if (kept.focused === null || !ul) return undefined;
    ul.dataset['shifting'] = '';
    const timer = setTimeout(() => delete ul.dataset['shifting'], SHIFT_MS);
    return () => clearTimeout(timer);
  }, [kept.focused]);

  reckon();
  const range = useWindow({ scroller, list, heights, tops: () => spots.current.tops }, [threads, tops, kept.focused]);
  useLayoutEffect(() => {
    place();
    onDrawn();
  });
  useLayoutEffect(() => {
    const life = new AbortController();
    // before this frame is painted: nothing that is observed changes its size by it
    heights.onChange(() => latest.current.place(), life.signal);
    let full = 0;
    views.listen((view) => {
      if (view.full === full) return;
      full = view.full;
      latest.current.place();
    }, life.signal);
    // told before the frame that shows it
    scroller.current?.addEventListener('scroll', () => latest.current.put(true), {
      signal: life.signal,
      passive: true,
    });
    // a composer or a message below takes of what is seen
    const room = new ResizeObserver(() => {
      if (scroller.current?.clientHeight !== seen.current) latest.current.place();
    });
    if (scroller.current) room.observe(scroller.current);
    life.signal.addEventListener('abort', () => room.disconnect());
    return () => life.abort();
  }, [scroller, heights, views]);

  const last = threads.length - 1;
  const drawn = new Set([0, ...indices(range), ...stayingOf(threads, kept, wanted), last]);
  return (
    <ul class="cards beside" ref={list}>
      {[...drawn]
        .sort((a, b) => a - b)
        .map((at) => {
          const thread = threads[at];
          return thread && draw(thread, { at, of: threads.length });
        })}
    </ul>
  );
}

function cardsOf(list: HTMLUListElement): HTMLElement[] {
  return [...list.children].filter((one): one is HTMLElement => one instanceof HTMLElement);
}
