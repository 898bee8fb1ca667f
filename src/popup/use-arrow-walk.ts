/** The arrow keys go from note to note and on to the other pages: by Tab there is a second button at every note. */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { OwnKeys } from '../core/own-keys.ts';
import { nextStop } from '../ui/next-stop.ts';
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
      const next = nextStop(
        commandFor(event, keys) ?? (isPlain ? event.key : ''),
        list.current,
        [...list.current.querySelectorAll<HTMLElement>(STOPS)],
        activeElement === document.body ? null : activeElement,
      );
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener('keydown', walk, { signal: life.signal });
    return () => life.abort();
  }, [list, keys]);
}
