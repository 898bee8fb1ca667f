/**
 * A conversation is read while the margin that will ask for it is still loading: of the two neither need wait for the other.
 * Kept for one asking and a short time, and not past a change.
 */
import type { Conversation } from '../protocol/from-pages.ts';

/** How long a frame may take to load and ask, in milliseconds. */
const KEPT_MS = 5000;

export class ReadAhead {
  readonly #read: (keys: readonly string[]) => Promise<Conversation>;
  readonly #now: () => number;
  #ahead: { of: string; reading: Promise<Conversation>; until: number } | null = null;

  constructor(read: (keys: readonly string[]) => Promise<Conversation>, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /** A margin is about to ask for the notes of this document. */
  begin(keys: readonly string[]): void {
    const reading = this.#read(keys);
    // who asks is told of a failure; perhaps nobody does
    reading.catch(() => undefined);
    this.#ahead = { of: JSON.stringify(keys), reading, until: this.#now() + KEPT_MS };
  }

  /** What was read ahead of these, once; else it is read now. */
  take(keys: readonly string[]): Promise<Conversation> {
    const ahead = this.#ahead;
    if (ahead?.of !== JSON.stringify(keys)) return this.#read(keys);
    this.#ahead = null;
    return this.#now() < ahead.until ? ahead.reading : this.#read(keys);
  }

  /** Something has changed: what is being read may be from before it. */
  forget(): void {
    this.#ahead = null;
  }
}
