/** Faults that the simulation of tests/sync brings about: many seeds of one kind of weather, counted as one run. */
import { runSeed } from '../sync/simulation/run-seed.ts';
import type { Weather } from '../sync/simulation/weather.ts';
import { must, type Figures } from './fault.ts';

/**
 * @param acts things that learners do in each seed
 * @param needed what must have gone wrong at least once, or the run says nothing
 */
export async function simulated(
  { first, seeds, acts }: { first: number; seeds: number; acts: number },
  weather: Weather,
  needed: readonly string[],
): Promise<Figures> {
  const figures = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0 };
  const happened: Record<string, number> = {};
  const failed: string[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const report = await runSeed(seed, { ...weather, acts });
    must(report.diverged.length === 0, `seed ${seed}: ${report.diverged.join('; ')}`);
    figures.acknowledged += report.acknowledged;
    for (const what of ['lost', 'duplicated', 'leaked'] as const)
      if (report[what].length > 0) failed.push(`seed ${seed} ${what} ${report[what].join(' ')}`);
    for (const what of ['lost', 'duplicated', 'leaked'] as const) figures[what] += report[what].length;
    for (const [what, times] of Object.entries(report.happened)) happened[what] = (happened[what] ?? 0) + times;
  }
  for (const what of needed) must((happened[what] ?? 0) > 0, `no ${what}`);
  return {
    ...figures,
    more: { seeds, 'things done': seeds * acts, ...happened, ...(failed.length > 0 && { failed: failed.join('; ') }) },
  };
}
