/** Gives the focus to the list where nothing else in the margin has it: without one, no key works here. */
import { useCallback, useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

/** @returns gives it now, if the margin has the focus and nothing in it; whether it did */
export function useListFocus(list: RefObject<HTMLElement | null>): () => boolean {
  const take = useCallback((): boolean => {
    if (!document.hasFocus() || document.activeElement !== document.body) return false;
    list.current?.focus({ preventScroll: true });
    return true;
  }, [list]);
  useEffect(() => {
    // The page gives it to the margin once that is drawn (annotator/margin-frame.ts), and again when the reader comes back.
    const come = (): void => void take();
    addEventListener('focus', come);
    return () => removeEventListener('focus', come);
  }, [take]);
  return take;
}
