/** A seed goes the same way each time, however busy the machine is: else one that failed once could not be looked into. */
import { expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';

test.each([
  [91002, {}],
  [3, {}],
  [303, { parts: true, imports: true }],
])('seed %i: %j', { timeout: 300_000 }, async (seed, weather) => {
  const first = await runSeed(seed, weather);
  expect(await runSeed(seed, weather)).toEqual(first);
});
