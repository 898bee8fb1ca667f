/** What the page beside the margin says through the port: what it is, where its passages are, what to show or write. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isContextGone } from '../platform/context-gone.ts';
import type { Port } from '../platform/port.ts';
import type { Selector } from '../core/selectors.ts';
import type { Audience } from '../protocol/from-annotator.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';
import type { MarginLayout } from '../protocol/margin-layout.ts';
import type { Picked, ToMargin, ToPage } from '../protocol/margin-port.ts';
import type { Anchors } from './arrange.ts';
import type { Ports } from './ports.ts';
import type { PageView, PageViews } from './use-page-scroll.ts';

export type Page = {
  facts: PageFactsMessage | null;
  anchors: Anchors;
  /** Distances of passages from the page's top, by note. */
  tops: ReadonlyMap<string, number>;
  views: PageViews;
  /** The margin stands beside the text, as high as the window. */
  isBeside: boolean;
  /** How it stands on this site; null until the page has said so. */
  layout: MarginLayout | null;
  /** The note that the page waits for a new passage for. */
  reattaching: string | null;
  /** The passage that is being chosen by its words; null when none is. */
  picked: Picked | null;
  /** Everybody's marks are out of sight. */
  hidesMarks: boolean;
  /** The page or the extension behind the margin is gone. */
  gone: 'no' | 'page' | 'extension';
  send: (message: ToPage) => void;
};

/** @param handlers are called for what is not state; the newest ones are used */
export function usePage(
  open: Ports['port'],
  handlers: {
    show: (note: string | null) => void;
    point: (notes: readonly string[]) => void;
    compose: (selectors: Selector[], audience: Audience | undefined) => void;
    pick: () => void;
    reattached: (note: string, done: boolean) => void;
  },
): Page {
  const [facts, setFacts] = useState<PageFactsMessage | null>(null);
  const [anchors, setAnchors] = useState<Anchors>(new Map());
  const [tops, setTops] = useState<Page['tops']>(new Map());
  const [isBeside, setBeside] = useState(false);
  const [layout, setLayout] = useState<MarginLayout | null>(null);
  const views = useRef(createViews()).current;
  const [reattaching, setReattaching] = useState<string | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [hidesMarks, setHidesMarks] = useState(false);
  const [gone, setGone] = useState<Page['gone']>('no');
  const port = useRef<Port<ToPage> | null>(null);
  const latest = useRef(handlers);
  latest.current = handlers;

  // before the first frame is drawn: until then nothing else would happen
  useLayoutEffect(() => {
    const life = new AbortController();
    const lose = () => {
      if (!life.signal.aborted) setGone(isContextGone() ? 'extension' : 'page');
    };
    const hear = (message: ToMargin): void => {
      switch (message.type) {
        case 'page':
          return setFacts(message.page);
        case 'anchors':
          setTops((before) => renewedTops(before, message.anchors));
          return setAnchors((before) => renewed(before, message.anchors));
        case 'view':
          setBeside(message.beside);
          return views.hear(message);
        case 'layout':
          return setLayout(message.layout);
        case 'show':
          return latest.current.show(message.note);
        case 'hover':
          return latest.current.point(message.notes);
        case 'compose':
          return latest.current.compose(message.selectors, message.audience);
        case 'pick':
          return latest.current.pick();
        case 'picked':
          return setPicked(message.picked);
        case 'marks':
          return setHidesMarks(message.hidden);
        case 'reattaching':
          return setReattaching(message.note);
        case 'reattached':
          return latest.current.reattached(message.note, message.done);
      }
    };
    const connect = async (): Promise<void> => {
      const opened = await open(hear);
      if (life.signal.aborted) return opened.close();
      port.current = opened;
      opened.closed.addEventListener('abort', lose);
      // It was opened before there were views, and may have ended since.
      if (opened.closed.aborted) lose();
    };
    connect().catch(lose);
    return () => {
      life.abort();
      port.current?.close();
    };
  }, [open]);

  const send = useRef((message: ToPage) => port.current?.send(message)).current;
  return { facts, anchors, tops, views, isBeside, layout, reattaching, picked, hidesMarks, gone, send };
}

/** The same map if nothing in it that we show has changed: places are told again at every change of layout. */
function renewed(before: Anchors, told: (ToMargin & { type: 'anchors' })['anchors']): Anchors {
  const same =
    told.length === before.size &&
    told.every(({ id, state, order }) => before.get(id)?.state === state && before.get(id)?.order === order);
  return same ? before : new Map(told.map((anchor) => [anchor.id, anchor]));
}

/** Also the same map where nothing moved by a pixel. */
function renewedTops(before: Page['tops'], told: (ToMargin & { type: 'anchors' })['anchors']): Page['tops'] {
  const now = new Map(told.flatMap(({ id, top }) => (top === null ? [] : [[id, top]])));
  const isSame = now.size === before.size && [...now].every(([id, top]) => Math.abs((before.get(id) ?? -1) - top) < 1);
  return isSame ? before : now;
}

function createViews(): PageViews & { hear: (view: PageView) => void } {
  const listeners = new Set<(view: PageView) => void>();
  let now: PageView | null = null;
  return {
    get now() {
      return now;
    },
    listen(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
    },
    hear(view) {
      now = view;
      for (const listener of listeners) listener(view);
    },
  };
}
