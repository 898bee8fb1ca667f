/**
 * Where every short sequence of a text occurs, as two typed arrays (a counting sort by hash). It makes searching for
 * thousands of passages cost the page once; hash collisions are harmless because every hit is verified.
 */

/** Length of the sequences. Six units are about a word of English and a phrase of Chinese. */
export const GRAM = 6;

/** Positions by hash: those of bucket `b` are `places[starts[b]] … places[starts[b + 1] - 1]`. */
export interface GramIndex {
  readonly shift: number;
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** Indexes every sequence of a text. */
export function indexGrams(units: Uint16Array): GramIndex {
  const count = Math.max(0, units.length - GRAM + 1);
  const bits = Math.max(8, Math.min(21, 32 - Math.clz32(count)));
  const shift = 32 - bits;
  const starts = new Int32Array((1 << bits) + 2);
  const hashes = new Int32Array(count);
  eachGram(units, (at, hash) => {
    const bucket = hash >>> shift;
    hashes[at] = bucket;
    starts[bucket + 2] = (starts[bucket + 2] ?? 0) + 1;
  });
  for (let i = 2; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const places = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const bucket = (hashes[at] ?? 0) + 1;
    const place = starts[bucket] ?? 0;
    places[place] = at;
    starts[bucket] = place + 1;
  }
  return { shift, starts, places };
}

/** Calls back with the hash of every sequence of a text. */
export function eachGram(units: Uint16Array, visit: (at: number, hash: number) => void): void {
  let rolling = 0;
  for (let i = 0; i < units.length; i++) {
    rolling = (Math.imul(rolling, BASE) + (units[i] ?? 0)) | 0;
    if (i >= GRAM) rolling = (rolling - Math.imul(units[i - GRAM] ?? 0, DROPPED)) | 0;
    if (i >= GRAM - 1) visit(i - GRAM + 1, Math.imul(rolling ^ (rolling >>> 15), SPREAD) >>> 0);
  }
}

const BASE = 0x01000193;
const SPREAD = 0x9e3779b1 | 0;
let power = 1;
for (let i = 0; i < GRAM; i++) power = Math.imul(power, BASE);
const DROPPED = power;
