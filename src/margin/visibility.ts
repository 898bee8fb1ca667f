/**
 * Whether a control is really seen by the person who clicks it. The page owns everything around
 * our frame and could cover or fade it, to have a click land on a button nobody sees (design §3).
 */

/** How often the browser looks, and how long a control must have been in view where it cannot look. */
const LOOK_EVERY_MS = 100;
const ARMING_MS = 500;
/** A click may come just before the first look at a control is over. */
const PATIENCE_MS = 400;

export type Eye = {
  /** Answers at once if it is seen; waits a moment before it says no. */
  isSeen(): Promise<boolean>;
};

/** True where the browser tells real visibility (Chromium), not only position. */
export const seesOcclusion =
  'IntersectionObserverEntry' in globalThis && 'isVisible' in IntersectionObserverEntry.prototype;

/**
 * Watches until the signal is aborted.
 * @param occlusion false: what browsers without IntersectionObserver v2 do
 */
export function watchVisibility(
  element: Element,
  signal: AbortSignal,
  { occlusion = seesOcclusion, now = Date.now }: { occlusion?: boolean; now?: () => number } = {},
): Eye {
  let inView = false;
  let since = 0;
  let waiting: (() => void)[] = [];
  const options = { threshold: [0, 0.9, 1], trackVisibility: occlusion, delay: occlusion ? LOOK_EVERY_MS : 0 };
  const observer = new IntersectionObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry) return;
    const seen = entry.intersectionRatio >= 0.9 && (!occlusion || isVisible(entry));
    if (seen && !inView) since = now();
    inView = seen;
    if (!seen) return;
    for (const wake of waiting) wake();
    waiting = [];
  }, options);
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());

  const isArmed = () => inView && (occlusion || now() - since >= ARMING_MS);
  return {
    async isSeen() {
      if (isArmed()) return true;
      // Without occlusion a wait would only help a page that shows us under a click: no second chance.
      if (!occlusion) return false;
      await new Promise<void>((wake) => {
        waiting.push(wake);
        setTimeout(wake, PATIENCE_MS);
      });
      return isArmed();
    },
  };
}

/** True for what a page cannot forge: a press of a key, or of an assistive device, on the control itself. */
export function isByKeyboard(event: MouseEvent): boolean {
  return event.isTrusted && event.detail === 0;
}

function isVisible(entry: IntersectionObserverEntry): boolean {
  return 'isVisible' in entry && entry.isVisible === true;
}
