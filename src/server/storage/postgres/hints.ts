/**
 * Hints between processes by NOTIFY, outside every data transaction: in one, all commits of the
 * database would queue for the notification lock. What is to be told within a moment goes
 * together. The listening connection is one of its own, opened again whenever it breaks.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Client, Pool } from 'pg';
import * as v from 'valibot';
import { id } from '../../../core/id.ts';
import type { Id } from '../../../core/id.ts';
import type { Hint, Hints } from '../../live/hints.ts';
import { clientConfig } from './pools.ts';

const CHANNEL = 'commonplace';
/** What is told within this time goes in one message: nobody sees it, and a busy class costs little. */
const GATHER_MS = 15;
const RECONNECT_MS = 1_000;
/** NOTIFY carries less than 8000 bytes; an id takes 25 of them. */
const IDS_A_MESSAGE = 250;

const message = v.object({ from: v.string(), groups: v.array(id), users: v.array(id) });

export class PostgresHints implements Hints {
  readonly #url: string;
  readonly #pool: Pool;
  /** Tells our own messages apart, which come back to us. */
  readonly #self = randomUUID();
  readonly #groups = new Set<Id>();
  readonly #users = new Set<Id>();
  #gathering: NodeJS.Timeout | null = null;
  #reconnecting: NodeJS.Timeout | null = null;
  #client: Client | null = null;
  #isClosed = false;

  constructor(url: string, pool: Pool) {
    this.#url = url;
    this.#pool = pool;
  }

  tell({ groups = [], users = [] }: Partial<Hint>): void {
    for (const group of groups) this.#groups.add(group);
    for (const user of users) this.#users.add(user);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      // Lost while the database is away: the other processes look for themselves.
      this.#send().catch(() => {});
    }, GATHER_MS);
  }

  listen(heard: (hint: Hint) => void, missed: () => void): void {
    if (this.#isClosed) return;
    const client = new pg.Client(clientConfig({ url: this.#url }));
    this.#client = client;
    const again = (): void => {
      if (this.#client !== client) return;
      this.#client = null;
      client.end().catch(() => {});
      if (!this.#isClosed) this.#reconnecting = setTimeout(() => this.listen(heard, missed), RECONNECT_MS);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => {
      const hint = parse(payload);
      if (hint && hint.from !== this.#self) heard(hint);
    });
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .then(missed)
      .catch(again);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of [this.#gathering, this.#reconnecting]) if (timer) clearTimeout(timer);
    await this.#send().catch(() => {});
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }

  async #send(): Promise<void> {
    const groups = take(this.#groups);
    const users = take(this.#users);
    for (let at = 0; at < Math.max(groups.length, users.length); at += IDS_A_MESSAGE / 2) {
      const part = (ids: Id[]): Id[] => ids.slice(at, at + IDS_A_MESSAGE / 2);
      const payload = JSON.stringify({ from: this.#self, groups: part(groups), users: part(users) });
      await this.#pool.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
    }
  }
}

function take(ids: Set<Id>): Id[] {
  const taken = [...ids];
  ids.clear();
  return taken;
}

function parse(payload: string | undefined): v.InferOutput<typeof message> | null {
  try {
    const parsed = v.safeParse(message, JSON.parse(payload ?? ''));
    return parsed.success ? parsed.output : null;
  } catch {
    // Anybody with the database's password may write to the channel.
    return null;
  }
}
