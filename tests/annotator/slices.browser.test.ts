/** The ribbon's numbers: who has been in which slice of a document's height. */
import { expect, test } from 'vitest';
import { gradientOf, slicesOf } from '../../src/annotator/slices.ts';

test('people are counted in every slice that a passage reaches, each once', () => {
  const placed = [
    { top: 0, height: 100, by: 0 },
    { top: 50, height: 20, by: 1 },
    { top: 55, height: 5, by: 1 },
    { top: 150, height: 200, by: 2 },
  ];
  expect(slicesOf(placed, 400, 8)).toEqual([1, 2, 0, 1, 1, 1, 1, 0]);
});

test('the shortest passage shows, and levels are those of painting', () => {
  const six = Array.from({ length: 6 }, (_, by) => ({ top: 399.9, height: 0.01, by }));
  expect(slicesOf(six, 400, 4)).toEqual([0, 0, 0, 5]);
  expect(slicesOf(six.slice(0, 4), 400, 4)).toEqual([0, 0, 0, 3]);
});

test('what lies beyond the ends, what nobody made, and a page without height show nothing', () => {
  const placed = [
    { top: -100, height: 50, by: 0 },
    { top: 500, height: 50, by: 1 },
    { top: 10, height: 10, by: undefined },
  ];
  expect(slicesOf(placed, 400, 4)).toEqual([0, 0, 0, 0]);
  expect(slicesOf([{ top: 0, height: 10, by: 0 }], 0, 2)).toEqual([0, 0]);
  expect(slicesOf([{ top: -10, height: 1000, by: 0 }], 400, 4)).toEqual([1, 1, 1, 1]);
});

test('the gradient is one that browsers take', () => {
  const gradient = gradientOf([0, 1, 5, 0]);
  expect(gradient).toBe('linear-gradient(#0000 0% 25%,var(--level-1) 25% 50%,var(--level-5) 50% 75%,#0000 75% 100%)');
  expect(CSS.supports('background-image', gradient)).toBe(true);
  expect(CSS.supports('background-image', gradientOf([3]))).toBe(true);
});
