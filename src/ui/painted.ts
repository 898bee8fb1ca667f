/** Waits for what is drawn to be seen, so that what is worth less does not hold it up. */

/** After so long nobody sees the frame that is waited for, in milliseconds. */
const UNSEEN_MS = 200;

/** A frame is asked for and then painted; what is queued in the next comes after that. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    setTimeout(resolve, UNSEEN_MS);
  });
}
