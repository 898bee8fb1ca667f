/** The arrow keys go from note to note and on to the other pages: by Tab there is a second button at every note. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const STOPS = 'button.brief, a.page-item';
/** Where these keys mean something else. */
const OWN_KEYS = 'select, input, textarea, [contenteditable]';

/** Up, down, Home and End in a list that scrolls. Without anything focused it begins at the first that is in view. */
export function useArrowWalk(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const life = new AbortController();
    const walk = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const { activeElement } = document;
      if (!list.current?.isConnected || activeElement?.matches(OWN_KEYS)) return;
      const next = stopAfter(event.key, list.current, activeElement);
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener('keydown', walk, { signal: life.signal });
    return () => life.abort();
  }, [list]);
}

function stopAfter(key: string, list: HTMLElement, from: Element | null): HTMLElement | undefined {
  const stops = [...list.querySelectorAll<HTMLElement>(STOPS)];
  switch (key) {
    case 'Home':
      return stops[0];
    case 'End':
      return stops.at(-1);
    case 'ArrowDown':
      if (!from || from === document.body) return firstInView(stops, list);
      return stops.find((stop) => isBefore(from, stop));
    case 'ArrowUp':
      return from ? stops.findLast((stop) => isBefore(stop, from) && !stop.contains(from)) : undefined;
    default:
      return undefined;
  }
}

function isBefore(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function firstInView(stops: readonly HTMLElement[], list: HTMLElement): HTMLElement | undefined {
  const { top } = list.getBoundingClientRect();
  return stops.find((stop) => stop.getBoundingClientRect().bottom > top);
}
