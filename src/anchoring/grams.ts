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
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** Indexes every sequence of a text. */
export function indexGrams(units: Uint16Array): GramIndex {
  const size = isDense(units) ? DENSE : SPACED;
  const count = Math.max(0, units.length - size + 1);
  const bits = Math.max(12, Math.min(21, 33 - Math.clz32(count)));
  const shift = 32 - bits;
  const starts = new Int32Array((1 << bits) + 2);
  const hashes = new Int32Array(count);
  eachGram(units, size, (at, hash) => {
    const bucket = hash >>> shift;
    hashes[at] = bucket;
    starts[bucket + 2] = starts[bucket + 2]! + 1;
  });
  for (let i = 2; i < starts.length; i++) starts[i] = starts[i]! + starts[i - 1]!;
  const places = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const bucket = hashes[at]! + 1;
    const place = starts[bucket]!;
    places[place] = at;
    starts[bucket] = place + 1;
  }
  return { size, shift, starts, places };
}

/** Calls back with the hash of every sequence of a length. */
export function eachGram(units: Uint16Array, size: number, visit: (at: number, hash: number) => void): void {
  let dropped = 1;
  for (let i = 0; i < size; i++) dropped = Math.imul(dropped, BASE);
  let rolling = 0;
  for (let i = 0; i < units.length; i++) {
    rolling = (Math.imul(rolling, BASE) + units[i]!) | 0;
    if (i >= size) rolling = (rolling - Math.imul(units[i - size]!, dropped)) | 0;
    if (i >= size - 1) visit(i - size + 1, Math.imul(rolling ^ (rolling >>> 15), SPREAD) >>> 0);
  }
}

/** Scripts written without spaces carry a word in one or two units. */
export function isDense(units: Uint16Array): boolean {
  let dense = 0;
  for (let i = 0; i < units.length; i++) if (units[i]! >= 0x2e80 && units[i]! < 0xfb00) dense++;
  return dense * 3 > units.length;
}

const BASE = 0x01000193;
const SPREAD = 0x9e3779b1 | 0;
