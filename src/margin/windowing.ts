/**
 * Which cards of a long list are drawn, and how much room those that are not take between them. Pure, and written by
 * hand: a list that keeps chosen cards wherever they stand is what the libraries do not have (docs/adr/0053).
 */
import { firstWhere } from './first-where.ts';

/** A card that is drawn, or the height of the cards that are not. */
export type Piece = { at: number } | { room: number };

/** The range of what lies between two heights: the first and the last index; empty (`[0, -1]`) only where there is nothing. */
export function rangeWithin(tops: readonly number[], from: number, to: number): [first: number, last: number] {
  if (tops.length === 0) return [0, -1];
  // the last that begins at or above `from` may reach into it
  const first = Math.max(0, firstWhere(tops, (top) => top >= from + 1) - 1);
  return [first, Math.max(first, firstWhere(tops, (top) => top >= to) - 1)];
}

/** The tops of cards below each other, with a gap between. */
export function stack(heights: readonly number[], gap: number): number[] {
  let next = 0;
  return heights.map((height) => {
    const top = next;
    next += height + gap;
    return top;
  });
}

/**
 * The list as it is drawn: the wanted cards in their order, and between them the room of the others. The first and the
 * last card are always drawn, so that Tab, Home and End come to the real ends.
 * @param wanted indices, in any order and more than once
 */
export function piecesOf(heights: readonly number[], wanted: Iterable<number>, gap: number): Piece[] {
  const end = heights.length - 1;
  const drawn = new Set([0, ...wanted, end].filter((at) => at >= 0 && at <= end));
  const pieces: Piece[] = [];
  let before = -1;
  for (const at of [...drawn].sort((a, b) => a - b)) {
    const left = heights.slice(before + 1, at);
    // it has a gap above and one below, as a card has
    if (left.length > 0) pieces.push({ room: sum(left) + gap * (left.length - 1) });
    pieces.push({ at });
    before = at;
  }
  return pieces;
}

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
