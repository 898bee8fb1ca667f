/**
 * The number of notes on a tab's page, counted on this device: no request tells anybody where a
 * learner is. What a page said about itself is remembered while the worker lives; without it the
 * address alone is asked for.
 */
import { documentKey } from '../core/document.ts';
import type { Store } from '../store/database.ts';
import { readPassages } from '../store/read-passages.ts';

export type BadgePorts = {
  show: (tab: number, count: number) => Promise<void>;
  tabs: () => Promise<{ id: number; url: string }[]>;
};

type Tab = { id: number; url: string };
type Known = { url: string; keys: readonly string[]; onlyMe: boolean };

export class Badges {
  readonly #db: Store;
  readonly #ports: BadgePorts;
  readonly #known = new Map<number, Known>();

  constructor(db: Store, ports: BadgePorts) {
    this.#db = db;
    this.#ports = ports;
  }

  /** The page has spoken: these are its keys, and so many notes are on it. */
  async show({ id, url }: Tab, { keys, onlyMe }: Omit<Known, 'url'>, count: number): Promise<void> {
    this.#known.set(id, { url: bare(url), keys, onlyMe });
    await this.#ports.show(id, count);
  }

  /** A tab came to an address. */
  async count({ id, url }: Tab): Promise<void> {
    const known = this.#known.get(id);
    const key = documentKey(url);
    const isSame = known?.url === bare(url);
    if (!isSame) this.#known.delete(id);
    const asked = isSame ? known : { keys: key === null ? [] : [key], onlyMe: false };
    const { count } = await readPassages(this.#db, asked.keys, asked.onlyMe);
    await this.#ports.show(id, count);
  }

  /** Notes changed somewhere. */
  async countAll(): Promise<void> {
    for (const tab of await this.#ports.tabs()) await this.count(tab);
  }

  forget(tab: number): void {
    this.#known.delete(tab);
  }
}

function bare(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
