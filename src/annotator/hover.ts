/**
 * Pointing at painted passages: they are shown as the ones pointed at, and the margin is told. Looked at once a frame,
 * however often the pointer moves, and not at all while it drags or where nothing is painted.
 */
import type { Painter } from '../anchoring/painter.ts';
import type { Host } from './host.ts';

export type HoverOptions = {
  host: Host;
  painter: Painter;
  /** These notes' passages are pointed at now; none when the pointer has left them. */
  pointed: (notes: string[]) => void;
  signal: AbortSignal;
};

export function watchHover({ host, painter, pointed, signal }: HoverOptions): void {
  let frame = 0;
  let notes: string[] = [];
  let find = (): string[] => [];
  const look = (): void => {
    frame = 0;
    const found = signal.aborted ? [] : find();
    if (found.join() === notes.join()) return;
    notes = found;
    painter.hover(found);
    pointed(found);
  };
  painter.follow((document) => {
    const moved = (event: PointerEvent): void => {
      const { clientX, clientY, buttons, type, relatedTarget } = event;
      const away = buttons > 0 || host.contains(event) || (type === 'pointerout' && relatedTarget === null);
      if (type === 'pointerout' && !away) return;
      find = () => (away || painter.marks.length === 0 ? [] : painter.at(clientX, clientY, document));
      frame ||= requestAnimationFrame(look);
    };
    const options = { signal, capture: true, passive: true };
    document.addEventListener('pointermove', moved, options);
    // the pointer leaves the document, for the window's edge or a frame
    document.addEventListener('pointerout', moved, options);
  });
}
