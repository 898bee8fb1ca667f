/** Where the cards beside a page stand, in a list that is scrolled as the page is. Pure. */
import { pack, type Wish } from './packing.ts';

export type Spots = {
  /** What they would like, from which all else is reckoned. */
  wishes: Wish[];
  /** The tops of the cards in the list, in CSS pixels. */
  tops: number[];
  /** How far all of them were moved down, since the focused one has others stand above the page's top. */
  pad: number;
  /** Where they would stand, in the same pixels, rising. */
  wants: number[];
  /** Where the last one ends. */
  bottom: number;
};

/** A card and its passage; `top` is the passage's distance from the page's top, null where it is not shown now. */
export type Placed = { top: number | null; height: number };

/**
 * @param lead how far below the window's top the list begins when nothing is scrolled
 * @param focused index of the card that stands exactly beside its passage; -1 for none
 */
export function spotsOf(
  cards: readonly Placed[],
  { lead, gap, focused }: { lead: number; gap: number; focused: number },
): Spots {
  let last = 0;
  const wishes = cards.map(({ top, height }) => {
    // what is folded away in the page stands with what comes before it
    last = top === null ? last : Math.max(last, top - lead);
    return { top: last, height };
  });
  const tops = pack(wishes, gap, focused);
  const pad = Math.max(0, -(tops[0] ?? 0));
  const end = (tops.at(-1) ?? 0) + (wishes.at(-1)?.height ?? 0);
  return { wishes, tops: tops.map((top) => top + pad), wants: wishes.map(({ top }) => top), pad, bottom: end + pad };
}

/** Their tops where the focused one stands `lift` higher; those that were in its way are higher too. */
export function liftedTops(
  { wishes, tops, pad }: Spots,
  focused: number,
  lift: number,
  gap: number,
): readonly number[] {
  if (lift === 0) return tops;
  const higher = wishes.map(({ top, height }, at) => ({ top: at === focused ? top - lift : top, height }));
  return pack(higher, gap, focused).map((top) => top + pad);
}

/** How much room the cards above the focused one leave, where they stand as high as they can. */
export function roomAbove({ wishes, tops }: Spots, focused: number, gap: number): number {
  return wishes.slice(0, focused).reduce((room, { height }) => room - height - gap, tops[focused] ?? 0);
}
