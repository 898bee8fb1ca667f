/**
 * A conversation is read while the margin that will ask for it is still loading: of the two neither need wait for the other.
 * Of a long one, what will be seen at first is read before the rest, and handed out where the rest is not there yet.
 * Kept for one asking each and a short time, and not past a change.
 */
import type { Id } from '../core/id.ts';
import type { Conversation } from '../protocol/from-pages.ts';

/** How long a frame may take to load and ask, in milliseconds. */
const KEPT_MS = 5000;

export type Readers = {
  whole: (keys: readonly string[]) => Promise<Conversation>;
  /** Answers with a `partial` one. */
  part: (keys: readonly string[], ids: readonly Id[]) => Promise<Conversation>;
};

type Ahead = {
  of: string;
  until: number;
  /** Null where the whole is read at once, when it is there, and when the part was handed out. */
  part: Promise<Conversation> | null;
  whole: Promise<Conversation>;
};

export class ReadAhead {
  readonly #readers: Readers;
  readonly #now: () => number;
  #ahead: Ahead | null = null;

  constructor(readers: Readers, now: () => number) {
    this.#readers = readers;
    this.#now = now;
  }

  /**
   * A margin is about to ask for the notes of this document.
   * @param near those that it will show first; none where all are read at once
   */
  begin(keys: readonly string[], near: readonly Id[] = []): void {
    const { whole: read, part: readPart } = this.#readers;
    const part = near.length > 0 ? readPart(keys, near) : null;
    // One after the other: at the same time both would take as long as the longer.
    const whole = (part ?? Promise.resolve()).then(
      () => read(keys),
      () => read(keys),
    );
    const ahead: Ahead = { of: JSON.stringify(keys), until: this.#now() + KEPT_MS, part, whole };
    this.#ahead = ahead;
    // who asks is told of a failure; perhaps nobody does
    const isThere = (): void => void (ahead.part = null);
    whole.then(isThere, isThere);
  }

  /** What was read ahead of these, once, or the part of it that is there; else it is read now. */
  take(keys: readonly string[]): Promise<Conversation> {
    const ahead = this.#ahead;
    if (ahead?.of !== JSON.stringify(keys)) return this.#readers.whole(keys);
    if (this.#now() >= ahead.until) {
      this.#ahead = null;
      return this.#readers.whole(keys);
    }
    const { part, whole } = ahead;
    if (!part) {
      this.#ahead = null;
      return whole;
    }
    ahead.part = null;
    return part.catch(() => whole);
  }

  /** Something has changed: what is being read may be from before it. */
  forget(): void {
    this.#ahead = null;
  }
}
