/**
 * `npm run test:simulation -- --seeds 10000 [--first 1] [--parts] [--pictures] [--imports]`: the long form of the simulation. A seed
 * that fails is written to a file beside the tests, and from then on always run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runSeed } from './run-seed.ts';
import { sumOf, isClean } from './sum.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    first: { type: 'string', default: '1' },
    parts: { type: 'boolean', default: false },
    pictures: { type: 'boolean', default: false },
    imports: { type: 'boolean', default: false },
  },
});
const { parts, pictures, imports } = values;
const kind = `${parts ? '-in-parts' : ''}${pictures ? '-with-pictures' : ''}${imports ? '-with-imports' : ''}`;
const file = new URL(`../failed-seeds${kind}.json`, import.meta.url);
const failed = new Set(JSON.parse(readFileSync(file, 'utf8')) as number[]);
const first = Number(values.first);
const seeds = new Set([...failed, ...Array.from({ length: Number(values.seeds) }, (_, at) => first + at)]);
const sum = sumOf();
for (const seed of seeds) {
  let report;
  try {
    report = await runSeed(seed, { parts, pictures, imports });
  } catch (error) {
    console.error(`seed ${seed}:`, error);
  }
  if (report && isClean(report)) sum.add(report);
  else {
    failed.add(seed);
    if (report) sum.add(report);
    console.error(`seed ${seed}: ${JSON.stringify(report)}`);
    writeFileSync(file, `${JSON.stringify([...failed].sort((a, b) => a - b))}\n`);
    process.exitCode = 1;
  }
  if (sum.seeds % 500 === 0) console.log(sum.text());
}
console.log(sum.text());
