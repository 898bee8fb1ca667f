/**
 * The one binary search of the room. Separate because text, folded text and code points are all found by it.
 */

/** How many numbers of an ascending list lie below a bound: the place of the first that does not. */
export function countBelow(list: Int32Array, bound: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
