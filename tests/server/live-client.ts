/** A live connection of a test: what it heard, in order, each message parsed by the protocol. */
import * as v from 'valibot';
import { liveEvent } from '../../src/protocol/sync.ts';
import type { LiveEvent } from '../../src/protocol/sync.ts';

export class LiveClient {
  readonly heard: LiveEvent[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  #wake: () => void = () => {};

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/sync/v1/live`);
    this.#socket.addEventListener('message', (event: MessageEvent<string>) => {
      this.heard.push(v.parse(liveEvent, JSON.parse(event.data)));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.#socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }));
    });
  }

  static async open(url: string, token: string): Promise<LiveClient> {
    const client = new LiveClient(url);
    await client.opened();
    client.say({ type: 'hello', protocol: 1, token });
    await client.hears('welcome');
    return client;
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.addEventListener('open', () => resolve());
      this.#socket.addEventListener('error', () => reject(new Error('the connection was refused')));
    });
  }

  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first message of a type, waiting for it where it has not come yet. */
  async hears<T extends LiveEvent['type']>(type: T, within = 10_000): Promise<Extract<LiveEvent, { type: T }>> {
    const isIt = (event: LiveEvent): event is Extract<LiveEvent, { type: T }> => event.type === type;
    const until = Date.now() + within;
    for (;;) {
      const found = this.heard.find(isIt);
      if (found) return found;
      const rest = until - Date.now();
      if (rest <= 0) throw new Error(`heard no ${type}, but ${JSON.stringify(this.heard.map((one) => one.type))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.#socket.close();
  }
}
