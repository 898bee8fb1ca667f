/**
 * What the reader has selected: by mouse, touch or keyboard, outside fields that can be edited.
 * One place for the waiting that each hand needs: a mouse selects until it is released, touch
 * handles and shift + arrows until they rest.
 */
import { imageIn } from '../anchoring/images.ts';

const REST_MS = 250;

/** The selected range if it can be annotated, as a range of its own that later clicks do not change. */
export function selectedRange(document: Document): Range | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (isEditable(range.startContainer) || isEditable(range.endContainer)) return null;
  return range.toString().trim() !== '' || imageIn(range) ? range : null;
}

/**
 * Tells the selected range once it rests, also one that was there before, and null as soon as it is gone.
 * @param pressed whether the mouse is selecting just now
 */
export function watchSelection(
  document: Document,
  changed: (range: Range | null) => void,
  signal: AbortSignal,
  pressed = false,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => changed(selectedRange(document)), delay);
  };
  const options = { signal, capture: true, passive: true };
  document.addEventListener(
    'pointerdown',
    (event) => {
      pressed = event.pointerType === 'mouse';
    },
    options,
  );
  document.addEventListener(
    'pointerup',
    () => {
      pressed = false;
      settle(0);
    },
    options,
  );
  document.addEventListener(
    'pointercancel',
    () => {
      pressed = false;
    },
    options,
  );
  document.addEventListener(
    'selectionchange',
    () => {
      if (document.getSelection()?.isCollapsed !== false) {
        clearTimeout(timer);
        changed(null);
      } else if (!pressed) settle(REST_MS);
    },
    options,
  );
  signal.addEventListener('abort', () => clearTimeout(timer));
  if (!pressed && selectedRange(document)) settle(REST_MS);
}

function isEditable(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('input, textarea, [contenteditable]:not([contenteditable="false"])') != null;
}
