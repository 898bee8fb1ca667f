/**
 * The search index of this device and how it keeps up with the notes (ADR 0050). Nothing that writes a note knows of it: what
 * has changed is told by the numbers of the shelves, which never change, and for notes with records of their own by a stamp. What
 * was built is kept, so that the next opening finds the most of it ready; it can be thrown away at any time.
 */
import type { Id } from '../core/id.ts';
import { Catalog } from '../core/search/catalog.ts';
import { type Entry, entryOf } from '../core/search/entry.ts';
import { buildSegment, type Segment } from '../core/search/segment.ts';
import { WORD_FORM } from '../core/search/words.ts';
import type { Store } from './database.ts';
import { notesOn } from './packed-notes.ts';
import { packed, unpacked } from './packed-segment.ts';
import { everyReceipt } from './receipts.ts';
import type { KeptSegment, StoredAnnotation } from './records.ts';

/** How far it has come, in notes. */
export type IndexProgress = { done: number; of: number };

/** Shelves, and notes, that become one segment: searches wait no longer than it takes to build one. */
const SHELVES = 100;
const NOTES = 2000;
/** Read at once. */
const SLICE = 500;

/** Notes to be read together. */
export type NoteBatch = { ids: Id[]; shelves: number[] };

type Held = { n: number | undefined; shelves: KeptSegment['shelves']; segment: Segment; living: number };

export class SearchIndex {
  readonly catalog = new Catalog();
  readonly #db: Store;
  readonly #tell: (progress: IndexProgress | null) => void;
  readonly #held = new Set<Held>();
  readonly #ofSegment = new WeakMap<Segment, Held>();
  readonly #ofShelf = new Map<number, { held: Held; at: number }>();
  readonly #ofNote = new Map<string, { held: Held; row: number; stamp: string }>();
  /** Too few to be kept: they are built anew whenever there is one more. */
  #few = new Map<string, Entry>();
  #fewSegment: Segment | null = null;

  /** @param tell how far it has come with what there was not before; null when it is up to date */
  constructor(db: Store, tell: (progress: IndexProgress | null) => void = () => undefined) {
    this.#db = db;
    this.#tell = tell;
  }

  /** What was kept, what came last first; it may be behind. @param visit called after each part of it */
  async open(visit: () => void = () => undefined): Promise<void> {
    for (const n of await this.#db.segments.toCollection().primaryKeys()) {
      const kept = await this.#db.segments.get(n);
      // Words that were folded otherwise would not be found: they are read anew from the notes.
      if (kept && kept.form !== WORD_FORM) await this.#db.segments.delete(n);
      else if (kept) this.#hold({ n, shelves: kept.shelves, segment: unpacked(kept.segment) });
      visit();
    }
  }

  /** Brings it up to date, a slice at a time. */
  async refresh(): Promise<void> {
    await this.#refreshShelves();
    await this.#refreshNotes();
    await this.#tidy();
    this.#tell(null);
  }

  /**
   * Notes in batches of about so many, of which no two need the same shelf; `shelves` is where those of a batch stood
   * when it was last brought up to date.
   */
  batchesOf(ids: readonly Id[], size: number): NoteBatch[] {
    const wanted = new Set(ids);
    const byShelf = new Map<number, Id[]>();
    for (const { shelves, segment } of this.#held) {
      for (const [at, number] of shelves?.numbers.entries() ?? []) {
        const end = shelves?.rowStarts[at + 1] ?? segment.size;
        for (let row = shelves?.rowStarts[at] ?? 0; row < end; row++) {
          const id = segment.ids[row] ?? '';
          if (!wanted.delete(id)) continue;
          const known = byShelf.get(number);
          if (known) known.push(id);
          else byShelf.set(number, [id]);
        }
      }
    }
    const batches: NoteBatch[] = [];
    for (const [number, some] of [...byShelf].sort(([a], [b]) => a - b)) {
      const last = batches.at(-1);
      if (last && last.ids.length + some.length <= size) {
        last.ids.push(...some);
        last.shelves.push(number);
      } else batches.push({ ids: some, shelves: [number] });
    }
    const others = [...wanted];
    for (let at = 0; at < others.length; at += size) batches.push({ ids: others.slice(at, at + size), shelves: [] });
    return batches;
  }

  /** On which shelves these rows of the catalogue stand; those of notes with records of their own are on none. */
  shelvesOf(rows: Iterable<number>): number[] {
    const numbers = new Set<number>();
    for (const row of rows) {
      const part = this.catalog.partOf(row);
      const shelves = part && this.#ofSegment.get(part.segment)?.shelves;
      if (!shelves) continue;
      const at = shelves.rowStarts.findLastIndex((start) => start <= row - part.from);
      const number = shelves.numbers[at];
      if (number !== undefined) numbers.add(number);
    }
    return [...numbers];
  }

  async #refreshShelves(): Promise<void> {
    const numbers = await this.#db.shelves.toCollection().primaryKeys();
    const here = new Set(numbers);
    for (const [number, { held, at }] of this.#ofShelf) {
      if (here.has(number)) continue;
      this.#forgetShelf(held, at);
      this.#ofShelf.delete(number);
    }
    // The last to come stand on the last: they are what is looked for first.
    const fresh = numbers.filter((number) => !this.#ofShelf.has(number)).toReversed();
    for (let at = 0; at < fresh.length; at += SHELVES) {
      this.#tell({ done: at * this.#db.shelfSize, of: fresh.length * this.#db.shelfSize });
      await this.#takeShelves(fresh.slice(at, at + SHELVES));
    }
  }

  async #takeShelves(numbers: readonly number[]): Promise<void> {
    const entries: Entry[] = [];
    const shelves = { numbers: [] as number[], rowStarts: [] as number[] };
    const step = Math.max(1, Math.floor(SLICE / this.#db.shelfSize));
    for (let at = 0; at < numbers.length; at += step) {
      for (const shelf of await this.#db.shelves.bulkGet(numbers.slice(at, at + step))) {
        if (shelf?.n === undefined) continue;
        shelves.numbers.push(shelf.n);
        shelves.rowStarts.push(entries.length);
        for (const note of notesOn(shelf)) entries.push(...entriesOf(note));
      }
    }
    await this.#keep({ shelves, segment: buildSegment(entries) });
  }

  async #refreshNotes(): Promise<void> {
    const db = this.#db;
    const complete = await everyReceipt(db);
    const of = await db.annotations.count();
    const seen = new Set<string>();
    let fresh: Entry[] = [];
    let isFewChanged = false;
    for (let last = ''; ;) {
      const slice = await db.annotations.where(':id').above(last).limit(SLICE).toArray();
      for (const note of slice) {
        for (const entry of entriesOf(complete(note))) {
          seen.add(entry.id);
          const known = this.#few.get(entry.id)?.stamp ?? this.#ofNote.get(entry.id)?.stamp;
          if (known === entry.stamp) continue;
          this.#forgetNote(entry.id);
          fresh.push(entry);
        }
      }
      if (fresh.length >= NOTES) {
        this.#tell({ done: seen.size, of });
        await this.#keep({ shelves: null, segment: buildSegment(fresh) });
        fresh = [];
      }
      if (slice.length < SLICE) break;
      last = slice.at(-1)?.id ?? '';
    }
    for (const id of [...this.#ofNote.keys(), ...this.#few.keys()]) {
      if (seen.has(id)) continue;
      isFewChanged ||= this.#few.has(id);
      this.#forgetNote(id);
    }
    if (fresh.length === 0 && !isFewChanged) return;
    for (const entry of fresh) this.#few.set(entry.id, entry);
    await this.#buildFew();
  }

  async #buildFew(): Promise<void> {
    if (this.#fewSegment) this.catalog.drop(this.#fewSegment);
    this.#fewSegment = null;
    const entries = [...this.#few.values()];
    if (entries.length === 0) return;
    const segment = buildSegment(entries);
    if (entries.length >= NOTES / 2) {
      this.#few = new Map();
      await this.#keep({ shelves: null, segment });
      return;
    }
    this.#fewSegment = segment;
    this.catalog.add(segment);
  }

  #forgetShelf(held: Held, at: number): void {
    const { rowStarts = [] } = held.shelves ?? {};
    const from = rowStarts[at] ?? 0;
    const to = rowStarts[at + 1] ?? held.segment.size;
    this.catalog.forget(held.segment, from, to);
    held.living -= to - from;
  }

  #forgetNote(id: string): void {
    this.#few.delete(id);
    const known = this.#ofNote.get(id);
    if (!known) return;
    this.catalog.forget(known.held.segment, known.row);
    known.held.living--;
    this.#ofNote.delete(id);
  }

  async #keep({ shelves, segment }: Pick<Held, 'shelves' | 'segment'>): Promise<void> {
    const held = this.#hold({ n: undefined, shelves, segment });
    // Without it everything is found all the same, and read anew the next time.
    held.n = await this.#db.segments.add({ shelves, segment: packed(segment), form: WORD_FORM }).catch(() => undefined);
  }

  #hold(kept: Omit<Held, 'living'>): Held {
    const { segment, shelves } = kept;
    const held = { ...kept, living: segment.size };
    this.#held.add(held);
    this.#ofSegment.set(segment, held);
    this.catalog.add(segment);
    for (const [at, number] of shelves?.numbers.entries() ?? []) {
      // Two libraries that are open at once both keep what they have built.
      if (this.#ofShelf.has(number)) this.#forgetShelf(held, at);
      else this.#ofShelf.set(number, { held, at });
    }
    if (shelves) return held;
    for (const [row, id] of segment.ids.entries()) {
      this.#forgetNote(id);
      this.#ofNote.set(id, { held, row, stamp: segment.stamps[row] ?? '' });
    }
    return held;
  }

  /** What is gone by half is read anew, in company of what is new. */
  async #tidy(): Promise<void> {
    for (const held of this.#held) {
      const { n, shelves, segment, living } = held;
      const isWorn = shelves ? living === 0 : living < segment.size / 2;
      if (!isWorn) continue;
      this.#held.delete(held);
      this.catalog.drop(segment);
      for (const [id, note] of this.#ofNote) if (note.held === held) this.#ofNote.delete(id);
      if (n !== undefined) await this.#db.segments.delete(n).catch(() => undefined);
      if (living > 0) await this.#refreshNotes();
    }
  }
}

/** Deleted ones are none. */
function entriesOf({ row, keys }: StoredAnnotation): Entry[] {
  return row.deleted ? [] : [entryOf(row, keys)];
}
