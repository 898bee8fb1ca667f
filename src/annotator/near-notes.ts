/**
 * Which notes the margin shows first: beside the text those of the passages in sight, in a list those of the first passages.
 * A long conversation is read in two steps by that, so that nobody waits for its thousandth note to see the first.
 */
import type { Box } from '../anchoring/geometry.ts';
import { MOST_NEAR } from '../protocol/from-annotator.ts';
import type { PlacedPassage } from './passages.ts';

/** So few are quickly read, and are read at once. */
const FEW = 100;
/** What a window shows of a list at least. */
const FIRST = 8;

/**
 * @param places what was last placed, in the order of the text, and the boxes of it in the page
 * @param view the distance of the window from the page's top, and its height, in CSS pixels
 * @returns ids; none where all may be read at once
 */
export function nearNotes(
  { placed, boxes }: { placed: readonly PlacedPassage[]; boxes: ReadonlyMap<string, Box> },
  { top, height }: { top: number; height: number },
): string[] {
  if (placed.length <= FEW) return [];
  const isInSight = (box: Box | undefined): boolean =>
    box !== undefined && box.top < top + 1.5 * height && box.top + box.height > top - height / 2;
  const first = placed.slice(0, FIRST).map(({ id }) => id);
  const seen = placed.flatMap(({ id }) => (isInSight(boxes.get(id)) ? id : []));
  return [...new Set([...first, ...seen])].slice(0, MOST_NEAR);
}
