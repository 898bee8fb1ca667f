/** The reader's first selection in a page: until then nothing of ours need be there. */

/**
 * Calls once when something is selected.
 * @returns whether the mouse is selecting just now: who comes late could not know
 */
export function onFirstSelection(document: Document, found: () => void, signal: AbortSignal): () => boolean {
  const ended = new AbortController();
  const options = { signal, capture: true, passive: true };
  let isPressed = false;
  document.addEventListener('pointerdown', ({ pointerType }) => (isPressed = pointerType === 'mouse'), options);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => (isPressed = false), options);
  const selected = (): void => {
    if (document.getSelection()?.isCollapsed !== false) return;
    ended.abort();
    found();
  };
  document.addEventListener('selectionchange', selected, {
    ...options,
    signal: AbortSignal.any([signal, ended.signal]),
  });
  return () => isPressed;
}
