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

/**
 * Indexes every sequence of a text or, where texts to be searched for are given, those that occur in one of them: the
 * answers about these are the same, and a few passages need no index of the whole page. Every step is short.
 *
 * The sort goes by the first bits of the buckets and then by all of them, so that what is written next to each other
 * lies near each other in memory: on a long page that is what takes the time.
 */
export function* gramSteps(units: Uint16Array, wanted?: readonly Uint16Array[]): Generator<void, GramIndex> {
  const size = isDense(units) ? DENSE : SPACED;
  const count = Math.max(0, units.length - size + 1);
  const mask = count > LONG ? 1 : 0;
  const bits = Math.max(12, Math.min(21, 33 - Math.clz32(count >>> mask)));
  const shift = 32 - bits;
  const coarse = bits - COARSE;
  const asked = wanted && bucketsOf(wanted, size, shift);
  const hits = new Int32Array(count);
  const buckets = new Int32Array(count);
  const parts = new Int32Array((1 << COARSE) + 1);
  let found = 0;
  for (let from = 0; from < count; from += STEP) {
    eachGram(units.subarray(from, Math.min(units.length, from + STEP + size - 1)), size, (at, hash) => {
      if (hash & mask) return;
      const bucket = hash >>> shift;
      if (asked && !(asked[bucket >>> 5]! & (1 << (bucket & 31)))) return;
      hits[found] = from + at;
      buckets[found++] = bucket;
      parts[(bucket >>> coarse) + 1] = parts[(bucket >>> coarse) + 1]! + 1;
    });
    yield;
  }
  for (let i = 1; i < parts.length; i++) parts[i] = parts[i]! + parts[i - 1]!;
  const sortedHits = new Int32Array(found);
  const sortedBuckets = new Int32Array(found);
  for (let k = 0; k < found; k++) {
    const bucket = buckets[k]!;
    const place = parts[bucket >>> coarse]!++;
    sortedHits[place] = hits[k]!;
    sortedBuckets[place] = bucket;
    if (k % STEP === STEP - 1) yield;
  }
  const starts = new Int32Array((1 << bits) + 2);
  yield;
  for (let k = 0; k < found; k++) {
    starts[sortedBuckets[k]! + 2]!++;
    if (k % STEP === STEP - 1) yield;
  }
  for (let i = 2; i < starts.length; i++) {
    starts[i] = starts[i]! + starts[i - 1]!;
    if (i % (8 * STEP) === 0) yield;
  }
  const places = new Int32Array(found);
  for (let k = 0; k < found; k++) {
    places[starts[sortedBuckets[k]! + 1]!++] = sortedHits[k]!;
    if (k % STEP === STEP - 1) yield;
  }
  return { size, shift, mask, starts, places };
}

/** Bits to sort by first. */
const COARSE = 8;
/** Positions to look at before others may have their turn. */
const STEP = 1 << 16;

/** The buckets of some texts' sequences, a bit each. */
function bucketsOf(texts: readonly Uint16Array[], size: number, shift: number): Int32Array {
  const bits = new Int32Array(1 << (32 - shift - 5));
  for (const text of texts)
    eachGram(text, size, (_, hash) => {
      const bucket = hash >>> shift;
      bits[bucket >>> 5] = bits[bucket >>> 5]! | (1 << (bucket & 31));
    });
  return bits;
}

/** Calls back with the hash of every sequence of a length. */
export function eachGram(units: Uint16Array, size: number, visit: (at: number, hash: number) => void): void {
  let dropped = 1;
  for (let i = 0; i < size; i++) dropped = Math.imul(dropped, BASE);
  let rolling = 0;
  for (let i = 0; i < units.length; i++) {
    rolling = (Math.imul(rolling, BASE) + units[i]!) | 0;
    if (i >= size) rolling = (rolling - Math.imul(units[i - size]!, dropped)) | 0;
    if (i >= size - 1) visit(i - size + 1, spread(rolling));
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
  return Math.imul(rolling ^ (rolling >>> 15), SPREAD) >>> 0;
}

/** Scripts written without spaces carry a word in one or two units. */
export function isDense(units: Uint16Array): boolean {
  let dense = 0;
  for (let i = 0; i < units.length; i++) if (units[i]! >= 0x2e80 && units[i]! < 0xfb00) dense++;
  return dense * 3 > units.length;
}

const BASE = 0x01000193;
const SPREAD = 0x9e3779b1 | 0;
