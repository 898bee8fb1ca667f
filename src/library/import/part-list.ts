/** The parts of an import as they come from the worker: walked over from the first on, by whoever wants them, as often as they like. */
import type { Part } from './parts.ts';

export class PartList implements AsyncIterable<Part> {
  readonly #parts: Part[] = [];
  readonly #end = Promise.withResolvers<void>();
  #next = Promise.withResolvers<void>();
  #isWhole = false;

  constructor() {
    // What went wrong is heard by who walks.
    this.#end.promise.catch(() => undefined);
  }

  add(part: Part): void {
    this.#parts.push(part);
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }

  /** There are no more. */
  end(): void {
    this.#isWhole = true;
    this.#end.resolve();
  }

  /** No more will come, though there are: who waits for them hears why. */
  fail(reason: unknown): void {
    this.#end.reject(reason);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Part, void> {
    for (let at = 0; ; at++) {
      while (at >= this.#parts.length) {
        if (this.#isWhole) return;
        await Promise.race([this.#next.promise, this.#end.promise]);
      }
      const part = this.#parts[at];
      if (part) yield part;
    }
  }
}
