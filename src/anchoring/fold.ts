/**
 * The form of a text in which passages are compared: composed (NFC), without white space, invisible characters and the
 * signs that Arabic and Hebrew may leave out, with one kind of quotation mark and dash. Separate because page and quote
 * must fold alike.
 */

import { countBelow } from './search.ts';

/** Folded text as UTF-16 units; `map[i]` is the offset in the original of unit `i`, `map[length]` its end. */
export interface Folded {
  readonly units: Uint16Array;
  readonly map: Int32Array;
}

/** Folds a text. Case is kept: it tells passages apart and rarely changes alone. */
export function fold(text: string): Folded {
  const { units, map } = foldForNow(text);
  return { units: units.slice(), map: map.slice() };
}

/** As `fold`, in memory that the next folding will use again: for thousands of short texts one after the other. */
export function foldForNow(text: string): Folded {
  const composed = compose(text);
  const source = composed?.text ?? text;
  const length = source.length;
  let { units, map } = roomFor(length);
  const folds = foldTable();
  let at = 0;
  for (let i = 0; i < length; i++) {
    const unit = folds[source.charCodeAt(i)]!;
    if (unit > EXPAND) {
      units[at] = unit;
      map[at++] = i;
    } else if (unit === EXPAND) {
      const parts = source.charAt(i).normalize('NFKC');
      if (at + parts.length + length - i > units.length)
        ({ units, map } = roomFor(units.length + 4096, { units, map }));
      for (let k = 0; k < parts.length; k++) {
        const part = folds[parts.charCodeAt(k)]!;
        if (part === DROP) continue;
        units[at] = part;
        map[at++] = i;
      }
    }
  }
  map[at] = length;
  if (composed) for (let i = 0; i <= at; i++) map[i] = composed.map[map[i]!]!;
  return { units: units.subarray(0, at), map: map.subarray(0, at + 1) };
}

/** Units kept ready; a longer text gets memory of its own. */
const SPARE = 1 << 14;
const spare: Folded = { units: new Uint16Array(SPARE), map: new Int32Array(SPARE + 1) };

/** Memory for so many units, beginning with those that are there. */
function roomFor(length: number, done?: Folded): Folded {
  if (length <= SPARE) return spare;
  const room = { units: new Uint16Array(length), map: new Int32Array(length + 1) };
  if (done) room.units.set(done.units);
  if (done) room.map.set(done.map);
  return room;
}

/** The first folded unit that stands at or after an offset of the original. */
export function foldedAt({ map }: Folded, offset: number): number {
  return Math.min(countBelow(map, offset), map.length - 1);
}

const DROP = 0;
const EXPAND = 1;
let table: Uint16Array | undefined;

function foldTable(): Uint16Array {
  if (table) return table;
  const made = new Uint16Array(0x10000);
  for (let i = 0x21; i < 0x10000; i++) made[i] = i;
  const fill = (to: number, ...spans: readonly (readonly [number, number])[]) => {
    for (const [first, last] of spans) made.fill(to, first, last + 1);
  };
  // white space, soft hyphen, zero-width and direction marks, variation selectors: nobody sees them
  fill(DROP, [0x7f, 0xa0], [0xad, 0xad], [0x1680, 0x1680], [0x180e, 0x180e], [0x2000, 0x200f]);
  fill(DROP, [0x2028, 0x202f], [0x205f, 0x206f], [0x3000, 0x3000], [0xfe00, 0xfe0f], [0xfeff, 0xfeff]);
  // the same words are printed with and without points, vowel signs and lengthening (Unicode core specification §9.1, §9.2)
  fill(DROP, [0x591, 0x5bd], [0x5bf, 0x5bf], [0x5c1, 0x5c2], [0x5c4, 0x5c5], [0x5c7, 0x5c7], [0x610, 0x61c]);
  fill(DROP, [0x640, 0x640], [0x64b, 0x652], [0x656, 0x65e], [0x670, 0x670], [0x6d6, 0x6dc], [0x6df, 0x6e4]);
  fill(DROP, [0x6e7, 0x6e8], [0x6ea, 0x6ed]);
  for (let i = 0xff01; i <= 0xff5e; i++) made[i] = i - 0xfee0;
  fill(0x27, [0x5f3, 0x5f3], [0x2018, 0x201b], [0x2032, 0x2032], [0x2bc, 0x2bc], [0x2039, 0x203a]);
  fill(0x22, [0x5f4, 0x5f4], [0x201c, 0x201f], [0x2033, 0x2033], [0xab, 0xab], [0xbb, 0xbb], [0xff02, 0xff02]);
  fill(0x2d, [0x5be, 0x5be], [0x2010, 0x2015], [0x2212, 0x2212], [0xfe58, 0xfe58], [0xfe63, 0xfe63]);
  fill(EXPAND, [0x2026, 0x2026], [0xfb00, 0xfb06], [0xfb13, 0xfb17], [0xfb50, 0xfdfc], [0xfe70, 0xfefc]);
  return (table = made);
}

/** Composes letters and marks (NFC) and keeps the way back; undefined when the text is composed already. */
function compose(text: string): { text: string; map: Int32Array } | undefined {
  // what can compose begins at U+0300 (Unicode's NFC_Quick_Check)
  if (!/[\u0300-\uffff]/.test(text) || text.normalize('NFC') === text) return undefined;
  const parts: string[] = [];
  // composing can lengthen a text (composition exclusions), at most threefold (UAX 15)
  const map = new Int32Array(text.length * 3 + 1);
  let at = 0;
  const push = (part: string, from: number, step: number) => {
    parts.push(part);
    for (let k = 0; k < part.length; k++) map[at++] = from + k * step;
  };
  let done = 0;
  for (const match of text.matchAll(COMPOSABLE)) {
    const made = match[0].normalize('NFC');
    if (made === match[0]) continue;
    push(text.slice(done, match.index), done, 1);
    push(made, match.index, 0);
    done = match.index + match[0].length;
  }
  push(text.slice(done), done, 1);
  map[at] = text.length;
  return { text: parts.join(''), map: map.subarray(0, at + 1) };
}

/** What NFC may change: letters of Hangul, letters with marks, and letters that are written by others since. */
const COMPOSABLE =
  /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]|\P{M}?\p{M}+|[\u0374\u037e\u0387\u0958-\u095f\u09dc-\u09df\u0a33-\u0a5e\u0b5c\u0b5d\u0f43-\u0fb9\u1f71-\u1fff\u2126\u212a\u212b\u2329\u232a\u2adc\uf900-\ufb4f\u{2f800}-\u{2fa1f}]/gu;
