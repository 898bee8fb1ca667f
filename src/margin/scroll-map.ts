/**
 * How far a list of cards is scrolled for how far the page is. Where cards have room beside their passages, both go as one;
 * where a page has more cards than fit beside it, the list goes faster, so that what is read has its cards beside it. Pure.
 */
import { firstWhere } from './first-where.ts';

export type ScrollMap = {
  toList(page: number): number;
  toPage(list: number): number;
};

type Given = {
  /** Where the cards would stand, rising, and where they do, in the list's own pixels. */
  wants: readonly number[];
  tops: readonly number[];
  bottom: number;
  /** How high the part of the list is that is seen, and how far the page can be scrolled. */
  seen: number;
  reach: number;
  /** Index of the card that stands exactly beside its passage, -1 for none; and how far the list was moved down for it. */
  focused: number;
  pad: number;
};

export function scrollMap({ wants, tops, bottom, seen, reach, focused, pad }: Given): ScrollMap {
  // both begin together, and where the page ends the list has been seen to its end
  const end = Math.max(reach + seen, wants.at(-1) ?? 0);
  const places = [0, ...wants, end];
  const drifts = [0, ...wants.map((want, at) => (tops[at] ?? want) - want), Math.max(0, bottom - end)];
  let sum = 0;
  const areas = places.map((place, at) => {
    if (at > 0) sum += ((place - places[at - 1]!) * (drifts[at - 1]! + drifts[at]!)) / 2;
    return sum;
  });
  const own = wants[focused];

  /** How far the cards around a height were moved, over as much as is seen: no jump where many have the same passage. */
  function drift(at: number): number {
    return seen > 0 ? (areaTo(at + seen / 2) - areaTo(at - seen / 2)) / seen : 0;
  }
  /** The area below the drift, which goes evenly from card to card. */
  function areaTo(height: number): number {
    const at = firstWhere(places, (place) => place > height) - 1;
    if (at < 0) return 0;
    const [place, here, next] = [places[at]!, drifts[at]!, places[at + 1]];
    if (next === undefined) return areas[at]! + (height - place) * here;
    const part = (height - place) / (next - place);
    return areas[at]! + (height - place) * (here + ((drifts[at + 1]! - here) * part) / 2);
  }
  function toList(page: number): number {
    // the line that is read runs from the top of the window to its foot while the page goes by
    const line = page + (reach > 0 ? (seen * page) / reach : 0);
    if (own === undefined) return page + drift(line);
    const away = Math.min(1, Math.max(0, page - own, own - page - seen) / seen);
    return page + away * drift(line) + (1 - away) * pad;
  }
  return {
    toList,
    toPage(list) {
      let [low, high] = [0, Math.max(0, reach)];
      for (let step = 0; step < 30; step++) {
        const middle = (low + high) / 2;
        if (toList(middle) < list) low = middle;
        else high = middle;
      }
      return high;
    },
  };
}
