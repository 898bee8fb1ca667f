/** How far the list goes for how far the page does. */
import { describe, expect, test } from 'vitest';
import { spotsOf } from '../../src/margin/beside.ts';
import { scrollMap } from '../../src/margin/scroll-map.ts';
import { fc } from '../laws.ts';

const SEEN = 600;
const mapOf = (passages: readonly number[], height: number, full: number, focused = -1) => {
  const spots = spotsOf(
    passages.map((top) => ({ top, height })),
    { lead: 0, gap: 12, focused },
  );
  return { spots, map: scrollMap({ ...spots, seen: SEEN, reach: full - SEEN, focused }) };
};

test('where every card has room, both go as one', () => {
  const { map } = mapOf([100, 900, 4000, 9000], 200, 10_000);
  for (const page of [0, 77, 3000, 9400]) {
    expect(map.toList(page)).toBeCloseTo(page);
    expect(map.toPage(page)).toBeCloseTo(page);
  }
});

describe('a page with more cards than have room beside it', () => {
  const passages = Array.from({ length: 1000 }, (_, at) => at * 50);
  const { spots, map } = mapOf(passages, 190, 50_000);

  test.each([0, 10_000, 25_000, 40_000, 49_400])('scrolled to %i shows the cards of what is read', (page) => {
    const list = map.toList(page);
    const shown = passages.filter((_, at) => spots.tops[at]! < list + SEEN && spots.tops[at]! + 190 > list);
    expect(shown.length).toBeGreaterThan(1);
    for (const passage of shown) {
      expect(passage).toBeGreaterThanOrEqual(page - 50);
      expect(passage).toBeLessThanOrEqual(page + SEEN + 50);
    }
  });

  test('the focused card stands exactly beside its passage wherever that is in view', () => {
    const { spots: own, map: mine } = mapOf(passages, 190, 50_000, 500);
    for (const page of [24_401, 24_700, 25_000]) expect(own.tops[500]! - mine.toList(page)).toBeCloseTo(25_000 - page);
  });
});

test('there and back is the same, for all pages', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 19_000 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 20, max: 500 }),
      fc.integer({ min: 0, max: 19_400 }),
      (passages, height, page) => {
        const { map } = mapOf(
          passages.toSorted((a, b) => a - b),
          height,
          20_000,
        );
        expect(map.toList(map.toPage(map.toList(page)))).toBeCloseTo(map.toList(page), 1);
      },
    ),
  ));
