/**
 * A part that can be folded away and is found in spite of it: by the browser's own search in the page, and by whoever
 * reveals it (`reveal`). See https://html.spec.whatwg.org/multipage/interaction.html#the-hidden-until-found-state
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export type Fold = {
  isOpen: boolean;
  toggle: () => void;
  /** To be given to the part that is folded. */
  part: { ref: RefObject<HTMLDivElement | null>; hidden: 'until-found' | undefined };
};

/** @param starts whether it stands open; a change of it opens or folds */
export function useFold(starts: boolean): Fold {
  const [state, setState] = useState({ starts, isOpen: starts });
  const isOpen = state.starts === starts ? state.isOpen : starts;
  const ref = useRef<HTMLDivElement>(null);
  const set = useRef<(open: boolean) => void>(() => undefined);
  set.current = (open) => setState({ starts, isOpen: open });
  useLayoutEffect(() => {
    const life = new AbortController();
    ref.current?.addEventListener('beforematch', () => set.current(true), { signal: life.signal });
    return () => life.abort();
  }, []);
  return {
    isOpen,
    toggle: () => set.current(!isOpen),
    part: { ref, hidden: isOpen ? undefined : 'until-found' },
  };
}

/** Opens every fold that an element is in, at once. */
export function reveal(element: Element): void {
  const fold = element.closest('[hidden]');
  if (!fold) return;
  fold.removeAttribute('hidden');
  // It bubbles, so that the folds around it open as well.
  fold.dispatchEvent(new Event('beforematch', { bubbles: true }));
  reveal(fold);
}
