/**
 * The ribbon: a narrow strip at the side of the window that shows where in the document the group has been, deeper
 * where more people. It is drawn when passages are placed or the page's size changes, never by scrolling, and from the
 * one reading of layout that also serves the margin. Those who do not see it have the note walk.
 */
import { boxesOf, type Box } from '../anchoring/geometry.ts';

import type { HidingPainter } from './hiding.ts';
import type { Host } from './host.ts';
import { gradientOf, slicesOf } from './slices.ts';

const SLICES = 200;

export type Ribbon = {
  /** Reads where the painted passages lie and shows it. @returns their boxes by id */
  draw(): ReadonlyMap<string, Box>;
};

export type RibbonOptions = {
  host: Host;
  document: Document;
  painter: HidingPainter;
  /** The page's size changed: passages lie elsewhere now. */
  resized: () => void;
  signal: AbortSignal;
};

export function createRibbon({ host, document, painter, resized, signal }: RibbonOptions): Ribbon {
  const strip = document.createElement('div');
  strip.className = 'ribbon';
  strip.setAttribute('aria-hidden', 'true');
  let drawn = '';
  const size = (): string => {
    // its own width too: where something within the page scrolls, room beside it changes nothing else
    const { scrollHeight, clientWidth, offsetWidth } = document.documentElement;
    return `${clientWidth} ${offsetWidth} ${scrollHeight}`;
  };
  // told at most once a frame, after layout
  const observer = new ResizeObserver(() => {
    if (size() !== drawn) resized();
  });
  signal.addEventListener('abort', () => observer.disconnect());

  return {
    draw() {
      const { marks } = painter;
      const boxes = boxesOf(marks.map(({ range }) => range));
      strip.hidden = marks.length === 0 || painter.isHiding;
      if (marks.length === 0 || signal.aborted) {
        observer.disconnect();
        return new Map();
      }
      const placed = marks.flatMap(({ by }, at) => (boxes[at] ? { ...boxes[at], by } : []));
      const slices = slicesOf(placed, document.documentElement.scrollHeight, SLICES);
      drawn = size();
      host.attach();
      if (!strip.isConnected) host.root.prepend(strip);
      strip.style.backgroundImage = gradientOf(slices);
      for (const one of [document.documentElement, document.body]) if (one) observer.observe(one);
      return new Map(marks.flatMap(({ id }, at) => (boxes[at] ? [[id, boxes[at]]] : [])));
    },
  };
}
