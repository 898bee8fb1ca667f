/** Finds a place in sorted numbers by halving. */

/** The index of the first number that the test holds for, which then holds for all behind it; their count where it holds for none. */
export function firstWhere(numbers: readonly number[], holds: (number: number) => boolean): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(numbers[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
