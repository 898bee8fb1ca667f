import { describe, expect, test } from 'vitest';
import { liftOf } from '../../src/margin/lift.ts';

const WINDOW = { height: 200, seen: 600, foot: 700, gap: 10, free: Number.POSITIVE_INFINITY };
const at = (top: number, change: Partial<typeof WINDOW> = {}): number => liftOf({ ...WINDOW, top, ...change });

describe('how far the focused card is lifted', () => {
  test('not at all where all of it is seen', () => {
    expect(at(0)).toBe(0);
    expect(at(390)).toBe(0);
    expect(at(-500)).toBe(0);
  });

  test('as far as it must be to be seen whole while its passage is in the window, also beside the foot', () => {
    for (const top of [400, 500, 600, 700]) expect(top - at(top) + WINDOW.height + WINDOW.gap).toBe(WINDOW.seen);
  });

  test('it leaves the window after its passage, and stands beside it when both are gone', () => {
    expect(750 - at(750)).toBe(390 + 100);
    expect(at(2000)).toBe(0);
  });

  test('one that is higher than the list begins where the list is seen from', () => {
    expect(300 - at(300, { height: 900 })).toBe(WINDOW.gap);
    expect(at(5, { height: 900 })).toBe(0);
  });

  test('not so far that another has no room', () => {
    expect(at(600, { free: 30 })).toBe(30);
    expect(at(600, { free: 0 })).toBe(0);
  });

  test('a page that is scrolled by a pixel changes it by one at most, so that the card moves by two: nothing jumps', () => {
    // As the list is scrolled towards its beginning the card goes down, and has less room to rise.
    for (const room of [Number.POSITIVE_INFINITY, 900, 500])
      for (const height of [60, 200, 590, 900]) {
        const lift = (top: number): number => at(top, { height, free: Math.max(0, room - top) });
        for (let top = -100; top < 2500; top++) expect(Math.abs(lift(top + 1) - lift(top))).toBeLessThanOrEqual(1);
      }
  });
});
