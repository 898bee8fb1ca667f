/** Long work in steps that are short to who looks on: between them the page draws, and hears that it is called off. */

/** Longest time in milliseconds for which a page does not answer: a frame. */
const STEP = 12;

/** To be awaited often; answers whether it let others in. Throws the signal's reason when the work was called off. */
export function breathing(signal: AbortSignal): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - since < STEP) return false;
    await nextTask();
    signal.throwIfAborted();
    since = performance.now();
    return true;
  };
}

/** Lets all others in. Not by a timer: those that follow one another wait four milliseconds each (https://html.spec.whatwg.org/#timer-initialisation-steps). */
export function nextTask(): Promise<void> {
  return new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      go();
    });
    port1.start();
    port2.postMessage(null);
  });
}
