/** One of many live devices in a process: as much of a client as hears, notices a gap, pulls, and comes back. */
import * as v from 'valibot';
import { WebSocket } from 'ws';
import { liveEvent } from '../../src/protocol/sync.ts';
import type { Changes } from '../../src/protocol/sync.ts';
import { backOff } from '../../src/sync/back-off.ts';
import type { Random } from '../../bench/random.ts';
import type { Learner } from '../server/class.ts';

/** As sync/live.ts does. */
const PING_MS = 20_000;

export class HallReader {
  readonly learner: Learner;
  readonly #group: string;
  readonly #random: Random;
  /** When each note came (performance.now), and how. */
  readonly seen = new Map<string, { at: number; by: 'live' | 'pull' }>();
  /** Notes that one cursor brought a second time. */
  twice = 0;
  /** When it had everything again after a cut; 0 if it never was cut. */
  caughtUpAt = 0;
  #cursor = 0;
  #failures = 0;
  #socket: WebSocket | null = null;
  #isStopped = false;
  /** One event after another, as a gap is filled before what follows it. */
  #events: Promise<void> = Promise.resolve();

  constructor(learner: Learner, group: string, random: Random) {
    this.learner = learner;
    this.#group = group;
    this.#random = random;
  }

  async start(): Promise<void> {
    await this.#pull();
    await this.#connect();
  }

  /** The network goes, without a word. */
  cut(): void {
    this.#socket?.terminate();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.terminate();
  }

  #connect(): Promise<void> {
    const socket = new WebSocket(`${this.learner.url.replace('http', 'ws')}/sync/v1/live`);
    this.#socket = socket;
    return new Promise((resolve) => {
      // Who says nothing for long is taken for gone.
      const pinging = setInterval(() => socket.send('{"type":"ping"}'), PING_MS);
      socket.on('open', () => {
        socket.send(JSON.stringify({ type: 'hello', protocol: 1, token: this.learner.session.token }));
      });
      socket.on('message', (data) => {
        const at = performance.now();
        const text = String(data);
        this.#events = this.#events.then(() => this.#hear(text, at)).then(resolve);
      });
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        clearInterval(pinging);
        resolve();
        if (!this.#isStopped) this.#comeBack();
      });
    });
  }

  /** As sync/syncer.ts does: waits, brings itself up to date by pull, and then listens again. */
  #comeBack(): void {
    setTimeout(
      () => {
        const again = async (): Promise<void> => {
          // Behind what the old connection said last, or both would pull from the same place.
          const pulled = this.#events.then(() => this.#pull());
          this.#events = pulled.catch(() => undefined);
          await pulled;
          this.caughtUpAt = performance.now();
          await this.#connect();
        };
        again().catch(() => this.#comeBack());
      },
      backOff(++this.#failures, this.#random(), null),
    );
  }

  async #hear(text: string, at: number): Promise<void> {
    const event = v.parse(liveEvent, JSON.parse(text));
    if (event.type === 'welcome') {
      this.#failures = 0;
      if (event.heads.some(({ head }) => head > this.#cursor)) await this.#pull();
    } else if (event.type === 'hint') {
      await this.#pull();
    } else if (event.type === 'rows' && event.cursor > this.#cursor) {
      if (event.after > this.#cursor) return this.#pull();
      // What is written at once comes at once, and a pull may have brought the first of it.
      this.#take({ ...event, rows: event.rows.filter(({ seq }) => seq > this.#cursor) }, at, 'live');
    }
  }

  async #pull(): Promise<void> {
    for (let more = true; more && !this.#isStopped;) {
      const page = await this.learner.pull(this.#group, this.#cursor);
      this.#take(page, performance.now(), 'pull');
      ({ more } = page);
    }
  }

  #take({ rows, cursor }: Pick<Changes, 'rows' | 'cursor'>, at: number, by: 'live' | 'pull'): void {
    for (const { kind, id } of rows) {
      if (kind !== 'annotation') continue;
      if (this.seen.has(id)) this.twice++;
      this.seen.set(id, { at, by });
    }
    this.#cursor = Math.max(this.#cursor, cursor);
  }
}
