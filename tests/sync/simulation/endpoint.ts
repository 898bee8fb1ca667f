/**
 * The endpoint of a simulation: the real one over a real file, without its port. It can be
 * restarted, come back from an older copy of its file, and its operator can take a member out.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Id } from '../../../src/core/id.ts';
import type { Session } from '../../../src/protocol/sync.ts';
import type { Account } from '../../../src/server/accounts/accounts.ts';
import { createApp } from '../../../src/server/app.ts';
import { startEndpoint, type Endpoint } from '../../../src/server/endpoint.ts';
import { addMember, changeMember } from '../../../src/server/groups/membership.ts';
import type { Deps } from '../../../src/server/http/endpoint-env.ts';
import { createLimits } from '../../../src/server/http/limits.ts';
import type { GroupChange, Writing } from '../../../src/server/sync/write-record.ts';

export const URL_OF_ENDPOINT = 'http://endpoint.test';

/** A folder in memory where the machine has one: these files are written thousands of times. */
export function scratchFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'commonplace-simulation-'));
}

export class SimulatedEndpoint {
  readonly #path: string;
  readonly #now: () => number;
  readonly #sessions: ReadonlyMap<string, Account>;
  #running: Endpoint | null = null;
  #deps: Deps | null = null;
  #handle: (request: Request) => Promise<Response> = () => Promise.reject(new TypeError('nobody is there'));

  constructor(folder: string, sessions: readonly Session[], now: () => number) {
    this.#path = join(folder, 'endpoint.db');
    this.#now = now;
    this.#sessions = new Map(sessions.map(({ token, user }) => [token, user]));
  }

  get deps(): Deps {
    if (!this.#deps) throw new Error('the endpoint is down');
    return this.#deps;
  }

  async start(): Promise<void> {
    const config = {
      port: 0,
      host: '127.0.0.1',
      database: { kind: 'sqlite' as const, path: this.#path },
      publicUrl: null,
      secret: 's'.repeat(32),
      sample: false,
      proxies: [],
    };
    let running: Endpoint | null = null;
    const fail = (error: unknown): void => {
      // What was still to be told to sockets when it stopped is told to nobody, also where the next one runs by then.
      if (running && this.#running === running) throw error;
    };
    running = await startEndpoint(config, {
      now: this.#now,
      report: fail,
      limits: createLimits(this.#now),
      // Real time is no part of a simulation.
      indexPatience: 600_000,
    });
    this.#running = running;
    this.#makeAccounts();
    // Who has which token is settled before: accounts are not what is simulated.
    const whoIs = async (token: string): Promise<Account | null> => this.#sessions.get(token) ?? null;
    this.#deps = { ...running.deps, accounts: { ...running.deps.accounts, whoIs } };
    const app = createApp(this.#deps);
    // Without Node's own request and answer: nobody has an address, and nothing is logged.
    this.#handle = async (request) => app.fetch(request, {});
  }

  /** Whoever makes a group or comes into one has an account. */
  #makeAccounts(): void {
    const db = new DatabaseSync(this.#path);
    const make = db.prepare(`
      INSERT OR IGNORE INTO account_user (id, name, email, emailVerified, createdAt, updatedAt) VALUES (?, ?, ?, 0, ?, ?)`);
    const at = new Date(this.#now()).toISOString();
    for (const { id, name } of this.#sessions.values()) make.run(id, name, `${id}@guest.invalid`, at, at);
    db.close();
  }

  async stop(): Promise<void> {
    this.#handle = () => Promise.reject(new TypeError('nobody is there'));
    const stopping = this.#running;
    this.#running = null;
    await stopping?.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Its answer, when sockets are told of it as well: which of them comes first would be the machine's. */
  async handle(request: Request): Promise<Response> {
    const response = await this.#handle(request);
    await this.told();
    return response;
  }

  /** When everything that was to be told to sockets is told. */
  async told(): Promise<void> {
    await this.#deps?.hub.ended();
  }

  /** A copy as SQLite makes it, into a file that is not there yet. */
  snapshot(file: string): void {
    const db = new DatabaseSync(this.#path, { readOnly: true });
    db.exec(`VACUUM INTO '${file}'`);
    db.close();
  }

  /** What an operator's restore does: the file of before, under a new epoch. */
  async restore(file: string, epoch: string): Promise<void> {
    await this.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(this.#path + end, { force: true });
    copyFileSync(file, this.#path);
    const db = new DatabaseSync(this.#path);
    db.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(epoch);
    db.close();
    await this.start();
  }

  /** Puts somebody into the group, or takes them out, whatever they were before. */
  async setMember(group: Id, member: Id, status: 'active' | 'removed'): Promise<void> {
    const { storage, hub } = this.deps;
    const changes: GroupChange[] = await storage.transact([group], async (tx) => {
      const writing: Writing = { tx, now: this.#now(), changes: new Map() };
      const held = await tx.membership(group, member);
      if (!held) await addMember(writing, { group, member, name: 'Member', role: 'member' });
      else if (held.status !== status) await changeMember(writing, held, { status });
      return [...writing.changes.values()];
    });
    hub.announce(changes);
    hub.groupsChanged(member);
    await this.told();
  }
}
