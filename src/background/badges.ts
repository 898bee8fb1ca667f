/**
 * Which tab shows which document, for what follows from a change: the number on the tab's badge,
 * counted on this device, and the word to the page that it should look again. What a page said
 * about itself is remembered while the worker lives; without it the address alone is known.
 */
import { documentKey } from '../core/document.ts';
import type { Store } from '../store/database.ts';
import { readPassages } from '../store/read-passages.ts';

export type BadgePorts = {
  show: (tab: number, count: number) => Promise<void>;
  tabs: () => Promise<{ id: number; url: string }[]>;
  /** Has the page of a tab read its notes again. */
  refresh: (tab: number) => void;
};

type Tab = { id: number; url: string };
/** `onlyMe` = its owner declines; null where that is not known, since nothing was to be counted when it spoke. */
type Known = { url: string; keys: readonly string[]; onlyMe: boolean | null };

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
    const known = this.#knownAt(tab);
    const keys = known?.keys ?? keysOf(tab);
    // Most tabs are opened empty, or with a page of the browser's or ours.
    const count =
      keys.length === 0 ? 0 : (await readPassages(this.#db, keys, { onlyMe: known?.onlyMe ?? false })).count;
    // It has spoken meanwhile, and knows better.
    if (this.#known.get(tab.id) !== known) return;
    // Whose notes are to be counted is found out when it looks again, as it is told to.
    if (known?.onlyMe === null && count > 0) return;
    await this.#ports.show(tab.id, count);
  }

  /** Notes of these documents changed; null = of any. */
  async changed(keys: readonly string[] | null): Promise<void> {
    const concerned = (await this.#ports.tabs()).filter((tab) => this.#mayConcern(tab, keys));
    // Not waited for: a page that the browser has put to sleep answers when it wakes.
    for (const { id } of concerned) this.#ports.refresh(id);
    for (const tab of concerned) await this.count(tab);
  }

  /** A page that has not spoken to this worker may have other names than its address: it is told of everything. */
  #mayConcern(tab: Tab, keys: readonly string[] | null): boolean {
    const known = this.#known.get(tab.id);
    if (keys === null || known?.url !== bare(tab.url)) return true;
    return known.keys.some((key) => keys.includes(key));
  }

  /** What the page of a tab has said; of another one before it all is forgotten. */
  #knownAt({ id, url }: Tab): Known | undefined {
    const known = this.#known.get(id);
    if (known?.url === bare(url)) return known;
    this.#known.delete(id);
    return undefined;
  }

  forget(tab: number): void {
    this.#known.delete(tab);
  }
}

function keysOf({ url }: Tab): string[] {
  const key = documentKey(url);
  return key === null ? [] : [key];
}

function bare(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
