import { describe, expect, test } from 'vitest';
import { piecesOf, rangeWithin, stack } from '../../src/margin/windowing.ts';

describe('which cards lie between two heights', () => {
  const tops = stack([100, 50, 200, 80], 10);

  test('a stack leaves the gap between cards', () => expect(tops).toEqual([0, 110, 170, 380]));

  test.each([
    [0, 105, [0, 0]],
    [105, 111, [0, 1]],
    [170, 180, [2, 2]],
    [160, 400, [1, 3]],
    [-500, -100, [0, 0]],
    [2000, 3000, [3, 3]],
  ])('from %i to %i', (from, to, range) => expect(rangeWithin(tops, from, to)).toEqual(range));

  test('nothing of nothing', () => expect(rangeWithin([], 0, 100)).toEqual([0, -1]));
});

describe('what is drawn of a list', () => {
  const heights = [100, 50, 200, 80, 60, 40];
  const whole = (gap: number, pieces: ReturnType<typeof piecesOf>): number =>
    pieces.reduce((sum, piece) => sum + ('room' in piece ? piece.room : (heights[piece.at] ?? 0)) + gap, -gap);

  test('the ends always, what is wanted once and in order, and the room of the others', () => {
    expect(piecesOf(heights, [3, 3, 2], 10)).toEqual([
      { at: 0 },
      { room: 50 },
      { at: 2 },
      { at: 3 },
      { room: 60 },
      { at: 5 },
    ]);
  });

  test('takes as much room as the whole list, whatever is drawn', () => {
    const all = whole(10, piecesOf(heights, heights.keys(), 10));
    for (const wanted of [[], [1], [1, 4], [2, 3], [0, 5], [-1, 6]])
      expect(whole(10, piecesOf(heights, wanted, 10))).toBe(all);
  });

  test('of one or none', () => {
    expect(piecesOf([70], [0], 10)).toEqual([{ at: 0 }]);
    expect(piecesOf([], [], 10)).toEqual([]);
  });
});
