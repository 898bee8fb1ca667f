/**
 * The frame beside the page: an extension page, so that the document can read neither what is
 * typed nor what is shown in it. Where no such frame can live (CSP sandbox), the margin opens
 * outside the page.
 */
import type { ToMargin, ToPage } from '../protocol/margin-port.ts';
import type { StylePort } from '../anchoring/adopted-styles.ts';
import type { Host } from './host.ts';
import { MARGIN_WIDTH } from './host-styles.ts';

/** How long a frame may take to say that it is there before the margin opens outside. */
const FRAME_TIMEOUT_MS = 4000;

/** The page gives room at last so long after the frame is there, also if nothing was drawn in it. */
const ROOM_TIMEOUT_MS = 1000;

/** Windows so wide have room for the text and the margin beside it. */
const WIDE = '(min-width: 900px)';
/** There the text moves aside, so that both can be read; a style sheet, no change of the page's DOM. */
const makeRoom = (side: Host['side']): string =>
  `@media screen and ${WIDE} { html { margin-${side}: ${MARGIN_WIDTH}px !important; } }`;

export type MarginLink = { send(message: ToMargin): void; readonly closed: AbortSignal };

export type MarginFrame = {
  open(): void;
  close(): void;
  readonly isOpen: boolean;
  /** It stands in the page beside the text, as high as the window. */
  readonly isBeside: boolean;
  /** A margin, in the frame or outside, has connected: hear what it says. */
  connect(link: MarginLink): (message: ToPage) => void;
  /** To the margin that is connected, or to the next one that will be. */
  send(message: ToMargin): void;
};

export type MarginFrameOptions = {
  host: Host;
  document: Document;
  /** The frame is about to be loaded, which takes a while. */
  opening: () => void;
  /** Address of the margin page; asked each time, since a dynamic address ends with the browser session. */
  url: () => string;
  title: string;
  styles: StylePort;
  openOutside: () => void;
  heard: (message: ToPage) => void;
  signal: AbortSignal;
};

export function createMarginFrame({
  host,
  document,
  opening,
  url,
  title,
  styles,
  openOutside,
  heard,
  signal,
}: MarginFrameOptions): MarginFrame {
  let frame: HTMLIFrameElement | null = null;
  let links: MarginLink[] = [];
  let queue: ToMargin[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveRoomBack: (() => void) | null = null;

  function mount(): void {
    opening();
    host.attach();
    frame = document.createElementNS('http://www.w3.org/1999/xhtml', 'iframe') as HTMLIFrameElement;
    frame.className = 'margin';
    // Without it Chromium blocks the frame on pages with COEP: require-corp.
    frame.setAttribute('credentialless', '');
    frame.title = title;
    frame.src = url();
    host.root.append(frame);
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (links.length > 0 || !frame) return;
      unmount();
      openOutside();
    }, FRAME_TIMEOUT_MS);
  }

  function unmount(): void {
    clearTimeout(timer);
    giveRoomBack?.();
    giveRoomBack = null;
    frame?.remove();
    frame = null;
  }

  /** Where much is painted it takes the page's thread a tenth of a second: done when the margin's first cards are seen. */
  function takeRoom(): void {
    if (frame) giveRoomBack ??= styles.addStyles(makeRoom(host.side), document);
  }

  signal.addEventListener('abort', unmount);

  // A frame that left the document is reloaded by the browser when it comes back, and connects anew.
  host.onReturn(() => {
    if (frame) links = [];
  });

  return {
    get isOpen() {
      return frame !== null || links.length > 0;
    },
    get isBeside() {
      return frame !== null && document.defaultView?.matchMedia(WIDE).matches === true;
    },
    open() {
      if (!frame && links.length === 0) mount();
      frame?.focus();
    },
    close() {
      unmount();
      queue = [];
    },
    connect(link) {
      links.push(link);
      link.closed.addEventListener('abort', () => {
        links = links.filter((one) => one !== link);
      });
      return (message) => {
        heard(message);
        if (message.type === 'drawn') takeRoom();
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        for (const waiting of queue) link.send(waiting);
        queue = [];
        setTimeout(takeRoom, ROOM_TIMEOUT_MS);
      };
    },
    send(message) {
      if (links.length > 0) for (const link of links) link.send(message);
      else queue.push(message);
    },
  };
}
