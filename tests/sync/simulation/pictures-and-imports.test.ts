/** Seeds of the simulation (simulation.test.ts) with pictures in notes, and with files that are imported. */
import { test } from 'vitest';
import { PATIENT, runSeedsFrom } from './run-seeds.ts';

test.each([201, 211])('10 seeds with pictures in notes from %i on', PATIENT, (from) =>
  runSeedsFrom(from, 10, { acts: 20, pictures: true }),
);

test.each([
  ['whole', { imports: true }],
  ['held in part', { imports: true, parts: true }],
  ['with pictures in notes', { imports: true, pictures: true }],
])('10 seeds with imports of some dozen notes, of a group %s', PATIENT, (_, weather) =>
  runSeedsFrom(301, 10, { acts: 20, ...weather }),
);
