/** Gives the focus to the list where nothing else in the margin has it, so that Tab and screen readers go on from there. */
import { useCallback, useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';
import { hasModal } from './has-modal.ts';

/** @returns gives it now, if the margin has the focus and nothing in it; whether it did */
export function useListFocus(list: RefObject<HTMLElement | null>): () => boolean {
  const take = useCallback((): boolean => {
    if (!list.current || !document.hasFocus() || document.activeElement !== document.body || hasModal()) return false;
    list.current.focus({ preventScroll: true });
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
