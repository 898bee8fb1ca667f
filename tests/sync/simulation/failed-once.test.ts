/** Seeds of the simulation (simulation.test.ts) that failed once: main.ts writes them down, and they are run every time. */
import { test } from 'vitest';
import failedOnce from '../failed-seeds.json' with { type: 'json' };
import failedInPartsWithImports from '../failed-seeds-in-parts-with-imports.json' with { type: 'json' };
import failedOfAll from '../failed-seeds-in-parts-with-pictures-with-imports.json' with { type: 'json' };
import failedInParts from '../failed-seeds-in-parts.json' with { type: 'json' };
import failedOfBoth from '../failed-seeds-in-parts-with-pictures.json' with { type: 'json' };
import failedWithImports from '../failed-seeds-with-imports.json' with { type: 'json' };
import failedWithPicturesAndImports from '../failed-seeds-with-pictures-with-imports.json' with { type: 'json' };
import failedWithPictures from '../failed-seeds-with-pictures.json' with { type: 'json' };
import { PATIENT, runSeeds } from './run-seeds.ts';
import type { Weather } from './weather.ts';

test.each<[number[], Weather]>([
  [failedWithImports, { imports: true }],
  [failedInPartsWithImports, { imports: true, parts: true }],
  [failedWithPicturesAndImports, { imports: true, pictures: true }],
  [failedOfAll, { imports: true, parts: true, pictures: true }],
])('seeds that failed once, with imports: %j', PATIENT, runSeeds);

test('seeds that failed once, with pictures in notes', PATIENT, async () => {
  await runSeeds(failedWithPictures, { pictures: true });
  await runSeeds(failedOfBoth, { pictures: true, parts: true });
});

test('seeds that failed once, of a group that is held in part', PATIENT, () =>
  runSeeds(failedInParts, { parts: true }),
);

test('seeds that failed once', PATIENT, () => runSeeds(failedOnce));
