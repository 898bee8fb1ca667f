/** When to try again: later after every failure, and at a random moment, so that a class does not return all at once. */

const FIRST = 1000;
const LONGEST = 5 * 60_000;
/** A longer wait that is asked for is a mistake, and longer than a timer can be. */
const LONGEST_ASKED = 60 * 60_000;

/** @param failures in a row, 1 or more; @param random from 0 to below 1; @param asked what the endpoint asked for */
export function backOff(failures: number, random: number, asked: number | null): number {
  const cap = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 20));
  return Math.max(Math.min(asked ?? 0, LONGEST_ASKED), Math.round(random * cap));
}
