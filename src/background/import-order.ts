/**
 * The parts of an import come while the one before is still taken in: to hand over a message of a thousand notes takes a third as long
 * as to take it in. Each is taken behind the one before, and not at all where that was not: its answers would lose what they answer.
 * What is known here goes with the worker; the library sends a part again that was refused for it.
 */
import type { Id } from '../core/id.ts';

type Refused = { ok: false; code: 'behind' };
type Part = { last: Id; behind?: Id | undefined };

export class ImportOrder {
  #last: { note: Id; isTaken: Promise<boolean> } | null = null;

  /** To be called in the order in which they come. */
  take<T extends { ok: boolean }>({ last, behind }: Part, take: () => Promise<T>): Promise<T | Refused> {
    const taken = behind === undefined ? take() : this.#behind(behind, take);
    const isTaken = taken.then(
      ({ ok }) => ok,
      () => false,
    );
    this.#last = { note: last, isTaken };
    return taken;
  }

  async #behind<T>(note: Id, take: () => Promise<T>): Promise<T | Refused> {
    const before = this.#last;
    const isTaken = before?.note === note && (await before.isTaken);
    return isTaken ? take() : { ok: false, code: 'behind' };
  }
}
