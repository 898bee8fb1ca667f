/** Where in a text stands what was looked for, to be marked there. */
import { joined, piecesOf, type Piece, type Stretch } from '../pieces.ts';
import { eachWord } from './words.ts';

/** `forms`: words that count, with all that begin as `beginning`; `phrase`: words that stand together. Folded. */
export type Mark = { forms: string[]; beginning?: string } | { phrase: string[] };
export type Marks = readonly Mark[];

/** In order, those that touch or overlap joined. */
export function hitsIn(text: string, marks: Marks): Stretch[] {
  if (marks.length === 0 || text === '') return [];
  const words: (Stretch & { word: string })[] = [];
  eachWord(text, (word, from, to) => words.push({ word, from, to }));
  const hits: Stretch[] = [];
  for (const mark of marks) {
    if ('phrase' in mark) {
      const { phrase } = mark;
      for (let at = 0; at + phrase.length <= words.length; at++) {
        if (!phrase.every((word, step) => words[at + step]?.word === word)) continue;
        hits.push({ from: words[at]?.from ?? 0, to: words[at + phrase.length - 1]?.to ?? 0 });
      }
      continue;
    }
    const forms = new Set(mark.forms);
    const { beginning } = mark;
    for (const { word, from, to } of words) {
      if (forms.has(word) || (beginning !== undefined && word.startsWith(beginning))) hits.push({ from, to });
    }
  }
  return joined(hits);
}

/**
 * The text around its first hit, in at most about so many characters, cut into what was looked for and what was not; from
 * the beginning where there is none.
 */
export function snippet(text: string, marks: Marks, length: number): Piece[] {
  const line = text.replace(/\s+/g, ' ').trim();
  const hits = hitsIn(line, marks);
  const first = hits[0]?.from ?? 0;
  // What stands before a hit tells what it is about.
  let from = first < length * 0.7 ? 0 : Math.max(0, first - Math.floor(length / 3));
  if (from > 0) from = Math.min(first, line.indexOf(' ', from) + 1 || from);
  let to = Math.min(line.length, from + length);
  // Not between the halves of a character.
  if (/[\ud800-\udbff]/.test(line.charAt(to - 1))) to++;
  if (from > 0 && /[\udc00-\udfff]/.test(line.charAt(from))) from--;
  const pieces = piecesOf(
    line.slice(from, to),
    hits.flatMap((hit) => within(hit, from, to)),
  );
  if (from > 0) pieces.unshift({ words: '…', isHit: false });
  if (to < line.length) pieces.push({ words: '…', isHit: false });
  return pieces;
}

function within({ from, to }: Stretch, start: number, end: number): Stretch[] {
  return to <= start || from >= end ? [] : [{ from: Math.max(from, start) - start, to: Math.min(to, end) - start }];
}
