/**
 * Whether a control is really seen by the person who clicks it. The page owns everything around
 * our frame and could cover or fade it, to have a click land on a button nobody sees (design §3).
 */

/** How often the browser looks, and how long a control must have been in view where it cannot look. */
const LOOK_EVERY_MS = 100;
const ARMING_MS = 500;
/** How long a click waits for a first look (in a frame it was seen to take 1 s), and for a look that sees what an earlier one did not. */
const FIRST_LOOK_MS = 2500;
const SECOND_LOOK_MS = 400;

export type Eye = {
  /** Answers at once if it is seen; gives the browser a moment to look before it says no. */
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
  let inView: boolean | null = null;
  let since = 0;
  let looked: () => void = () => undefined;
  const options = { threshold: [0, 0.9, 1], trackVisibility: occlusion, delay: occlusion ? LOOK_EVERY_MS : 0 };
  const observer = new IntersectionObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry) return;
    const seen = entry.intersectionRatio >= 0.9 && (!occlusion || isVisible(entry));
    if (seen && !inView) since = now();
    inView = seen;
    looked();
  }, options);
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());

  const isArmed = () => inView === true && (occlusion || now() - since >= ARMING_MS);
  const nextLook = (patience: number): Promise<void> => {
    const look = new Promise<void>((done) => (looked = done));
    return Promise.race([look, drawFor(patience, signal)]);
  };
  return {
    async isSeen() {
      // Without occlusion a wait would only help a page that shows us under a click: no second chance.
      if (isArmed() || !occlusion) return isArmed();
      if (inView === null) await nextLook(FIRST_LOOK_MS);
      if (!isArmed()) await nextLook(SECOND_LOOK_MS);
      return isArmed();
    },
  };
}

/** Asks for frames for a time: the browser looks when it draws, and a still page does not draw. */
function drawFor(duration: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + duration;
  return new Promise((done) => {
    const draw = (): void => {
      if (performance.now() >= until || signal.aborted) done();
      else requestAnimationFrame(draw);
    };
    draw();
  });
}

/** True for what a page cannot forge: a press of a key, or of an assistive device, on the control itself. */
export function isByKeyboard(event: MouseEvent): boolean {
  return event.isTrusted && event.detail === 0;
}

function isVisible(entry: IntersectionObserverEntry): boolean {
  return 'isVisible' in entry && entry.isVisible === true;
}
