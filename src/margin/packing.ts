/**
 * Cards beside their passages: each as near to its own as the others leave it room, in the order of the text, none over
 * another. Pure.
 *
 * With the cards' heights taken off, "no overlap" says that the numbers must not fall, and the nearest such numbers are
 * found by pooling neighbours that do (isotonic regression; Barlow, Bartholomew, Bremner, Brunk 1972). One pass, and what
 * happens to one heap of cards moves no other.
 */

/** What a card would like: where its passage begins, and how high it is itself. */
export type Wish = { top: number; height: number };

/**
 * The tops of the cards, so that the sum of the squares of their displacements is least.
 * @param wishes in the order of the text; tops need not be
 * @param focused index of the card that stands exactly where it would like; -1 for none. Only others may stand above 0
 * then, where it leaves them no other room.
 */
export function pack(wishes: readonly Wish[], gap: number, focused = -1): number[] {
  let below = 0;
  const offsets = wishes.map(({ height }) => {
    const offset = below;
    below += height + gap;
    return offset;
  });
  const wanted = wishes.map(({ top }, at) => top - (offsets[at] ?? 0));
  const fixed = wanted[focused];
  const places =
    fixed === undefined
      ? rising(wanted).map((place) => Math.max(0, place))
      : [
          // the nearest within a bound is the nearest of all, put within it
          ...rising(wanted.slice(0, focused)).map((place) => Math.min(fixed, Math.max(0, place))),
          fixed,
          ...rising(wanted.slice(focused + 1)).map((place) => Math.max(fixed, place)),
        ];
  return places.map((place, at) => place + (offsets[at] ?? 0));
}

/** The numbers nearest to these that never fall. */
function rising(numbers: readonly number[]): number[] {
  const heaps: { sum: number; count: number }[] = [];
  const meanOf = ({ sum, count }: { sum: number; count: number }): number => sum / count;
  for (const number of numbers) {
    let heap = { sum: number, count: 1 };
    for (let last = heaps.at(-1); last && meanOf(last) > meanOf(heap); last = heaps.at(-1)) {
      heap = { sum: heap.sum + last.sum, count: heap.count + last.count };
      heaps.pop();
    }
    heaps.push(heap);
  }
  return heaps.flatMap((heap) => Array.from({ length: heap.count }, () => meanOf(heap)));
}
