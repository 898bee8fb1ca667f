/**
 * What a fault of tests/faults is: something goes wrong on purpose, and what was acknowledged is
 * counted afterwards. Each runs short within `npm test` and long by `npm run test:faults -- F3`.
 */

export type Fault = {
  /** What goes wrong. */
  title: string;
  /**
   * Every random choice comes from the seed, so that a failed run can be run again.
   * @param options.size kills, members, sockets or whatever it counts, instead of the form's own number
   */
  run(options: { seed: number; long: boolean; size?: number | undefined }): Promise<Figures>;
};

/** `acknowledged`: answered as saved. The three after it must be 0. */
export type Figures = {
  acknowledged: number;
  /** Acknowledged and not there afterwards. */
  lost: number;
  /** There more often than written. */
  duplicated: number;
  /** Where it must not be: with somebody not entitled, or back after its deletion. */
  leaked: number;
  /** What else was counted or measured. */
  more: Record<string, number | string>;
};

/** Where it cannot be run, with the reason for people. */
export class NotHere extends Error {}

export function lineOf(name: string, seed: number, { acknowledged, lost, duplicated, leaked, more }: Figures): string {
  const others = Object.entries(more).map(([what, value]) => `${value} ${what}`);
  const counted = [`${acknowledged} acknowledged`, `${lost} lost`, `${duplicated} duplicated`, `${leaked} leaked`];
  return `${name} (seed ${seed}): ${[...counted, ...others].join(', ')}`;
}

export function isClean({ lost, duplicated, leaked }: Figures): boolean {
  return lost + duplicated + leaked === 0;
}

/** Stops a run whose premise or promise failed; what it says ends in the report. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}
