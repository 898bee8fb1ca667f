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
  tab: number | null;
  keys: readonly string[];
  until: number;
  /** Null where the whole is read at once, and when the part was handed out. */
  part: Promise<Conversation> | null;
  whole: Promise<Conversation>;
  isWhole: boolean;
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
   * @param tab where it opens; null where that is not known
   * @param near those that it will show first; none where all are read at once
   */
  begin(tab: number | null, keys: readonly string[], near: readonly Id[] = []): void {
    const { whole: read, part: readPart } = this.#readers;
    const part = near.length > 0 ? readPart(keys, near) : null;
    // One after the other: at the same time both would take as long as the longer.
    const whole = (part ?? Promise.resolve()).then(
      () => read(keys),
      () => read(keys),
    );
    const ahead: Ahead = { tab, keys, until: this.#now() + KEPT_MS, part, whole, isWhole: false };
    this.#ahead = ahead;
    // who asks is told of a failure; perhaps nobody does
    const isThere = (): void => void (ahead.isWhole = true);
    whole.then(isThere, isThere);
  }

  /** What was read ahead of these, once, or the part of it that is there; else it is read now. */
  take(keys: readonly string[]): Promise<Conversation> {
    const ahead = this.#current();
    if (!ahead || JSON.stringify(ahead.keys) !== JSON.stringify(keys)) return this.#readers.whole(keys);
    if (ahead.part && !ahead.isWhole) return handOut(ahead, ahead.part);
    this.#ahead = null;
    return ahead.whole;
  }

  /**
   * What a margin in this tab, which does not know yet what it stands beside, will see first; null where nothing is read ahead for it.
   * Who asks so early hears of no change yet, and is to ask again by `take`.
   */
  async takeFirst(tab: number): Promise<{ keys: string[]; conversation: Conversation } | null> {
    const ahead = this.#current();
    if (ahead?.tab !== tab) return null;
    const { keys, part, whole } = ahead;
    const conversation = await (part ? handOut(ahead, part) : whole);
    return { keys: [...keys], conversation };
  }

  #current(): Ahead | null {
    if (this.#ahead && this.#now() >= this.#ahead.until) this.#ahead = null;
    return this.#ahead;
  }

  /** Something has changed: what is being read may be from before it. */
  forget(): void {
    this.#ahead = null;
  }
}

function handOut(ahead: Ahead, part: Promise<Conversation>): Promise<Conversation> {
  ahead.part = null;
  return part.catch(() => ahead.whole);
}
