/** The arrow keys go from note to note and on to the other pages: by Tab there is a second button at every note. */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { OwnKeys } from '../core/own-keys.ts';
import { commandFor } from '../ui/pressed-chord.ts';

const STOPS = 'button.brief, a.page-item';
/** Where these keys mean something else. */
const OWN_KEYS = 'select, input, textarea, [contenteditable]';

/**
 * Up, down, Home and End in a list that scrolls, and the keys that its reader has for the first two. Without anything focused it begins
 * at the first that is in view.
 */
export function useArrowWalk(list: RefObject<HTMLElement | null>, keys: OwnKeys): void {
  // Not after a frame: a key that was turned off would act once more.
  useLayoutEffect(() => {
    const life = new AbortController();
    const walk = (event: KeyboardEvent): void => {
      const { activeElement } = document;
      if (event.defaultPrevented || !list.current?.isConnected || activeElement?.matches(OWN_KEYS)) return;
      const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
      const next = stopAfter(commandFor(event, keys) ?? (isPlain ? event.key : ''), list.current, activeElement);
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener('keydown', walk, { signal: life.signal });
    return () => life.abort();
  }, [list, keys]);
}

/** @param asked a command, or a key that always does the same */
function stopAfter(asked: string, list: HTMLElement, from: Element | null): HTMLElement | undefined {
  const stops = [...list.querySelectorAll<HTMLElement>(STOPS)];
  switch (asked) {
    case 'Home':
      return stops[0];
    case 'End':
      return stops.at(-1);
    case 'ArrowDown':
    case 'next':
      if (!from || from === document.body) return firstInView(stops, list);
      return stops.find((stop) => isBefore(from, stop));
    case 'ArrowUp':
    case 'previous':
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
