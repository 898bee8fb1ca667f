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
  async count(tab: Tab): Promise<void> {
    const { keys, onlyMe } = this.#askedFor(tab);
    const { count } = await readPassages(this.#db, keys, onlyMe);
    await this.#ports.show(tab.id, count);
  }

  /** Notes of these documents changed; null = of any. */
  async countAll(keys: readonly string[] | null): Promise<void> {
    for (const tab of await this.#ports.tabs()) {
      if (keys === null || this.#askedFor(tab).keys.some((key) => keys.includes(key))) await this.count(tab);
    }
  }

  #askedFor({ id, url }: Tab): Pick<Known, 'keys' | 'onlyMe'> {
    const known = this.#known.get(id);
    if (known?.url === bare(url)) return known;
    this.#known.delete(id);
    const key = documentKey(url);
    return { keys: key === null ? [] : [key], onlyMe: false };
  }

  forget(tab: number): void {
    this.#known.delete(tab);
  }
}

function bare(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
