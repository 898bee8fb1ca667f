/** Presses on painted passages: a click on one opens its card, unless the page has its own use for the click. */
import type { Painter } from '../anchoring/painter.ts';
import type { Host } from './host.ts';

const PAGES_OWN =
  'a[href], button, input, select, textarea, label, summary, [role="button"], [contenteditable]:not([contenteditable="false"])';

export type PressesOptions = {
  host: Host;
  painter: Painter;
  pressed: (id: string) => void;
  signal: AbortSignal;
};

export function watchPresses({ host, painter, pressed, signal }: PressesOptions): void {
  painter.follow((document) => {
    document.addEventListener(
      'click',
      (event) => {
        if (!event.isTrusted || event.button !== 0 || host.contains(event)) return;
        if (document.getSelection()?.isCollapsed === false) return;
        // elements of a frame are not instances of our own Element
        const target = event.composedPath()[0] as Partial<Element> | undefined;
        if (target?.closest?.(PAGES_OWN)) return;
        const id = painter.at(event.clientX, event.clientY, document)[0];
        if (id) pressed(id);
      },
      { signal, capture: true, passive: true },
    );
  });
}
