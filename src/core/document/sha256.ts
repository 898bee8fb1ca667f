/**
 * SHA-256 (FIPS 180-4), synchronous: what must not leave this device in plain words (a path on
 * its disk, a token in an address) still tells one document from another. Web Crypto only answers
 * later, and a key is asked for while a screen is being drawn.
 */

type State = readonly [number, number, number, number, number, number, number, number];

/** The first 128 bits as 32 hexadecimal digits. */
export function digest(text: string): string {
  const words = padded(utf8(text));
  let state: State = [a0, a1, a2, a3, a4, a5, a6, a7];
  for (let at = 0; at < words.length; at += 16) state = compress(state, words.slice(at, at + 16));
  return state
    .slice(0, 4)
    .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

function utf8(text: string): number[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length; at++) {
    const isByte = encoded[at] === '%';
    bytes.push(isByte ? Number.parseInt(encoded.slice(at + 1, at + 3), 16) : encoded.charCodeAt(at));
    if (isByte) at += 2;
  }
  return bytes;
}

/** §5.1.1: a one, zeros, and the length in bits. */
function padded(bytes: readonly number[]): number[] {
  const words = Array.from({ length: (((bytes.length + 8) >> 6) + 1) * 16 }, () => 0);
  for (const [at, byte] of [...bytes, 0x80].entries()) words[at >> 2]! |= byte << (24 - (at % 4) * 8);
  words[words.length - 1] = bytes.length * 8;
  return words;
}

const PRIMES = primes(64);
/** §4.2.2, §5.3.3: fractional parts of the cube and square roots of the first primes. */
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const [a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0] = PRIMES.map((prime) =>
  fraction(Math.sqrt(prime)),
);

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) | 0;
}

/** §6.2.2 */
function compress(state: State, block: readonly number[]): State {
  const w = [...block];
  for (let t = 16; t < 64; t++) {
    const [early, late] = [w[t - 15]!, w[t - 2]!];
    const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    w.push((w[t - 16]! + small0 + w[t - 7]! + small1) | 0);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + ROUND[t]! + w[t]!) | 0;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const [s, t, u, v, x, y, z, q] = state;
  return [(s + a) | 0, (t + b) | 0, (u + c) | 0, (v + d) | 0, (x + e) | 0, (y + f) | 0, (z + g) | 0, (q + h) | 0];
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
