/** Many seeds in one test, each of which must leave nothing lost, nothing twice, nothing leaked and the same everywhere. */
import { expect } from 'vitest';
import { runSeed } from './run-seed.ts';
import { sumOf } from './sum.ts';
import type { Weather } from './weather.ts';

const CLEAN = { lost: [], duplicated: [], leaked: [], diverged: [] };

/** Many seeds take a while on a machine with much to do. */
export const PATIENT = { timeout: 300_000 };

/** @param many seeds from the first on; a failure names its seed */
export function runSeedsFrom(from: number, many: number, weather: Weather): Promise<void> {
  return runSeeds(
    Array.from({ length: many }, (_, at) => from + at),
    weather,
  );
}

export async function runSeeds(seeds: readonly number[], weather: Weather = {}): Promise<void> {
  const sum = sumOf();
  for (const seed of seeds) {
    const report = await runSeed(seed, weather);
    sum.add(report);
    expect({ seed, ...report }).toMatchObject({ seed, ...CLEAN });
  }
  console.log(sum.text());
}
