/** The note whose card has the focus and may lose it: attached to another passage, it goes from one section to another. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** To be set by whoever hears that it was attached; null again as soon as its reader presses anything, or goes to another card. */
export function useMovedCard(): RefObject<string | null> {
  const moved = useRef<string | null>(null);
  useEffect(() => {
    const life = new AbortController();
    const gone = ({ target }: FocusEvent): void => {
      const card = target instanceof Element ? target.closest<HTMLElement>('[data-note]') : null;
      if (card && card.dataset['note'] !== moved.current) moved.current = null;
    };
    const pressed = (): void => void (moved.current = null);
    document.addEventListener('focusin', gone, { signal: life.signal });
    for (const press of ['pointerdown', 'keydown'])
      document.addEventListener(press, pressed, { signal: life.signal, capture: true });
    return () => life.abort();
  }, []);
  return moved;
}
