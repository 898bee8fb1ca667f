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
const STRANGER = new TextEncoder().encode('<h1>Welcome to the hotel</h1>').buffer;

type Message = { to: string; run: () => Promise<void> | void };

export class Network {
  faults: Faults = GOOD;
  /** Requests that reached the endpoint. */
  handled = 0;
  readonly #random: Random;
  readonly #happened: (what: string) => void;
  readonly #handle: (device: string, request: Request) => Promise<Response>;
  #waiting: Message[] = [];

  constructor(
    random: Random,
    happened: (what: string) => void,
    handle: (device: string, request: Request) => Promise<Response>,
  ) {
    this.#random = random;
    this.#happened = happened;
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
    if (chosen !== window[0] && chosen.to === '') this.#happened('messages overtaken');
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
          body: init?.body ?? null,
        });
        const answer = (response: Response, bytes: ArrayBuffer): void => {
          // 204 must have no body.
          if (isAlive()) resolve(new Response(bytes.byteLength === 0 ? null : bytes, response));
        };
        const later = (run: Message['run'], to = ''): number => this.#waiting.push({ to, run });
        const reach = async (isWanted: boolean): Promise<void> => {
          this.handled++;
          const response = await this.#handle(device, request.clone());
          const bytes = await response.arrayBuffer();
          if (!isWanted) return;
          if (this.#chance(faults.drop / 2, 'answers lost')) later(lost);
          else if (this.#chance(faults.cut, 'answers cut'))
            later(() => answer(response, bytes.slice(0, this.#random.below(bytes.byteLength))));
          else later(() => answer(response, bytes));
        };
        if (this.#chance(faults.duplicate, 'requests sent twice')) later(() => reach(false));
        if (this.#chance(faults.drop / 2, 'requests lost')) later(lost);
        else if (this.#chance(faults.strange, 'answers by a stranger')) later(() => answer(new Response(), STRANGER));
        else later(() => reach(true));
      });
  }

  /** A message over a socket: in order, but it may get lost or come twice. */
  live(socket: string, run: () => void): void {
    if (this.#chance(this.faults.dropLive, 'live messages lost')) return;
    this.#waiting.push({ to: socket, run });
    if (this.#chance(this.faults.duplicate, 'live messages twice')) this.#waiting.push({ to: socket, run });
  }

  #chance(probability: number, what: string): boolean {
    const happens = this.#random.chance(probability);
    if (happens) this.#happened(what);
    return happens;
  }
}
