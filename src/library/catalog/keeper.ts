/** Keeps the index up to date while the library is open, and tells what has changed; not more often than others can bear. */
import type { Facts } from '../../core/search/facts.ts';
import { onChangedTables } from '../../store/changed-tables.ts';
import { CONTEXT_TABLES, type Reading, readContext } from '../../store/read-context.ts';
import type { Store } from '../../store/database.ts';
import { readFacts } from '../../store/search-facts.ts';
import { SearchIndex } from '../../store/search-index.ts';
import type { News } from './messages.ts';

/** Milliseconds between two refreshes at least, and how much longer than one of them the pause is. */
const PAUSE = 250;
const REST = 3;
/** Notes that come one after the other in less are many, as those of an import are: they are let come, but no longer than so. */
const STREAM = 500;
const LONGEST = 5000;
/** So often a search that is shown is asked again while the index grows. */
const GROWING = 1000;

const OF_NOTES = ['annotations', 'shelves', 'receipts'];
const OF_FACTS = ['groups', 'memberships', 'meta', 'unplaced', 'reactions'];

export class Keeper {
  readonly index: SearchIndex;
  readonly #db: Store;
  readonly #tell: (news: News) => void;
  readonly #facts = new Map<boolean, Promise<Facts>>();
  readonly #readings = new Map<boolean, Promise<Reading>>();
  readonly #ready = Promise.withResolvers<void>();
  #isDue = false;
  #changedAt = 0;
  #isRunning = false;
  #toldAt = 0;

  constructor(db: Store, tell: (news: News) => void) {
    this.#db = db;
    this.#tell = tell;
    this.index = new SearchIndex(db, (progress) => {
      tell({ news: 'progress', progress });
      if (progress && performance.now() - this.#toldAt > GROWING) this.#tellNotes();
    });
  }

  /** Resolves when everything can be found for the first time. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Read again when something of it has changed. */
  readonly factsOf = (withMuted: boolean): Promise<Facts> =>
    kept(this.#facts, withMuted, () => readFacts(this.#db, withMuted));

  /** What notes are read by, likewise. */
  readonly readingOf = (withMuted: boolean): Promise<Reading> =>
    kept(this.#readings, withMuted, () => this.#db.read(() => readContext(this.#db, withMuted)));

  /** Resolves when the first of what was kept is here, so that there is something to show; goes on by itself. */
  start(signal: AbortSignal): Promise<void> {
    onChangedTables(this.#db, (tables) => this.#changed(tables), signal);
    // Read beside the index: a search needs both.
    this.factsOf(false).catch(() => undefined);
    return new Promise((resolve, reject) => {
      this.#open(resolve).catch(reject);
    });
  }

  async #open(hasSome: () => void): Promise<void> {
    this.#isRunning = true;
    await this.index.open(() => {
      hasSome();
      if (performance.now() - this.#toldAt > GROWING) this.#tellNotes();
    });
    hasSome();
    this.#tellNotes();
    this.#isRunning = false;
    this.#isDue = true;
    void this.#run();
  }

  #changed(tables: ReadonlySet<string>): void {
    if (CONTEXT_TABLES.some((table) => tables.has(table))) this.#readings.clear();
    if (OF_FACTS.some((table) => tables.has(table))) {
      this.#facts.clear();
      this.#tellNotes();
    }
    if (!OF_NOTES.some((table) => tables.has(table))) return;
    this.#isDue = true;
    this.#changedAt = performance.now();
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#isDue) {
      this.#isDue = false;
      const begun = performance.now();
      const { version } = this.index.catalog;
      await this.index.refresh().catch((error: unknown) => this.#tell({ news: 'failed', message: String(error) }));
      if (this.index.catalog.version !== version) this.#tellNotes();
      this.#ready.resolve();
      const rest = Math.max(PAUSE, (performance.now() - begun) * REST);
      await pause(rest);
      const since = performance.now();
      const isStream = (): boolean => this.#isDue && performance.now() - this.#changedAt < STREAM;
      while (isStream() && performance.now() - since < LONGEST) await pause(PAUSE);
    }
    this.#isRunning = false;
  }

  #tellNotes(): void {
    this.#toldAt = performance.now();
    this.#tell({ news: 'notes' });
  }
}

function kept<T>(known: Map<boolean, Promise<T>>, withMuted: boolean, read: () => Promise<T>): Promise<T> {
  const before = known.get(withMuted);
  if (before) return before;
  const reading = read();
  known.set(withMuted, reading);
  // What could not be read is tried again.
  reading.catch(() => known.delete(withMuted));
  return reading;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
