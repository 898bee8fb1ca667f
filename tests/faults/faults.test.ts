/** Every fault in its short form, with a fixed seed and with each seed that failed once. */
import { describe, test } from 'vitest';
import { NotHere, isClean, lineOf, must } from './fault.ts';
import { failedSeeds } from './seeds.ts';
import { FAULTS } from './table.ts';

describe.each(Object.entries(FAULTS))('%s', (name, fault) => {
  test.for([1, ...failedSeeds(name)])(`${fault.title} (seed %i)`, { timeout: 240_000 }, async (seed, context) => {
    try {
      const figures = await fault.run({ seed, long: false });
      process.stdout.write(`${lineOf(name, seed, figures)}\n`);
      must(isClean(figures), lineOf(name, seed, figures));
    } catch (error) {
      if (error instanceof NotHere) context.skip(error.message);
      throw error;
    }
  });
});
