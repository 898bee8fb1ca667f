/**
 * The network between devices and endpoint, in one process: what is sent waits here until the
 * driver lets one message through. By the seed it is dropped, sent twice, overtaken by up to ten
 * later ones, cut after some bytes, or answered by somebody else (faults F7 and F8).
 */
import type { Random } from './random.ts';

/** Chances of each fault; all 0 is a network that works. */
export type Faults = { drop: number; duplicate: number; cut: number; strange: number; dropLive: number };
export const BAD: Faults = { drop: 0.2, duplicate: 0.2, cut: 0.05, strange: 0.03, dropLive: 0.3 };
export const GOOD: Faults = { drop: 0, duplicate: 0, cut: 0, strange: 0, dropLive: 0 };
const WINDOW = 10;

type Message = { to: string; run: () => Promise<void> | void };

export class Network {
  faults: Faults = BAD;
  /** Requests that reached the endpoint. */
  handled = 0;
  readonly #random: Random;
  readonly #handle: (device: string, request: Request) => Promise<Response>;
  #waiting: Message[] = [];

  constructor(random: Random, handle: (device: string, request: Request) => Promise<Response>) {
    this.#random = random;
    this.#handle = handle;
  }

  get isQuiet(): boolean {
    return this.#waiting.length === 0;
  }

  /** Lets one of the ten oldest messages through; those to one socket stay in their order. */
  async deliver(): Promise<void> {
    const window = this.#waiting.slice(0, WINDOW);
    const chosen = this.#random.pick(window);
    if (!chosen) return;
    const message = chosen.to === '' ? chosen : (window.find(({ to }) => to === chosen.to) ?? chosen);
    this.#waiting.splice(this.#waiting.indexOf(message), 1);
    await message.run();
  }

  /** `fetch` of a device; `isAlive` tells whether the worker that asked still is. */
  fetchOf(device: string, isAlive: () => boolean): typeof fetch {
    return (input, init) =>
      new Promise<Response>((resolve, reject) => {
        const { faults } = this;
        const lost = (): void => reject(new TypeError('the network was cut'));
        const request = new Request(input instanceof Request ? input : String(input), {
          method: init?.method ?? 'GET',
          headers: init?.headers ?? {},
          ...(typeof init?.body === 'string' && { body: init.body }),
        });
        const answer = (response: Response, text: string): void => {
          // 204 must have no body.
          if (isAlive()) resolve(new Response(text === '' ? null : text, response));
        };
        const later = (run: Message['run'], to = ''): number => this.#waiting.push({ to, run });
        const reach = async (isWanted: boolean): Promise<void> => {
          this.handled++;
          const response = await this.#handle(device, request.clone());
          const text = await response.text();
          if (!isWanted) return;
          if (this.#random.chance(faults.drop / 2)) later(lost);
          else if (this.#random.chance(faults.cut))
            later(() => answer(response, text.slice(0, this.#random.below(text.length))));
          else later(() => answer(response, text));
        };
        if (this.#random.chance(faults.duplicate)) later(() => reach(false));
        if (this.#random.chance(faults.drop / 2)) later(lost);
        else if (this.#random.chance(faults.strange))
          later(() => answer(new Response(), '<h1>Welcome to the hotel</h1>'));
        else later(() => reach(true));
      });
  }

  /** A message over a socket: in order, but it may get lost or come twice. */
  live(socket: string, run: () => void): void {
    if (this.#random.chance(this.faults.dropLive)) return;
    this.#waiting.push({ to: socket, run });
    if (this.#random.chance(this.faults.duplicate)) this.#waiting.push({ to: socket, run });
  }
}
