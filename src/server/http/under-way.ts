/**
 * The requests that are being worked on. A connection may be closed long before: what the endpoint closes at its stop
 * (the database above all) has to wait for them and not for the connections.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** As Node asks it; settles when there is nothing more to do for the request, and never rejects. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export class UnderWay {
  readonly #all = new Set<Promise<void>>();

  /** @returns the same listener, counted */
  counted(answer: Answerer): (request: IncomingMessage, response: ServerResponse) => void {
    return (request, response) => {
      const work = answer(request, response).finally(() => this.#all.delete(work));
      this.#all.add(work);
    };
  }

  /** When no request is worked on; those that come meanwhile count too. */
  async ended(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all);
  }
}
