/**
 * Gives the focus to something in the margin that nobody has pressed there. A frame that asks for it takes it from the page, out of a
 * field too in which its reader may be writing by now: so it waits until the page has given it to the frame (annotator/margin-frame.ts).
 */

let waiting: (() => void) | null = null;

/** The last that asks is the one that has it then. */
export function takeFocus(element: HTMLElement, options?: FocusOptions): void {
  const take = (): void => element.focus(options);
  if (window.parent === window || document.hasFocus()) {
    waiting = null;
    take();
    return;
  }
  if (!waiting) addEventListener('focus', given, { once: true });
  waiting = take;
}

function given(): void {
  waiting?.();
  waiting = null;
}
