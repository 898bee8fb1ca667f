/**
 * `npm run test:faults -- F3 F14 [--seed N] [--runs N] [--size N]`: faults in their long form, all of
 * them without a name; `--size` takes another number of kills, sockets … than the whole one. Prints what
 * was acknowledged, lost, duplicated and leaked; keeps the seed of a run that failed.
 */
import { parseArgs } from 'node:util';
import { NotHere, isClean, lineOf, type Fault } from '../tests/faults/fault.ts';
import { rememberSeed } from '../tests/faults/seeds.ts';
import { f22 } from '../tests/faults/f22-who-may-what.ts';
import { FAULTS_IN_BROWSER } from '../tests/faults/table-in-browser.ts';
import { FAULTS as FAULTS_IN_NODE } from '../tests/faults/table.ts';

// F22's short form are the tests it runs.
const FAULTS: Readonly<Record<string, Fault>> = { ...FAULTS_IN_NODE, ...FAULTS_IN_BROWSER, F22: f22 };
const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '1' }, size: { type: 'string' } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(FAULTS);
const first = Number(values.seed ?? Math.floor(Math.random() * 1e9));
let failed = 0;

for (const name of names) {
  const fault = FAULTS[name];
  if (!fault) {
    console.error(`There is no ${name}; name some of: ${Object.keys(FAULTS).join(', ')}`);
    process.exit(2);
  }
  for (let seed = first; seed < first + Number(values.runs); seed++) {
    console.log(`${name}: ${fault.title} (seed ${seed}) …`);
    try {
      const figures = await fault.run({
        seed,
        long: true,
        size: values.size === undefined ? undefined : Number(values.size),
      });
      console.log(`${isClean(figures) ? '✓' : '✗'} ${lineOf(name, seed, figures)}`);
      if (isClean(figures)) continue;
    } catch (error) {
      if (error instanceof NotHere) {
        console.log(`- ${name} skipped: ${error.message}`);
        continue;
      }
      console.log(`✗ ${name} (seed ${seed}):`, error);
    }
    failed++;
    rememberSeed(name, seed);
  }
}
process.exit(failed === 0 ? 0 : 1);
