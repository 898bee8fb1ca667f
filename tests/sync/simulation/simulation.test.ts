/**
 * Many seeds of the simulation (run-seed.ts): all replicas equal after quiescence, nothing that was
 * acknowledged lost, nothing twice, nothing given to somebody who was out. The long form is
 * `npm run test:simulation -- --seeds 10000`. Groups in part, pictures, imports and seeds that once failed are
 * in files of their own beside this one, so that they run at the same time.
 */
import { test } from 'vitest';
import { PATIENT, runSeedsFrom } from './run-seeds.ts';

const SEEDS = 200;
/** The long form does 50. */
const ACTS = 9;
/** Each of its own, so that a failure names its seeds. */
const PER_TEST = 20;
const first = Array.from({ length: SEEDS / PER_TEST }, (_, at) => 1 + at * PER_TEST);

test.each(first)(`${PER_TEST} seeds from %i on`, PATIENT, (from) => runSeedsFrom(from, PER_TEST, { acts: ACTS }));
