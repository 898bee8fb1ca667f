/**
 * Where the glance stands: a small frame of ours at the passage that is pointed at or walked to, with the first words of
 * its notes. The frame is made when a passage is first pointed at and kept out of sight between two looks. It goes with
 * Escape, stays while the pointer is on it, and covers no other text than it must (WCAG 2.2, 1.4.13).
 */
import { MOST_GLANCED, type FromGlance, type ToGlance } from '../protocol/glance-port.ts';
import type { Host } from './host.ts';
import { createOwnFrame } from './own-frame.ts';

/** The pointer rests so long on a passage before it shows, and may leave it for so long before it goes, in milliseconds. */
const REST_MS = 150;
/** A pointer that only crosses a passage asks for nothing, nor has the frame loaded: until then so long, in milliseconds. */
const ASK_MS = 50;
const LEAVE_MS = 250;
/** Between the passage and the frame, and between the frame and the window's edges, in CSS pixels. */
const GAP = 6;

export type GlanceLink = { send(message: ToGlance): void; readonly closed: AbortSignal };

export type Glance = {
  /** These notes' passages are pointed at now, around this box of the window; none = no longer. */
  point(notes: readonly string[], box: DOMRect | undefined): void;
  /** The frame has connected: hear what it says. */
  connect(link: GlanceLink): (message: FromGlance) => void;
};

export type GlanceOptions = {
  host: Host;
  document: Document;
  /** Address of the glance's page; asked each time, since a dynamic address ends with the browser session. */
  url: () => string;
  title: string;
  /** It has come into sight. */
  shown: () => void;
  open: (note: string) => void;
  signal: AbortSignal;
};

export function createGlance({ host, document, url, title, shown, open, signal }: GlanceOptions): Glance {
  let frame: HTMLIFrameElement | null = null;
  let link: GlanceLink | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What is pointed at, and where; what the frame shows may still be something else. */
  let now: { notes: string[]; count: number; box: DOMRect; since: number } | null = null;

  function mount(): void {
    host.attach();
    frame = createOwnFrame(document, { className: 'glance', title, url: url() });
    // Who does not see it has the note walk and the margin, with all of the words.
    frame.setAttribute('aria-hidden', 'true');
    frame.tabIndex = -1;
    frame.addEventListener('pointerenter', () => clearTimeout(timer));
    frame.addEventListener('pointerleave', () => leave(LEAVE_MS));
    host.root.append(frame);
  }

  function leave(after: number): void {
    clearTimeout(timer);
    now = null;
    timer = setTimeout(hide, after);
  }

  /** Only where it is shown: a change of the page's styles is not for nothing where much is painted (pointed-lines.ts). */
  function hide(): void {
    if (frame?.classList.contains('shown')) frame.classList.remove('shown');
  }

  function ask(): void {
    if (now) link?.send({ type: 'look', notes: now.notes, count: now.count });
  }

  function drawn(notes: readonly string[], height: number): void {
    if (!now || !frame || now.notes.join() !== notes.join()) return;
    const { box, since } = now;
    const place = frame;
    clearTimeout(timer);
    if (height === 0) return hide();
    timer = setTimeout(() => show(place, box, height), Math.max(0, since + REST_MS - performance.now()));
  }

  function show(place: HTMLIFrameElement, box: DOMRect, height: number): void {
    const { clientWidth, clientHeight } = document.documentElement;
    const below = box.bottom + GAP + height <= clientHeight;
    const top = below ? box.bottom + GAP : Math.max(GAP, box.top - GAP - height);
    place.style.height = `${height}px`;
    place.style.top = `${top}px`;
    place.style.left = `${Math.max(GAP, Math.min(box.left, clientWidth - GAP - place.offsetWidth))}px`;
    place.classList.add('shown');
    shown();
  }

  const gone = (): void => leave(0);
  const escaped = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') gone();
  };
  document.addEventListener('keydown', escaped, { signal, capture: true, passive: true });
  document.addEventListener('pointerdown', gone, { signal, capture: true, passive: true });
  document.addEventListener('scroll', () => frame?.classList.contains('shown') && gone(), {
    signal,
    capture: true,
    passive: true,
  });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    frame?.remove();
  });
  // A frame that left the document is reloaded by the browser when it comes back, and connects anew.
  host.onReturn(() => (link = null));

  return {
    point(notes, box) {
      if (notes.length === 0 || !box) return leave(LEAVE_MS);
      clearTimeout(timer);
      now = { notes: notes.slice(0, MOST_GLANCED), count: notes.length, box, since: performance.now() };
      timer = setTimeout(() => {
        if (!frame) mount();
        ask();
      }, ASK_MS);
    },
    connect(opened) {
      link = opened;
      opened.closed.addEventListener('abort', () => {
        if (link === opened) link = null;
      });
      return (message) => {
        switch (message.type) {
          case 'ready':
            return ask();
          case 'drawn':
            return drawn(message.notes, message.height);
          case 'open':
            gone();
            return open(message.note);
        }
      };
    },
  };
}
