/** Where the margin stands in a window of this size, and between which sizes it can be drawn: beside the text, or as a sheet over it. */
import { type MarginLayout, WIDTHS } from '../protocol/margin-layout.ts';

/**
 * `beside`: at the side, with enough of the page left to read. `over`: at the side, over the page. `bottom`: over the lower part of
 * it, where the window is as narrow as a hand holds.
 */
export type StanceKind = 'beside' | 'over' | 'bottom';

/** Sizes in CSS pixels: of a margin at the side its width, at the bottom its height. */
export type Stance = { kind: StanceKind; size: number; least: number; most: number };

/** So much of a page is read with ease. */
const PAGE_LEAST = 720;
/** Windows so wide have room for the text and the narrowest margin beside it. */
const WIDE = PAGE_LEAST + WIDTHS.least;
/** Narrower windows have no side that a sheet could stand at and leave half of the page in sight, with room for the bar at a selection. */
const HAND = 2 * WIDTHS.least;
/** A sheet at the bottom hides the page where it would be lower than this. */
const HEIGHT_LEAST = 320;

/** @param height of a sheet at the bottom as it was drawn; null = as usual. @param window in CSS pixels */
export function stanceIn(
  window: { width: number; height: number },
  { width, makesRoom }: MarginLayout,
  height: number | null,
): Stance {
  const at = (kind: StanceKind, wanted: number, least: number, limit: number): Stance => {
    const most = Math.max(least, Math.round(limit));
    return { kind, size: Math.round(Math.min(Math.max(wanted, least), most)), least, most };
  };
  if (window.width < HAND) {
    const least = Math.min(window.height, HEIGHT_LEAST);
    return at('bottom', height ?? window.height * 0.72, least, window.height * 0.9);
  }
  if (window.width < WIDE) return at('over', width, WIDTHS.least, window.width / 2);
  return at('beside', width, WIDTHS.least, makesRoom ? Math.min(WIDTHS.most, window.width - PAGE_LEAST) : WIDTHS.most);
}

/** Of the way out of the window, so much is meant: of the least size. */
const OUT_FAR = 0.35;
/** A finger that goes so fast throws the sheet out, in pixels per millisecond, when it has gone so far at all. */
const FAST = 0.5;
const THROWN_LEAST = 24;

/** What a drag has come to: where the edge would be, smaller than the least where the margin is on its way out of the window. */
export type Drag = {
  size: number;
  /** Outwards, in pixels per millisecond. */ speed: number;
  /** Since it began, outwards. */ gone: number;
};

/** A sheet that is let go: it leaves, or has this size. What stands beside the text is not thrown out. */
export function letGo({ kind, least, most }: Stance, { size, speed, gone }: Drag): 'leaves' | number {
  const isThrown = speed >= FAST && gone >= THROWN_LEAST;
  if (kind !== 'beside' && (isThrown || least - size > least * OUT_FAR)) return 'leaves';
  return Math.round(Math.min(Math.max(size, least), most));
}
