/** Seeds of the simulation (simulation.test.ts) with a group of which devices hold parts. */
import { test } from 'vitest';
import { PATIENT, runSeedsFrom } from './run-seeds.ts';

test.each([1, 21, 41])('20 seeds of a group that is held in part from %i on', PATIENT, (from) =>
  runSeedsFrom(from, 20, { acts: 20, parts: true }),
);
