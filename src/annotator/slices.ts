/**
 * Where on a document's height people have been, as numbers. Separate from the ribbon because it is pure: what is
 * shown can be reckoned without a page.
 */
import { levelOf } from '../anchoring/density.ts';

/** Something that stands at a height and was made by somebody; what nobody made is not counted. */
export type Placed = { top: number; height: number; by: number | undefined };

/** The level of density of each of `count` equal slices of a height, from the top; what lies beyond the ends is left out. */
export function slicesOf(placed: readonly Placed[], height: number, count: number): number[] {
  const people = Array.from({ length: count }, () => new Set<number>());
  for (const { top, height: own, by } of placed) {
    if (by === undefined || height <= 0) continue;
    const first = Math.floor((top / height) * count);
    // what ends where a slice begins is not in it
    const last = Math.max(first, Math.ceil(((top + own) / height) * count) - 1);
    for (let at = Math.max(0, first); at <= Math.min(last, count - 1); at++) people[at]?.add(by);
  }
  return people.map(({ size }) => levelOf(size));
}

/** The slices as a CSS gradient from top to bottom, in the colours `--level-1`, `--level-2` and so on. */
export function gradientOf(slices: readonly number[]): string {
  const percent = (at: number): string => `${(at * 100) / slices.length}%`;
  const stops = slices.map(
    (level, at) => `${level ? `var(--level-${level})` : '#0000'} ${percent(at)} ${percent(at + 1)}`,
  );
  return `linear-gradient(${stops.join()})`;
}
