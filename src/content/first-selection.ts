/** The reader's first selection in a page: until then nothing of ours need be there. */

/** Calls once when something is selected, with whether the mouse is still selecting. */
export function onFirstSelection(document: Document, found: (isPressed: boolean) => void, signal: AbortSignal): void {
  const ended = new AbortController();
  const options = { signal: AbortSignal.any([signal, ended.signal]), capture: true, passive: true };
  let isPressed = false;
  document.addEventListener('pointerdown', ({ pointerType }) => (isPressed = pointerType === 'mouse'), options);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => (isPressed = false), options);
  document.addEventListener(
    'selectionchange',
    () => {
      if (document.getSelection()?.isCollapsed !== false) return;
      ended.abort();
      found(isPressed);
    },
    options,
  );
}
