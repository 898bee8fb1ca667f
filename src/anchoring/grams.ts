/**
 * Where every short sequence of a text occurs, as two typed arrays (a counting sort by hash). It makes searching for
 * thousands of passages cost the page once; hash collisions are harmless because every hit is verified.
 */

/** Length of the sequences: about a word, in scripts with spaces and in those without. */
const SPACED = 6;
const DENSE = 3;

/** Positions by hash: those of bucket `b` are `places[starts[b]] … places[starts[b + 1] - 1]`. */
export interface GramIndex {
  /** Length of the sequences. */
  readonly size: number;
  readonly shift: number;
  /** Sequences whose hash has these bits are left out: of a long page, every other one tells enough. */
  readonly mask: number;
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** A page with more sequences than this is long. */
const LONG = 1 << 18;
/** Bits to sort by first. */
const COARSE = 8;
/** Positions to look at before others may have their turn. */
const STEP = 1 << 16;

/**
 * Indexes every sequence of a text or, where texts to be searched for are given, those that occur in one of them: the
 * answers about these are the same, and a few passages need no index of the whole page. Every step is short.
 */
export function* gramSteps(units: Uint16Array, wanted?: readonly Uint16Array[]): Generator<void, GramIndex> {
  const sort = new GramSort(units, wanted);
  yield* stretches(sort.count, (from, to) => sort.pick(from, to));
  sort.open();
  yield* stretches(sort.found, (from, to) => sort.part(from, to));
  yield* stretches(sort.found, (from, to) => sort.tally(from, to));
  yield* stretches(sort.buckets, (from, to) => sort.sum(from, to), 8 * STEP);
  yield* stretches(sort.found, (from, to) => sort.place(from, to));
  return sort.index;
}

function* stretches(count: number, go: (from: number, to: number) => void, step = STEP): Generator<void> {
  for (let from = 0; from < count; from += step) {
    go(from, Math.min(count, from + step));
    yield;
  }
}

/**
 * The counting sort, pass by pass, each a plain loop from a place to a place. It goes by the first bits of the buckets
 * and then by all of them, so that what is written next to each other lies near each other in memory: on a long page
 * that is what takes the time.
 */
class GramSort {
  readonly count: number;
  readonly buckets: number;
  found = 0;
  readonly #units: Uint16Array;
  readonly #size: number;
  readonly #mask: number;
  readonly #shift: number;
  readonly #coarse: number;
  readonly #asked: Int32Array | undefined;
  readonly #hashes: Int32Array;
  readonly #hits: Int32Array;
  readonly #bucketOf: Int32Array;
  readonly #parts = new Int32Array((1 << COARSE) + 1);
  #sortedHits = EMPTY;
  #sortedBuckets = EMPTY;
  #starts = EMPTY;
  #places = EMPTY;

  constructor(units: Uint16Array, wanted?: readonly Uint16Array[]) {
    this.#units = units;
    this.#size = isDense(units) ? DENSE : SPACED;
    this.count = Math.max(0, units.length - this.#size + 1);
    this.#mask = this.count > LONG ? 1 : 0;
    const bits = Math.max(12, Math.min(21, 33 - Math.clz32(this.count >>> this.#mask)));
    this.buckets = 1 << bits;
    this.#shift = 32 - bits;
    this.#coarse = bits - COARSE;
    this.#asked = wanted && bucketsOf(wanted, this.#size, this.#shift);
    this.#hashes = new Int32Array(Math.min(this.count, STEP));
    this.#hits = new Int32Array(this.count);
    this.#bucketOf = new Int32Array(this.count);
  }

  /** Picks the sequences to be sorted. */
  pick(from: number, to: number): void {
    const hashes = this.#hashes;
    const hits = this.#hits;
    const bucketOf = this.#bucketOf;
    const parts = this.#parts;
    const asked = this.#asked;
    const mask = this.#mask;
    const shift = this.#shift;
    const coarse = this.#coarse;
    hashSequences(this.#units, this.#size, from, to - from, hashes);
    let found = this.found;
    for (let at = from; at < to; at++) {
      const hash = hashes[at - from]!;
      if (hash & mask) continue;
      const bucket = hash >>> shift;
      if (asked && !(asked[bucket >>> 5]! & (1 << (bucket & 31)))) continue;
      hits[found] = at;
      bucketOf[found++] = bucket;
      parts[(bucket >>> coarse) + 1]!++;
    }
    this.found = found;
  }

  /** Makes room for what was picked. */
  open(): void {
    const parts = this.#parts;
    for (let i = 1; i < parts.length; i++) parts[i] = parts[i]! + parts[i - 1]!;
    this.#sortedHits = new Int32Array(this.found);
    this.#sortedBuckets = new Int32Array(this.found);
    this.#starts = new Int32Array(this.buckets + 2);
    this.#places = new Int32Array(this.found);
  }

  part(from: number, to: number): void {
    const hits = this.#hits;
    const bucketOf = this.#bucketOf;
    const parts = this.#parts;
    const sortedHits = this.#sortedHits;
    const sortedBuckets = this.#sortedBuckets;
    const coarse = this.#coarse;
    for (let k = from; k < to; k++) {
      const bucket = bucketOf[k]!;
      const place = parts[bucket >>> coarse]!++;
      sortedHits[place] = hits[k]!;
      sortedBuckets[place] = bucket;
    }
  }

  tally(from: number, to: number): void {
    const starts = this.#starts;
    const sortedBuckets = this.#sortedBuckets;
    for (let k = from; k < to; k++) starts[sortedBuckets[k]! + 2]!++;
  }

  sum(from: number, to: number): void {
    const starts = this.#starts;
    let sum = starts[from + 1]!;
    for (let i = from + 2; i < to + 2; i++) {
      sum += starts[i]!;
      starts[i] = sum;
    }
  }

  place(from: number, to: number): void {
    const starts = this.#starts;
    const places = this.#places;
    const sortedHits = this.#sortedHits;
    const sortedBuckets = this.#sortedBuckets;
    for (let k = from; k < to; k++) places[starts[sortedBuckets[k]! + 1]!++] = sortedHits[k]!;
  }

  get index(): GramIndex {
    return { size: this.#size, shift: this.#shift, mask: this.#mask, starts: this.#starts, places: this.#places };
  }
}

const EMPTY = new Int32Array(0);

/** The buckets of some texts' sequences, a bit each. */
function bucketsOf(texts: readonly Uint16Array[], size: number, shift: number): Int32Array {
  const bits = new Int32Array(1 << (32 - shift - 5));
  for (const text of texts)
    for (const hash of sequencesOf(text, size)) {
      const bucket = hash >>> shift;
      bits[bucket >>> 5] = bits[bucket >>> 5]! | (1 << (bucket & 31));
    }
  return bits;
}

/** The hashes of all sequences of a length in a text. */
export function sequencesOf(units: Uint16Array, size: number): Int32Array {
  const hashes = new Int32Array(Math.max(0, units.length - size + 1));
  hashSequences(units, size, 0, hashes.length, hashes);
  return hashes;
}

/** Writes the hashes of so many sequences, from a place in a text on. A plain loop: it goes over every unit of a page. */
function hashSequences(units: Uint16Array, size: number, from: number, count: number, hashes: Int32Array): void {
  let first = 1;
  for (let i = 1; i < size; i++) first = Math.imul(first, BASE);
  let rolling = 0;
  for (let i = 0; i < size - 1; i++) rolling = (Math.imul(rolling, BASE) + units[from + i]!) | 0;
  for (let k = 0; k < count; k++) {
    rolling = (Math.imul(rolling, BASE) + units[from + k + size - 1]!) | 0;
    hashes[k] = spread(rolling);
    rolling = (rolling - Math.imul(units[from + k]!, first)) | 0;
  }
}

/** The bucket of one sequence; -1 when the index leaves it out. */
export function bucketAt(units: Uint16Array, at: number, { size, shift, mask }: GramIndex): number {
  let rolling = 0;
  for (let i = at; i < at + size; i++) rolling = (Math.imul(rolling, BASE) + units[i]!) | 0;
  const hash = spread(rolling);
  return hash & mask ? -1 : hash >>> shift;
}

function spread(rolling: number): number {
  return Math.imul(rolling ^ (rolling >>> 15), SPREAD);
}

/** Scripts written without spaces carry a word in one or two units. */
export function isDense(units: Uint16Array): boolean {
  // a sample of a long text tells as well
  const step = 1 + (units.length >>> 14);
  let dense = 0;
  for (let i = 0; i < units.length; i += step) if (units[i]! >= 0x2e80 && units[i]! < 0xfb00) dense++;
  return dense * step * 3 > units.length;
}

const BASE = 0x01000193;
const SPREAD = 0x9e3779b1 | 0;
