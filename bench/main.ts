/** `npm run bench -- NAME [--json FILE]`: runs one benchmark and prints its figures as ratios to what stands beside it. */
import { writeFileSync } from 'node:fs';
import type { Figures } from './figures.ts';
import { pageCost } from './page-cost.ts';
import { paint } from './paint.ts';

const BENCHMARKS: Record<string, () => Promise<Figures>> = { 'page-cost': pageCost, paint };

const [name = '', ...rest] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (!run) {
  console.error(`Name one of: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
const figures = await run();
for (const [what, value] of Object.entries(figures)) console.log(`${what.padEnd(52)} ${value}`);
const file = rest[rest.indexOf('--json') + 1];
if (rest.includes('--json') && file) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
