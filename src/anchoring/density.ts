/**
 * How many people marked which stretch, by one sweep over sorted boundaries. Separate because it is pure: painting
 * turns the stretches into ranges, the ribbon shades by the same levels.
 */

/** Where a mark begins or ends. `by` is who made it; marks of nobody are not counted. */
export interface Boundary {
  /** Keys compare as the places do. */
  readonly key: string;
  readonly by: number | undefined;
  readonly isEnd: boolean;
}

/** A stretch that several people marked, from one boundary of the list to another. */
export interface Stretch {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** The levels that are shaded: that many people, up to the next level. */
export const LEVELS = [2, 3, 5];

/** 0, 1, or the highest level that so many people reach. */
export function levelOf(people: number): number {
  return LEVELS.findLast((level) => level <= people) ?? people;
}

/** The stretches of level 2 and more; neighbours of the same level are one. Boundaries must be sorted by key. */
export function sweep(boundaries: readonly Boundary[]): Stretch[] {
  const stretches: Stretch[] = [];
  const open = new Map<number, number>();
  let level = 0;
  let from = 0;
  boundaries.forEach(({ key, by, isEnd }, at) => {
    if (by !== undefined) {
      const left = (open.get(by) ?? 0) + (isEnd ? -1 : 1);
      if (left === 0) open.delete(by);
      else open.set(by, left);
    }
    // what begins and ends at one place counts only once all of it is known
    const next = levelOf(open.size);
    if (key === boundaries[at + 1]?.key || next === level) return;
    if (level > 1) stretches.push({ level, from, to: at });
    level = next;
    from = at;
  });
  return stretches;
}
