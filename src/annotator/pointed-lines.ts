/**
 * Shows the passages that are pointed at, drawn over them on a canvas in the host. Made as a painter on top of the
 * others, and on a canvas, because Chromium reckons all highlights of a document anew after any change of its highlights,
 * its DOM or its styles: 30 ms for each passage that the pointer comes to, where a thousand are painted (docs/adr/0053).
 */
import { linesOf } from '../anchoring/geometry.ts';
import type { Painter } from '../anchoring/painter.ts';
import type { Host } from './host.ts';

export type PointedLinesOptions = { painter: Painter; host: Host; document: Document; signal: AbortSignal };

/** Of a passage over whole chapters, as much as a tall window shows. */
const MOST_LINES = 120;
/** Thickness of the line below, in CSS pixels. */
const LINE = 3;
/** To be seen on light and on dark pages, which do not always say which they are. */
const INK = 'rgb(120 110 100)';

export function withPointedLines({ painter, host, document, signal }: PointedLinesOptions): Painter {
  const canvas = document.createElement('canvas');
  canvas.className = 'pointed';
  const view = document.defaultView;
  const context = canvas.getContext('2d');
  let pointed: readonly string[] = [];
  let isClear = true;
  let frame = 0;

  /** As large as the window. With the marks, since it is a change of the page's tree itself: to come with the first pointing, that took 100 ms. */
  function place(): void {
    if (!view || signal.aborted) return;
    const { innerWidth: width, innerHeight: height } = view;
    if (canvas.isConnected && canvas.width === width && canvas.height === height) return;
    Object.assign(canvas, { width, height });
    isClear = true;
    host.attach();
    host.root.prepend(canvas);
  }

  function draw(): void {
    frame = 0;
    if (!context || !view || signal.aborted) return;
    const lines = pointed.flatMap((id) => painter.rangesOf(id)).flatMap((range) => linesOf(range, document));
    // a canvas that nothing was drawn on costs no memory
    if (lines.length === 0 && isClear) return;
    place();
    isClear = lines.length === 0;
    const { width, height } = canvas;
    context.clearRect(0, 0, width, height);
    context.fillStyle = context.strokeStyle = view.matchMedia('(forced-colors: active)').matches ? 'Highlight' : INK;
    const shown = lines.slice(0, MOST_LINES).map((line) => ({
      ...line,
      left: line.left - view.scrollX,
      top: line.top - view.scrollY,
    }));
    // All grounds in one: drawn each by itself, those of many notes on the same words would lie over each other, and over the words.
    context.beginPath();
    for (const { left, top, width: wide, height: high } of shown) context.rect(left, top, wide, high);
    context.globalAlpha = 0.15;
    context.fill();
    context.globalAlpha = 1;
    for (const line of shown) context.fillRect(line.left, line.top + line.height - LINE, line.width, LINE);
  }

  const redraw = (): void => {
    if (pointed.length > 0) frame ||= requestAnimationFrame(draw);
  };
  // the page has made room, or its window is another: passages lie elsewhere, and the pointer rests
  const sizes = new ResizeObserver(redraw);
  sizes.observe(document.documentElement);
  signal.addEventListener('abort', () => sizes.disconnect());
  painter.follow((one) => {
    // the lines go with their passages, whatever scrolls
    one.addEventListener('scroll', redraw, { signal, capture: true, passive: true });
  });

  const own: Pick<Painter, 'paint' | 'hover'> = {
    paint(marks) {
      painter.paint(marks);
      if (marks.length > 0) place();
      draw();
    },
    hover(ids) {
      pointed = ids;
      draw();
    },
  };
  // whatever else the painter below does and tells stays its own
  return Object.assign(Object.create(painter) as Painter, own);
}
