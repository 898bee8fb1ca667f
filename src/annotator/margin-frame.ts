/**
 * The frame beside the page: an extension page, so that the document can read neither what is
 * typed nor what is shown in it. Where no such frame can live (CSP sandbox), the margin opens
 * outside the page. How large it is, and whether the page makes room, is in margin-place.ts.
 */
import type { StylePort } from '../anchoring/adopted-styles.ts';
import { type MarginChoice, type MarginLayout, withChoice } from '../protocol/margin-layout.ts';
import type { ToMargin, ToPage } from '../protocol/margin-port.ts';
import type { FreePart } from './adder.ts';
import type { Host } from './host.ts';
import { createMarginPlace } from './margin-place.ts';
import { createOwnFrame } from './own-frame.ts';

/** How long a frame may take to say that it is there before the margin opens outside. */
const FRAME_TIMEOUT_MS = 4000;

/** The page settles beside the frame at last so long after that is there, also if nothing was drawn in it. */
const SETTLE_TIMEOUT_MS = 1000;

/** In a page that is never idle, the frame is loaded ahead so long after it is wished for. */
const PREPARE_TIMEOUT_MS = 1000;

export type MarginLink = { send(message: ToMargin): void; readonly closed: AbortSignal };

export type MarginFrame = {
  /** Has the frame loaded out of sight once the browser has nothing else to do, so that it opens at once. Asked again, it does nothing. */
  prepare(): void;
  open(): void;
  close(): void;
  readonly isOpen: boolean;
  /** It stands in the page beside the text, as high as the window. */
  readonly isBeside: boolean;
  /** What it leaves of the window. */
  readonly free: FreePart;
  /** Its reader wants it to stand like this. */
  choose(choice: MarginChoice): void;
  /** A margin, in the frame or outside, has connected: hear what it says. */
  connect(link: MarginLink): (message: ToPage) => void;
  /** To the margin that is connected, or to the next one that will be. */
  send(message: ToMargin): void;
};

export type MarginFrameOptions = {
  host: Host;
  document: Document;
  /** The frame is about to be loaded, which takes a while. Answers how it stands on this site; null if that cannot be known. */
  opening: () => Promise<MarginLayout | null>;
  /** Remembers it for the site. */
  chosen: (choice: MarginChoice) => void;
  /** It was put away by its edge. */
  dismissed: () => void;
  /** Address of the margin page; asked each time, since a dynamic address ends with the browser session. */
  url: () => string;
  words: { title: string; edge: string };
  styles: StylePort;
  openOutside: () => void;
  heard: (message: ToPage) => void;
  signal: AbortSignal;
};

export function createMarginFrame(options: MarginFrameOptions): MarginFrame {
  const { host, document, opening, chosen, dismissed, url, words, openOutside, heard, signal } = options;
  let frame: HTMLIFrameElement | null = null;
  /** Loaded ahead: it has nothing to say until it is shown (margin/start.ts). */
  let prepared: HTMLIFrameElement | null = null;
  let isPreparing = false;
  let links: MarginLink[] = [];
  /** The one of them that is the frame's, as it says itself: any other is a margin outside. */
  let own: MarginLink | null = null;
  let queue: ToMargin[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Opened, and its reader has not gone on in the page since: the keys are to go to it. */
  let wantsKeys = false;
  const place = createMarginPlace({ ...options, label: words.edge, changed: choose, dismissed });

  const make = () => createOwnFrame(document, { className: 'margin', title: words.title, url: url() });

  function mount(): void {
    host.attach();
    frame = prepared ?? make();
    prepared = null;
    frame.hidden = false;
    place.put(frame);
    wantsKeys = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (links.length > 0 || !frame) return;
      unmount();
      openOutside();
    }, FRAME_TIMEOUT_MS);
    void remember();
  }

  /** It comes long before the frame has anything to show. */
  async function remember(): Promise<void> {
    const layout = await opening();
    if (layout) place.set(layout);
    tellLayout();
  }

  function prepare(): void {
    isPreparing = false;
    if (frame || prepared || links.length > 0 || signal.aborted) return;
    host.attach();
    prepared = make();
    prepared.hidden = true;
    host.root.append(prepared);
  }

  function unmount(): void {
    clearTimeout(timer);
    place.take();
    // Its port ends a moment later: until then it would be taken for one that is open.
    dropOwn();
    frame = null;
  }

  function dropOwn(): void {
    links = links.filter((one) => one !== own);
    own = null;
  }

  function tellLayout(): void {
    if (frame) for (const link of links) link.send({ type: 'layout', layout: place.layout });
  }

  function choose(choice: MarginChoice): void {
    place.set(withChoice(place.layout, choice));
    tellLayout();
    chosen(choice);
  }

  /**
   * The reader is in the margin now, unless they have gone on in the page, and the page makes room. Where much is painted, each of
   * both takes the page's thread what the frame needs to be loaded and drawn (pointed-lines.ts says why): they wait for its first cards.
   */
  function settle(): void {
    if (wantsKeys) frame?.focus();
    wantsKeys = false;
    place.makeRoom();
  }

  const goneOn = ({ isTrusted }: Event): void => {
    if (isTrusted) wantsKeys = false;
  };
  const view = document.defaultView!;
  view.addEventListener('pointerdown', goneOn, { signal, capture: true, passive: true });
  // into a frame of the page
  view.addEventListener('blur', goneOn, { signal, passive: true });
  view.addEventListener(
    'keydown',
    (event) => {
      // To hold the key that opened it is to do no more; and by Control alone, what reads the screen aloud is silenced.
      if (!event.repeat && !/^(Control|Shift|Alt|Meta)$/.test(event.key)) goneOn(event);
    },
    { signal, capture: true, passive: true },
  );

  signal.addEventListener('abort', () => {
    unmount();
    prepared?.remove();
  });

  // A frame that left the document is reloaded by the browser when it comes back, and connects anew.
  host.onReturn(dropOwn);

  return {
    get isOpen() {
      return frame !== null || links.length > 0;
    },
    get isBeside() {
      return frame !== null && place.stance.kind === 'beside';
    },
    get free() {
      const { innerWidth: width, innerHeight: height } = view;
      const { kind, size } = place.stance;
      if (frame === null) return { left: 0, right: width, bottom: height };
      if (kind === 'bottom') return { left: 0, right: width, bottom: height - size };
      return host.side === 'right'
        ? { left: 0, right: width - size, bottom: height }
        : { left: size, right: width, bottom: height };
    },
    choose,
    prepare() {
      if (frame || prepared || isPreparing) return;
      isPreparing = true;
      view.requestIdleCallback(prepare, { timeout: PREPARE_TIMEOUT_MS });
    },
    open() {
      if (!frame && links.length === 0) mount();
      else if (frame) {
        place.stay();
        frame.focus();
      }
    },
    close() {
      unmount();
      queue = [];
    },
    connect(link) {
      links.push(link);
      link.closed.addEventListener('abort', () => {
        links = links.filter((one) => one !== link);
        if (own === link) own = null;
      });
      return (message) => {
        // what one that was closed had still to say
        if (!links.includes(link)) return;
        if (message.type === 'ready') {
          if (message.inFrame) own = link;
          // It was closed before it could say so.
          if (own === link && !frame) return dropOwn();
          tellLayout();
        }
        heard(message);
        if (message.type === 'drawn') settle();
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        for (const waiting of queue) link.send(waiting);
        queue = [];
        timer = setTimeout(settle, SETTLE_TIMEOUT_MS);
      };
    },
    send(message) {
      if (links.length > 0) for (const link of links) link.send(message);
      else queue.push(message);
    },
  };
}
