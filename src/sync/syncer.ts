/**
 * Keeps this device and its endpoint in step: one run at a time, a live connection between runs,
 * and a wait that grows while the endpoint does not answer. All that must survive the worker is in
 * the store; a new syncer goes on where the last one was cut.
 */
import type { SyncState } from '../protocol/from-pages.ts';
import type { LiveEvent } from '../protocol/sync.ts';
import { endSession } from '../store/account.ts';
import { applyRows, cursorOf } from '../store/apply-rows.ts';
import type { Store } from '../store/database.ts';
import { readIdentity, readSync, updateSync } from '../store/meta.ts';
import { untilNodsLeave } from '../store/nods-wait.ts';
import type { Sources } from '../store/sources.ts';
import { countWaiting } from '../store/take-batch.ts';
import { tidy } from '../store/tidy.ts';
import { hasWantedImages } from '../store/wanted-images.ts';
import { backOff } from './back-off.ts';
import { endpointAt, type EndpointPorts, type Failure } from './endpoint.ts';
import { fetchImages } from './fetch-images.ts';
import { fetchOpened } from './fetch-opened.ts';
import { fullRun, type Ran, type Tell } from './full-run.ts';
import { openLive, type Live, type LiveAddress, type LivePorts } from './live.ts';
import { pushAll } from './push.ts';

export type SyncPorts = EndpointPorts &
  LivePorts & {
    sources: Sources;
    /** From 0 to below 1. */
    random: () => number;
    /** Notes or status changed. */
    tell: Tell;
    report: (error: unknown) => void;
  };

/** `live`: welcomed, so that everything from elsewhere arrives by itself. */
type Connection = LiveAddress & { live: Live; epoch: string | null };

export class Syncer {
  readonly #db: Store;
  readonly #ports: SyncPorts;
  #wanted: 'nothing' | 'push' | 'all' = 'nothing';
  #running: Promise<void> | null = null;
  #connection: Connection | null = null;
  /** Live events are taken in one after another. */
  #events: Promise<void> = Promise.resolve();
  #liveFailures = 0;
  #leaving = new AbortController();
  #cancelRetry: () => void = () => undefined;
  /** The endpoint is preparing a group: whatever is asked for next, the group is too. */
  #isPreparing = false;
  #isStopped = false;

  constructor(db: Store, ports: SyncPorts) {
    this.#db = db;
    this.#ports = ports;
  }

  /** The learner asked, or the network is back: at once, whatever failed before. */
  async run(): Promise<void> {
    await updateSync(this.#db, { failures: 0, retryAt: 0 });
    await this.#ask('all');
  }

  /** Something was written: it goes out at once. */
  async wrote(): Promise<void> {
    await this.#ask('push');
  }

  /** A document was opened whose notes are to be asked for. */
  async opened(): Promise<void> {
    await this.#ask('push');
  }

  /** Called by the alarm: brings back what a killed worker or a lost network left. */
  async revive(): Promise<void> {
    await tidy(this.#db, this.#ports.sources);
    if (this.#connection?.epoch != null && (await countWaiting(this.#db)) === 0) return;
    const { retryAt } = await readSync(this.#db);
    if (retryAt <= this.#ports.sources.now()) await this.#ask('all');
  }

  /** The account is leaving: what runs is ended, and nothing begins before it is forgotten, or was not. */
  async leave<T>(forget: () => Promise<T>): Promise<T> {
    this.#wanted = 'nothing';
    this.#leaving.abort();
    this.#disconnect();
    await this.#running?.catch(this.#ports.report);
    await this.#events;
    this.#disconnect();
    try {
      return await forget();
    } finally {
      this.#leaving = new AbortController();
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#disconnect();
  }

  #disconnect(): void {
    this.#connection?.live.close();
    this.#connection = null;
    this.#cancelRetry();
  }

  #ask(what: 'push' | 'all'): Promise<void> {
    if (this.#isStopped || this.#leaving.signal.aborted) return Promise.resolve();
    if (this.#wanted !== 'all') this.#wanted = what;
    this.#running ??= this.#work();
    return this.#running;
  }

  async #work(): Promise<void> {
    try {
      while (this.#wanted !== 'nothing') {
        const what = this.#wanted;
        this.#wanted = 'nothing';
        this.#cancelRetry();
        const { endpoint, token } = await readIdentity(this.#db);
        if (endpoint === null || token === null) {
          this.#disconnect();
          continue;
        }
        const ran = await this.#once(what, endpoint, token);
        this.#isPreparing = ran.ok && ran.preparing !== null;
        if (!ran.ok) await this.#failed(ran, token);
        else if (ran.preparing === null) {
          await this.#say('ok', { failures: 0, retryAt: 0 });
          await this.#wakeForNods();
        } else await this.#later('preparing', 0, backOff(1, this.#ports.random(), ran.preparing));
      }
    } finally {
      // In the same breath as the last look at what is wanted, so that no wish falls between.
      this.#running = null;
    }
  }

  async #once(what: 'push' | 'all', url: string, token: string): Promise<Ran> {
    const { sources, tell } = this.#ports;
    const endpoint = endpointAt({ ...this.#ports, signal: this.#leaving.signal }, url, token);
    // The connection may be lost while the push is under way.
    const connection = this.#connection;
    if (what === 'push' && connection?.epoch != null && !this.#isPreparing) {
      const told = (keys: string[]): void => tell(keys.length > 0 ? { event: 'notes', keys } : { event: 'status' });
      const pushed = await pushAll(this.#db, endpoint, sources, told);
      if (!pushed.ok) return pushed;
      const fetched = await fetchOpened(this.#db, endpoint, sources, told);
      if (!fetched.ok) return fetched;
      const images = await fetchImages(this.#db, endpoint, sources, () => tell({ event: 'images' }));
      if (!images.ok) return images;
      const { preparing } = fetched;
      if (!pushed.session && !fetched.behind) return { ok: true, protocol: connection.protocol, preparing };
    }
    const ran = await fullRun(this.#db, endpoint, sources, tell, this.#ports.speaks);
    if (ran.ok) this.#connect({ endpoint: url, token, protocol: ran.protocol });
    return ran;
  }

  async #failed({ code, retryAfter }: Failure, token: string): Promise<void> {
    const { sources, random } = this.#ports;
    if (code === 'unauthorised') {
      this.#disconnect();
      await endSession(this.#db, token);
      this.#ports.tell({ event: 'status' });
      return;
    }
    const before = await readSync(this.#db);
    const now = sources.now();
    // A learner who writes while the endpoint is away must not make the wait longer.
    const isEarly = retryAfter === null && now < before.retryAt;
    const failures = isEarly ? before.failures : before.failures + 1;
    const wait = isEarly ? before.retryAt - now : backOff(failures, random(), retryAfter);
    await this.#later(stateFor(code) ?? before.state, failures, wait);
  }

  /** Everything is asked for again after a time. */
  async #later(state: SyncState, failures: number, wait: number): Promise<void> {
    await this.#say(state, { failures, retryAt: this.#ports.sources.now() + wait });
    if (!this.#isStopped) this.#cancelRetry = this.#ports.timer(() => this.#inBackground(this.#ask('all')), wait);
  }

  /** Something is to leave by itself a little later. */
  async #wakeForNods(): Promise<void> {
    const wait = await untilNodsLeave(this.#db, this.#ports.sources);
    if (wait === null || this.#isStopped) return;
    this.#cancelRetry = this.#ports.timer(() => this.#inBackground(this.#ask('push')), wait);
  }

  async #say(state: SyncState, memory: { failures: number; retryAt: number }): Promise<void> {
    if (await updateSync(this.#db, { state, ...memory })) this.#ports.tell({ event: 'status' });
  }

  #connect(address: LiveAddress): void {
    const { endpoint, token } = address;
    const connection = this.#connection;
    if (this.#isStopped || (connection?.endpoint === endpoint && connection.token === token)) return;
    connection?.live.close();
    const live = openLive(this.#ports, address, {
      hear: (event) => {
        if (this.#connection !== mine) return;
        this.#events = this.#events.then(() => this.#hear(mine, event)).catch(this.#ports.report);
      },
      ended: () => {
        if (this.#connection === mine) this.#lost();
      },
    });
    const mine: Connection = { live, ...address, epoch: null };
    this.#connection = mine;
  }

  #lost(): void {
    this.#connection = null;
    const wait = backOff(++this.#liveFailures, this.#ports.random(), null);
    this.#cancelRetry();
    this.#cancelRetry = this.#ports.timer(() => this.#inBackground(this.#ask('all')), wait);
  }

  async #hear(connection: Connection, event: LiveEvent): Promise<void> {
    switch (event.type) {
      case 'welcome': {
        connection.epoch = event.epoch;
        this.#liveFailures = 0;
        const { epoch } = await readSync(this.#db);
        const isBehind = await Promise.all(
          event.heads.map(async ({ group, head }) => (await cursorOf(this.#db, group, event.epoch)) < head),
        );
        if (epoch !== event.epoch || isBehind.includes(true)) this.#inBackground(this.#ask('all'));
        return;
      }
      case 'rows': {
        if (connection.epoch === null) return;
        const { group, after, cursor, rows } = event;
        const stretch = { group, after, cursor, epoch: connection.epoch, rows };
        const applied = await applyRows(this.#db, stretch, this.#ports.sources);
        if (applied.status === 'gap') this.#inBackground(this.#ask('all'));
        if (applied.status !== 'stored') return;
        if (await hasWantedImages(this.#db)) this.#inBackground(this.#ask('push'));
        if (applied.lacks) this.#inBackground(this.#ask('all'));
        if (applied.keys.length > 0) this.#ports.tell({ event: 'notes', keys: applied.keys });
        if (applied.membersChanged) this.#ports.tell({ event: 'status' });
        return;
      }
      case 'hint':
      case 'groups':
        this.#inBackground(this.#ask('all'));
        return;
      case 'error':
        connection.live.close();
        // The next run learns over HTTP what it means, in one place.
        this.#lost();
        return;
      case 'pong':
        return;
    }
  }

  #inBackground(work: Promise<void>): void {
    work.catch(this.#ports.report);
  }
}

/** Null: nothing that a learner could do anything about; it is tried again. */
function stateFor(code: Failure['code']): SyncState | null {
  if (code === 'not-endpoint') return 'not-endpoint';
  if (code === 'upgrade_needed' || code === 'bad_request') return 'outdated';
  if (code === 'endpoint_outdated') return 'endpoint-outdated';
  return code === 'too_many' ? null : 'unreachable';
}
