/**
 * How far the card with the focus stands above its passage, so that all of it is seen where the passage is low in the window. It is
 * reckoned anew wherever the list is scrolled to, and goes evenly: no card jumps. Pure.
 */

type Low = {
  /** Where the card would stand, from the top of the part of the list that is seen, and how high it is; in CSS pixels, as all of these. */
  top: number;
  height: number;
  /** How much of the list is seen, and where the window ends, from the same top: it may have a foot below the list. */
  seen: number;
  foot: number;
  gap: number;
  /** How far the card can rise without another being driven out at the list's beginning, where nobody could scroll to it. */
  free: number;
};

export function liftOf({ top, height, seen, foot, gap, free }: Low): number {
  const missing = top + height + gap - seen;
  // where the passage has left the window the card goes after it, as fast again
  const left = foot + height + gap - seen - (top - foot);
  return Math.max(0, Math.min(missing, left, top - gap, free));
}
