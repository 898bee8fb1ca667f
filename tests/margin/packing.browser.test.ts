/** Cards beside their passages: pictures of small cases, and what must hold for all. */
import { describe, expect, test } from 'vitest';
import { pack, type Wish } from '../../src/margin/packing.ts';
import { fc } from '../laws.ts';

const GAP = 12;
const card = (top: number, height = 100): Wish => ({ top, height });

describe('small cases', () => {
  test('with room enough, every card stands beside its passage', () =>
    expect(pack([card(10), card(300), card(500)], GAP)).toEqual([10, 300, 500]));

  test('two that want the same place share the way', () =>
    expect(pack([card(500), card(500)], GAP)).toEqual([444, 556]));

  test('the focused one stands exactly there, and the others shift', () => {
    const wishes = [card(500), card(500), card(500)];
    expect(pack(wishes, GAP, 0)).toEqual([500, 612, 724]);
    expect(pack(wishes, GAP, 1)).toEqual([388, 500, 612]);
    expect(pack(wishes, GAP, 2)).toEqual([276, 388, 500]);
  });

  test('none begins above the top, unless the focus leaves it no other room', () => {
    expect(pack([card(0), card(0)], GAP)).toEqual([0, 112]);
    expect(pack([card(0), card(0)], GAP, 1)).toEqual([-112, 0]);
  });

  test('what happens to one heap moves no other', () => {
    const far = [card(3000), card(3010)];
    const before = pack([card(100), ...far], GAP).slice(1);
    expect(pack([card(100), card(101), card(102), ...far], GAP).slice(3)).toEqual(before);
  });

  test('none of none', () => expect(pack([], GAP)).toEqual([]));
});

describe('for all cards', () => {
  const wishes = fc.array(
    fc.record({ top: fc.integer({ min: 0, max: 4000 }), height: fc.integer({ min: 1, max: 700 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  const asked = wishes.chain((list) => fc.tuple(fc.constant(list), fc.integer({ min: -1, max: list.length - 1 })));
  const costOf = (list: readonly Wish[], tops: readonly number[]): number =>
    list.reduce((sum, { top }, at) => sum + (top - tops[at]!) ** 2, 0);

  test('they keep their order and do not overlap, and the focused one has its place', () =>
    fc.assert(
      fc.property(asked, ([list, focused]) => {
        const tops = pack(list, GAP, focused);
        expect(tops).toHaveLength(list.length);
        for (let at = 1; at < list.length; at++)
          expect(tops[at]! - tops[at - 1]!).toBeGreaterThanOrEqual(list[at - 1]!.height + GAP - 1e-6);
        if (focused >= 0) expect(tops[focused]).toBeCloseTo(list[focused]!.top, 6);
        else expect(tops[0]).toBeGreaterThanOrEqual(0);
      }),
    ));

  test('no other such places are nearer to the passages', () =>
    fc.assert(
      fc.property(
        asked,
        fc.array(fc.double({ min: -200, max: 200, noNaN: true }), { minLength: 40, maxLength: 40 }),
        ([list, focused], nudges) => {
          const tops = pack(list, GAP, focused);
          // any other places that are allowed: moved at will, then pushed apart from the focused one (or the top) outwards
          const from = Math.max(0, focused);
          const others = tops.map((top, at) => top + nudges[at]!);
          if (focused >= 0) others[focused] = list[focused]!.top;
          else others[0] = Math.max(0, others[0]!);
          for (let at = from + 1; at < list.length; at++)
            others[at] = Math.max(others[at]!, others[at - 1]! + list[at - 1]!.height + GAP);
          let above = 0;
          for (let at = 0; at < from; at++) above += list[at]!.height + GAP;
          const isAllowedAbove = list[from]!.top < above;
          for (let at = from - 1; at >= 0; at--) {
            others[at] = Math.min(others[at]!, others[at + 1]! - list[at]!.height - GAP);
            // without need none stands above the top
            if (!isAllowedAbove && others[at]! < 0) return;
          }
          if (isAllowedAbove) return;
          expect(costOf(list, tops)).toBeLessThanOrEqual(costOf(list, others) + 1e-6 * (1 + costOf(list, others)));
        },
      ),
    ));
});
