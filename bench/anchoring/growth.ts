/** How the time of a cold start grows with notes, on pages that grow with them and on one page, as figures and a plot. */
import type { Browser } from 'puppeteer-core';
import { type Chart, chart } from '../chart.ts';
import { type Figures, toldFigures } from '../figures.ts';
import { plot } from '../plot.ts';
import type { Bundle } from './bundles.ts';
import { longPage, shifted } from './long-page.ts';
import { type Scripts, atOnce, peer, prepare, speedScripts } from './speed.ts';

const COUNTS = [100, 300, 1_000, 3_000, 10_000];
const CHARACTERS_PER_NOTE = 200;
const FIXED = 1_000_000;
const ROUNDS = 3;
const SAMPLE = 10;

type Point = readonly [notes: number, ms: number];

export async function growth(browser: Browser, bundles: readonly Bundle[], folder: string): Promise<Figures> {
  const scripts = await speedScripts(bundles, folder);
  const figures = toldFigures();
  const hypothesis = bundles.find(({ name }) => name === 'hypothesis');
  const lines: { name: string; points: Point[]; peer?: boolean }[] = [];
  for (const grows of [true, false]) {
    const what = grows
      ? `page of ${CHARACTERS_PER_NOTE} characters a note`
      : `page of ${FIXED.toLocaleString('en')} characters`;
    const points: Point[] = [];
    const beside: Point[] = [];
    for (const notes of COUNTS) {
      console.error(`growth: ${what}, ${notes} notes`);
      const characters = grows ? notes * CHARACTERS_PER_NOTE : FIXED;
      const { ms, perNote } = await measure(
        browser,
        scripts,
        folder,
        characters,
        notes,
        grows ? hypothesis : undefined,
      );
      points.push([notes, ms]);
      if (perNote !== undefined) beside.push([notes, perNote * notes]);
    }
    lines.push({ name: `Commonplace, ${what}`, points });
    if (beside.length > 0) lines.push({ name: `Hypothesis's method, ${what}`, points: beside, peer: true });
  }
  for (const { name, points } of lines) {
    figures[`growth: ${name}: ms`] = points.map(([notes, ms]) => `${notes}: ${ms.toFixed(0)}`).join(', ');
    figures[`growth: ${name}: log-log slope`] = slope(points).toFixed(2);
  }
  await plot(browser, chart(pictureOf(lines)), 'docs/bench/growth.png');
  return figures;
}

async function measure(
  browser: Browser,
  scripts: Scripts,
  folder: string,
  characters: number,
  notes: number,
  bundle: Bundle | undefined,
): Promise<{ ms: number; perNote?: number }> {
  const blocks = longPage(characters, `growth ${characters}`);
  const situation = await prepare(browser, scripts, folder, blocks, shifted(blocks, 'growth shifted'), notes);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push((await atOnce(browser, scripts, situation)).total);
  const ms = times.toSorted((one, other) => one - other)[ROUNDS >> 1]!;
  if (!bundle) return { ms };
  const { perNote } = await peer(browser, scripts, bundle, situation, SAMPLE);
  return { ms, perNote };
}

/** Least squares through the logarithms: 1 is linear, 2 quadratic. */
export function slope(points: readonly Point[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, one) => sum + one[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const both = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return both / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

function pictureOf(lines: readonly { name: string; points: readonly Point[]; peer?: boolean }[]): Chart {
  return {
    title: 'Finding notes again after the page has shifted',
    subtitle: `Cold start, index included. Peer: time of ${SAMPLE} notes, extrapolated to all.`,
    panels: [
      {
        x: { label: 'notes', scale: 'log', from: 80, to: 12_500, ticks: COUNTS },
        y: {
          label: 'milliseconds in all',
          scale: 'log',
          from: 1,
          to: 1_000_000,
          ticks: [1, 10, 100, 1e3, 1e4, 1e5, 1e6],
        },
        series: lines.map(({ name, points, peer }, at) => ({ name, points, hue: at, dashed: peer === true })),
      },
    ],
  };
}
