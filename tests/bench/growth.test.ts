/** The slope says the power by which time grows. */
import { expect, test } from 'vitest';
import { slope } from '../../bench/anchoring/growth.ts';

test.each([
  ['linear', 1],
  ['quadratic', 2],
])('%s growth', (_, power) => {
  expect(slope([10, 100, 1000].map((x) => [x, 3 * x ** power] as const))).toBeCloseTo(power);
});
