/**
 * Shows marks that are images as outlines in the host, because highlights paint text only. Made as a painter on top of
 * the painter of text, so that nobody else needs to know which marks are images.
 */
import { imageOf } from '../anchoring/images.ts';
import type { Mark } from '../anchoring/mark.ts';
import type { Painter } from '../anchoring/painter.ts';
import type { Host } from './host.ts';

export type ImageOutlinesOptions = { painter: Painter; host: Host; document: Document; signal: AbortSignal };

export function withImageOutlines({ painter, host, document, signal }: ImageOutlinesOptions): Painter {
  const box = document.createElement('div');
  box.className = 'images';
  let shown: { mark: Mark; image: Element; line: HTMLElement }[] = [];
  let focused: string | null = null;
  let frame = 0;

  /** Outlines lie in document coordinates: scrolling the page moves them without us. */
  const place = (): void => {
    frame = 0;
    const origin = box.getBoundingClientRect();
    const boxes = shown.map(({ image }) => image.getBoundingClientRect());
    shown.forEach(({ line, mark }, at) => {
      const { left, top, width, height } = boxes[at]!;
      line.className = mark.id === focused ? 'focus' : mark.style;
      line.hidden = width === 0;
      line.style.cssText = `left:${left - origin.left}px;top:${top - origin.top}px;width:${width}px;height:${height}px`;
    });
  };
  const placeSoon = (): void => {
    if (shown.length > 0) frame ||= requestAnimationFrame(place);
  };
  const sizes = new ResizeObserver(placeSoon);
  document.addEventListener('scroll', ({ target }) => target !== document && placeSoon(), {
    signal,
    capture: true,
    passive: true,
  });
  signal.addEventListener('abort', () => sizes.disconnect());

  const own: Pick<Painter, 'paint' | 'at' | 'focus'> = {
    paint(marks) {
      painter.paint(marks);
      sizes.disconnect();
      shown = marks.flatMap((mark) => {
        const image = imageOf(mark.range);
        // a frame scrolls without telling us: an outline would stay behind
        return image?.ownerDocument === document ? [{ mark, image, line: document.createElement('div') }] : [];
      });
      box.replaceChildren(...shown.map(({ line }) => line));
      if (shown.length === 0) return;
      host.attach();
      host.root.append(box);
      for (const one of [document.documentElement, document.body, ...shown.map(({ image }) => image)])
        sizes.observe(one);
      place();
    },
    at(x, y, within = document) {
      const hits = shown.filter(({ image }) => {
        if (within !== document) return false;
        const { left, right, top, bottom } = image.getBoundingClientRect();
        return x >= left && x <= right && y >= top && y <= bottom;
      });
      return [...new Set([...painter.at(x, y, within), ...hits.map(({ mark }) => mark.id)])];
    },
    focus(id) {
      focused = id;
      painter.focus(id);
      place();
    },
  };
  // whatever else the painter of text does and tells stays its own
  return Object.assign(Object.create(painter) as Painter, own);
}
