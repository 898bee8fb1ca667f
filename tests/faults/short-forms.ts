/** Runs the faults of a table in their short form, with a fixed seed and with each seed that failed once. */
import { describe, test } from 'vitest';
import { NotHere, isClean, lineOf, must, type Fault } from './fault.ts';
import { failedSeeds } from './seeds.ts';

export function shortForms(faults: Readonly<Record<string, Fault>>): void {
  describe.each(Object.entries(faults))('%s', (name, fault) => {
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
}
