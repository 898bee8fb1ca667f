/** Where the cards beside a page stand, in a list that is scrolled as the page is. Pure. */
import { pack } from './packing.ts';

export type Spots = {
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
  return { tops: tops.map((top) => top + pad), wants: wishes.map(({ top }) => top), pad, bottom: end + pad };
}
