/** A text cut into what was looked for and what was not. Whoever finds something says where it stands; how it is cut is the same for all. */

/** UTF-16 units of the text, `to` excluded. */
export type Stretch = { from: number; to: number };

/** A part of a text, and whether it was looked for. */
export type Piece = { words: string; isHit: boolean };

/** Finds in a text what is to be marked there, as `joined` has it. */
export type HitsIn = (text: string) => Stretch[];

/** @param hits in order, none over another */
export function piecesOf(text: string, hits: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of hits) {
    if (from > at) pieces.push({ words: text.slice(at, from), isHit: false });
    pieces.push({ words: text.slice(from, to), isHit: true });
    at = to;
  }
  if (at < text.length) pieces.push({ words: text.slice(at), isHit: false });
  return pieces;
}

/** In order, those that touch or overlap joined. */
export function joined(hits: Stretch[]): Stretch[] {
  const sorted = hits.sort((a, b) => a.from - b.from || b.to - a.to);
  const found: Stretch[] = [];
  for (const hit of sorted) {
    const last = found.at(-1);
    if (last && hit.from <= last.to) last.to = Math.max(last.to, hit.to);
    else found.push({ ...hit });
  }
  return found;
}
