/**
 * How fast many notes find their places: cold, index and all, on a long page that has shifted or was edited, and how time
 * grows. Peers anchor a sample of the same notes on the same pages in the same run.
 */
import type { Browser } from 'puppeteer-core';
import { type Figures, toldFigures } from '../figures.ts';
import { type Bundle, buildEntry } from './bundles.ts';
import { type Blocks, edited, htmlOf, longPage, shifted } from './long-page.ts';
import type { Notes, Timing } from './page/speed.ts';
import { onPage, written } from './pages.ts';

/** A page before and after, as files, with notes described on the first. */
export interface Situation {
  readonly before: string;
  readonly after: string;
  readonly notes: Notes;
}

const CHARACTERS = 1_000_000;
const NOTES = 5_000;
const ROUNDS = 3;
/** Notes that each peer anchors; all 5,000 would take some of them hours. */
const SAMPLE = 20;
const LIMIT = 30_000;

/** Scripts that speed is measured with. */
export interface Scripts {
  readonly ours: string;
  readonly speed: string;
  readonly scoring: string;
}

export async function speed(browser: Browser, bundles: readonly Bundle[], folder: string): Promise<Figures> {
  const scripts = await speedScripts(bundles, folder);
  const blocks = longPage(CHARACTERS, 'speed');
  const pages: Record<string, Blocks> = {
    shifted: shifted(blocks, 'speed shifted'),
    '5 % of words edited': edited(blocks, 0.05, 'speed edited'),
  };
  const figures = toldFigures();
  for (const [kind, now] of Object.entries(pages)) {
    const situation = await prepare(browser, scripts, folder, blocks, now, NOTES);
    const label = `${NOTES} notes, ${CHARACTERS} characters, ${kind}`;
    console.error(label);
    const sliced = await medianOf(ROUNDS, () => inSlices(browser, scripts, situation));
    const whole = await medianOf(ROUNDS, () => atOnce(browser, scripts, situation));
    figures[`${label}: in slices, ms (median of ${ROUNDS})`] = sliced.total.toFixed(0);
    figures[`${label}: longest wait of input, ms`] = sliced.longest.toFixed(0);
    figures[`${label}: longest wait of the page's own messages, ms`] = sliced.messages.toFixed(0);
    figures[`${label}: tasks over 50 ms`] = sliced.longTasks.map((one) => one.toFixed(0)).join(', ') || 'none';
    figures[`${label}: at once, ms (median of ${ROUNDS})`] = whole.total.toFixed(0);
    figures[`${label}: states`] = Object.entries(sliced.states)
      .map((one) => one.join(' '))
      .join(', ');
    for (const bundle of bundles.filter(({ method }) => method !== 'commonplace')) {
      console.error(`  ${bundle.method}`);
      const { perNote, measured, found } = await peer(browser, scripts, bundle, situation);
      const who = `${label}: ${bundle.method}`;
      figures[`${who}, ms per note (mean of ${measured})`] = perNote.toFixed(1);
      figures[`${who}, found of ${measured}`] = found;
      figures[`${who}, times slower per note than ours at once`] = ((perNote * NOTES) / whole.total).toFixed(0);
    }
  }
  return figures;
}

export async function speedScripts(bundles: readonly Bundle[], folder: string): Promise<Scripts> {
  const ours = bundles.find(({ method }) => method === 'commonplace');
  if (!ours) throw new Error('our own bundle is measured too');
  return {
    ours: ours.file,
    speed: await buildEntry('speed', folder),
    scoring: await buildEntry('scoring', folder),
  };
}

/** Writes both pages and describes notes on the first. */
export async function prepare(
  browser: Browser,
  scripts: Scripts,
  folder: string,
  before: Blocks,
  after: Blocks,
  notes: number,
): Promise<Situation> {
  const files = { before: await written(folder, htmlOf(before)), after: await written(folder, htmlOf(after)) };
  const described = await onPage(browser, files.before, [scripts.ours, scripts.speed], (page) =>
    page.evaluate((many) => benchSpeed.describe(many), notes),
  );
  return { ...files, notes: described };
}

/** A cold start on a fresh page, in slices. */
export function inSlices(browser: Browser, { ours, speed }: Scripts, { after, notes }: Situation): Promise<Timing> {
  return onPage(browser, after, [ours, speed], (page) => page.evaluate((list) => benchSpeed.inSlices(list), notes));
}

/** A cold start on a fresh page, in one go. */
export function atOnce(
  browser: Browser,
  { ours, speed }: Scripts,
  { after, notes }: Situation,
): Promise<Pick<Timing, 'total' | 'states'>> {
  return onPage(browser, after, [ours, speed], (page) => page.evaluate((list) => benchSpeed.atOnce(list), notes));
}

/** A peer's time per note, on evenly spread notes of a situation, described by its own method. */
export async function peer(
  browser: Browser,
  { scoring }: Scripts,
  { file }: Bundle,
  { before, after, notes }: Situation,
  sample = SAMPLE,
): Promise<{ perNote: number; measured: number; found: number }> {
  const step = Math.floor(notes.length / sample);
  const spans = await onPage(browser, before, [scoring], (page) =>
    page.evaluate(
      (quotes) => {
        const text = document.body.textContent;
        return quotes.map(({ exact, prefix }): [number, number] => {
          // in the source's text, lines may break where the reader sees a space
          const at = text.indexOf(exact, Math.max(0, text.indexOf(prefix.slice(-60).trim())));
          return [at, at + exact.length];
        });
      },
      Array.from({ length: sample }, (_, i) => quoteOfNote(notes[i * step]!)),
    ),
  );
  const kept = await onPage(browser, before, [scoring, file], (page) =>
    page.evaluate(
      (list, limit) => benchScoring.describe(list, limit),
      spans.filter(([start]) => start >= 0),
      LIMIT,
    ),
  );
  return onPage(browser, after, [scoring, file], async (page) => {
    const { answers, ms } = await page.evaluate((list, limit) => benchScoring.anchor(list, limit), kept, LIMIT);
    const sum = ms.reduce((total, one) => total + one, 0);
    return { perNote: sum / ms.length, measured: ms.length, found: answers.filter((one) => one).length };
  });
}

function quoteOfNote(note: Notes[number]): { exact: string; prefix: string } {
  const quote = note.find((one) => one.type === 'TextQuoteSelector');
  return { exact: quote?.exact ?? '', prefix: quote?.prefix ?? '' };
}

async function medianOf<Sample extends { total: number }>(times: number, run: () => Promise<Sample>): Promise<Sample> {
  const samples: Sample[] = [];
  for (let i = 0; i < times; i++) samples.push(await run());
  return samples.toSorted((one, other) => one.total - other.total)[Math.floor(times / 2)]!;
}
