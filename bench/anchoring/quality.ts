/**
 * How right anchoring is, ours and every peer's in the same run: on the corpus of our own, and on real documents at two
 * revisions with their own scorer where those lie beside the project.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browsers.ts';
import { type Figures, toldFigures } from '../figures.ts';
import { type Bundle, buildEntry } from './bundles.ts';
import { writeCorpus } from './corpus/corpus.ts';
import { type Score, type Verdict, scoreMethod, summary } from './score.ts';

/** Real documents that may lie beside the project. */
export const BESIDE = '../shared/reanchor';
/** Seeds of the corpus that is scored. Calibration looks at others. */
const ROUNDS = [1, 2];

export async function quality(browser: Browser, bundles: readonly Bundle[], folder: string): Promise<Figures> {
  const figures = toldFigures();
  const data = join(folder, 'corpus');
  await writeCorpus(data, ROUNDS);
  const scoring = await buildEntry('scoring', folder);
  for (const bundle of bundles) {
    console.error(`own corpus: ${bundle.method}`);
    tell(figures, `own corpus: ${bundle.method}`, await scoreMethod(browser, bundle, scoring, data));
  }
  const beside = await scoreBeside(bundles, folder);
  if (beside.size === 0) figures[`real documents (${BESIDE}/dev)`] = 'not measured: no data beside the project';
  for (const [bundle, score] of beside) tell(figures, `real documents: ${bundle.method}`, score);
  return figures;
}

function tell(figures: Figures, who: string, { cases, recall, wrong, missed, falseAttach }: Score): void {
  const parts = { recall: recall, 'wrong place': wrong, 'false attach': falseAttach, missed: missed };
  figures[who] = [
    `${cases} passages`,
    ...Object.entries(parts).map(([name, share]) => `${name} ${share.toFixed(1)} %`),
  ].join(', ');
}

/** Scores all bundles by the scorer beside the project; empty where there is none. */
async function scoreBeside(bundles: readonly Bundle[], folder: string): Promise<Map<Bundle, Score>> {
  const scores = new Map<Bundle, Score>();
  if (!existsSync(join(BESIDE, 'score.mjs'))) return scores;
  const out = join(folder, 'beside.json');
  const args = [join(BESIDE, 'score.mjs'), '--data', join(BESIDE, 'dev'), '--out', out, '--page-limit', '60'];
  const environment = { ...process.env, CHROMIUM: findBrowser('chromium') ?? '' };
  const child = spawn(process.execPath, [...args, ...bundles.flatMap(({ file }) => ['--bundle', file])], {
    stdio: ['ignore', 2, 2],
    env: environment,
  });
  const [status] = (await once(child, 'exit')) as [number];
  if (status !== 0) throw new Error(`${BESIDE}/score.mjs ended with ${status}`);
  const runs = JSON.parse(await readFile(out, 'utf8')) as { impl: string; cases: { verdict: Verdict }[] }[];
  for (const { impl, cases } of runs) {
    const bundle = bundles.find(({ name }) => name === impl);
    if (bundle) scores.set(bundle, summary(cases.map(({ verdict }) => verdict)));
  }
  return scores;
}
