/**
 * Pointing at painted passages: they are shown as the ones pointed at, and the margin is told. Looked at once a frame,
 * however often the pointer moves, and not at all while it drags or where nothing is painted. Browsers tell of a move once a frame,
 * just before it; it is looked at then, since to ask for a frame of one's own has the whole page go through one for nothing.
 */
import type { Painter } from '../anchoring/painter.ts';
import type { Host } from './host.ts';

export type HoverOptions = {
  host: Host;
  painter: Painter;
  /** These notes' passages are pointed at now, on a line of their document's viewport; none when the pointer has left them. */
  pointed: (notes: string[], line: { box: DOMRect; document: Document } | null) => void;
  signal: AbortSignal;
};

/** About as high as a line of text, in CSS pixels. */
const LINE = 26;
/** Moves that come sooner after the last look wait for the next frame, in milliseconds. */
const FRAME_MS = 12;

export function watchHover({ host, painter, pointed, signal }: HoverOptions): void {
  let frame = 0;
  /** When was looked last, in milliseconds of the document's clock. */
  let looked = 0;
  let notes: string[] = [];
  /** Where the pointer was seen last; null when it is over nothing of the page's. */
  let last: { x: number; y: number; document: Document } | null = null;
  const look = (): void => {
    frame = 0;
    looked = performance.now();
    const at = signal.aborted || painter.marks.length === 0 ? null : last;
    const found = at ? painter.at(at.x, at.y, at.document) : [];
    if (found.join() === notes.join()) return;
    notes = found;
    painter.hover(found);
    pointed(found, at && { box: new DOMRect(at.x, at.y - LINE / 2, 0, LINE), document: at.document });
  };
  painter.follow((document) => {
    const moved = (event: PointerEvent): void => {
      const { clientX: x, clientY: y, buttons, type, relatedTarget } = event;
      const away = buttons > 0 || host.contains(event) || (type === 'pointerout' && relatedTarget === null);
      if (type === 'pointerout' && !away) return;
      last = away ? null : { x, y, document };
      if (frame === 0 && performance.now() - looked > FRAME_MS) look();
      else frame ||= requestAnimationFrame(look);
    };
    const options = { signal, capture: true, passive: true };
    document.addEventListener('pointermove', moved, options);
    // the pointer leaves the document, for the window's edge or a frame
    document.addEventListener('pointerout', moved, options);
  });
}
