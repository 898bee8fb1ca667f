/**
 * `npm run bench -- NAME [PART …] [--json FILE]`: runs one benchmark, or the named parts of it, and prints its figures as
 * ratios to what stands beside it.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anchoring } from './anchoring/anchoring.ts';
import { calibrate } from './anchoring/calibrate/calibrate.ts';
import type { Figures } from './figures.ts';
import { firstSync } from './first-sync.ts';
import { library } from './library.ts';
import { pageCost } from './page-cost.ts';
import { paint } from './paint.ts';
import { popup } from './popup.ts';
import { serveScale } from './serve-scale.ts';
import { live } from './server/live.ts';
import { serve } from './server/serve.ts';
import { start } from './server/start.ts';
import { sync } from './sync/sync.ts';

const BENCHMARKS: Record<string, (parts: readonly string[]) => Promise<Figures>> = {
  anchoring,
  calibrate,
  library,
  live,
  'page-cost': pageCost,
  paint,
  popup,
  serve,
  'serve-scale': serveScale,
  'first-sync': firstSync,
  start,
  sync,
};

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const [name = '', ...parts] = positionals;
const run = BENCHMARKS[name];
if (!run) {
  console.error(`Name one of: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
const figures = await run(parts);
for (const [what, value] of Object.entries(figures)) console.log(`${what.padEnd(52)} ${value}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
