/**
 * Tells the margin beside the page how far the page is scrolled, one message a frame at most, and scrolls the page when
 * the margin is scrolled: so cards go with their passages. Numbers only; what is said and where stays in the frame.
 */
import type { Painter } from '../anchoring/painter.ts';
import type { ToMargin } from '../protocol/margin-port.ts';

export type Follow = {
  /** Says how the page stands now. */
  tell(): void;
  /** How far what holds the text is scrolled within the page, in CSS pixels: to be added to places in the window. */
  readonly inner: number;
  /** How far the text is scrolled, and how high the window is, in CSS pixels. */
  readonly view: { top: number; height: number };
  scrollTo(top: number): void;
};

export type FollowOptions = {
  document: Document;
  painter: Painter;
  send: (message: ToMargin) => void;
  isOpen: () => boolean;
  /** The margin stands beside the text, as high as the window. */
  isBeside: () => boolean;
  /** The text turned out to be scrolled by something within the page: its places are to be told anew. */
  moved: () => void;
  signal: AbortSignal;
};

export function createFollow({ document, painter, send, isOpen, isBeside, moved, signal }: FollowOptions): Follow {
  /** What scrolls the text where that is not the page itself. */
  let box: Element | null = null;
  let frame = 0;
  const view = document.defaultView!;
  const topNow = (): number => view.scrollY + (box?.scrollTop ?? 0);

  function tell(): void {
    frame = 0;
    const { innerHeight: height } = view;
    const top = topNow();
    const full =
      Math.max(document.documentElement.scrollHeight, height) + (box ? box.scrollHeight - box.clientHeight : 0);
    if (isOpen()) send({ type: 'view', top, height, full, beside: isBeside() });
  }

  function scrolled({ target }: Event): void {
    if (target !== document && target !== box) {
      // not a menu or a field: what holds the text
      const one = target as Element;
      if (
        one.clientHeight < view.innerHeight / 2 ||
        !painter.marks.some(({ range }) => one.contains(range.startContainer))
      )
        return;
      box = one;
      if (isBeside()) moved();
    }
    if (isBeside()) frame ||= requestAnimationFrame(tell);
  }

  const options = { signal, capture: true, passive: true };
  document.addEventListener('scroll', scrolled, options);
  view.addEventListener('resize', () => (frame ||= requestAnimationFrame(tell)), options);
  return {
    tell,
    get inner() {
      return box?.scrollTop ?? 0;
    },
    get view() {
      return { top: topNow(), height: view.innerHeight };
    },
    scrollTo(top) {
      const by = { top: top - topNow(), behavior: 'instant' } as const;
      if (box) box.scrollBy(by);
      else view.scrollBy(by);
    },
  };
}
