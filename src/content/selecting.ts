/** The reader begins to select in a page: until then nothing of ours need be there. */

/**
 * Calls each time a selection begins: what was called before may have failed.
 * @returns whether the mouse is selecting just now: who comes late could not know
 */
export function onSelecting(document: Document, begun: () => void): () => boolean {
  const options = { capture: true, passive: true };
  let isPressed = false;
  let isTold = false;
  const released = (): void => void (isPressed = false);
  const pressed = ({ pointerType }: PointerEvent): void => {
    isPressed = pointerType === 'mouse';
    // Not before: each listener has its price in every page.
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, released, options);
  };
  const selected = (): void => {
    const isNothing = document.getSelection()?.isCollapsed !== false;
    if (!isNothing && !isTold) begun();
    isTold = !isNothing;
  };
  document.addEventListener('pointerdown', pressed, options);
  document.addEventListener('selectionchange', selected, options);
  return () => isPressed;
}
