/** The reader begins to select in a page: until then nothing of ours need be there. */

/**
 * Calls each time a selection begins: what was called before may have failed.
 * @returns whether the mouse is selecting just now: who comes late could not know
 */
export function onSelecting(document: Document, begun: () => void, signal: AbortSignal): () => boolean {
  const options = { signal, capture: true, passive: true };
  let isPressed = false;
  let isTold = false;
  document.addEventListener('pointerdown', ({ pointerType }) => (isPressed = pointerType === 'mouse'), options);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => (isPressed = false), options);
  const selected = (): void => {
    const isNothing = document.getSelection()?.isCollapsed !== false;
    if (!isNothing && !isTold) begun();
    isTold = !isNothing;
  };
  document.addEventListener('selectionchange', selected, options);
  return () => isPressed;
}
