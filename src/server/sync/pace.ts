/** Long work on the one thread of an endpoint lets others in between: who wants to read. Who wants to write waits for its transaction. */

/** Milliseconds that the event loop may stand still. */
const AT_ONCE = 20;

export class Pace {
  #since = performance.now();

  /** To be called between any two steps; rests only where it is due. */
  async rest(): Promise<void> {
    if (performance.now() - this.#since <= AT_ONCE) return;
    await new Promise(setImmediate);
    this.#since = performance.now();
  }
}
