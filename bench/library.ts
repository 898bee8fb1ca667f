/**
 * The library of the built extension over a store of 100,000 notes: how long until it stands, until a search shows its first
 * result, how long typing keeps the page busy at a time; and 10,000 notes taken out and brought in. Beside it, in the same run: a page of the
 * extension with one line of text, and a bare cursor over the same store, which is the least that reading all notes costs.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';
import { plotBars } from './bars.ts';
import { bundle } from './bundle.ts';
import { fillLibrary } from './fill-library.ts';
import { type Figures, toldFigures } from './figures.ts';
import type * as entry from './library-entry.ts';
import { longestTask } from './longest-task.ts';
import { median, quantile } from './median.ts';
import { bringIn, MANY_GROUP, takeOut } from './out-and-in.ts';
import { EMPTY, quietPage } from './quiet-page.ts';

const NOTES = Number(process.env['NOTES'] ?? 100_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 15);
/** What is measured, if not all of it. */
const PARTS = ['open', 'search', 'export', 'import'];

export async function library(parts: readonly string[]): Promise<Figures> {
  const isAsked = (part: string): boolean => parts.length === 0 || parts.includes(part);
  if (parts.some((part) => !PARTS.includes(part))) throw new Error(`the parts are ${PARTS.join(', ')}`);
  ensureBrowsers(['chromium']);
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const extension = join(folder, 'extension');
  await cp('dist/chrome', extension, { recursive: true });
  await writeFile(join(extension, EMPTY), '<!doctype html><html lang="en"><title>empty</title><p>One line of text.');
  const browser = await launchChromium({ profile: join(folder, 'profile'), extension, patience: 15 * 60_000 });
  const figures = toldFigures();
  try {
    const desk = await quietPage(browser);
    await desk.evaluate(await bundle('bench/library-entry.ts'));
    figures['notes'] = NOTES;
    const filled = Date.now();
    const words = await desk.evaluate(fillLibrary, { notes: NOTES, readings: 2000, authors: 500, small: MANY_GROUP });
    figures['put into the store, s'] = ((Date.now() - filled) / 1000).toFixed(1);
    figures['a bare cursor over all notes, s'] = ((await desk.evaluate(scan)) / 1000).toFixed(1);
    const address = new URL('/src/library/index.html', desk.url()).href;
    await coldly(browser, address, figures);
    const empty = new URL(`/${EMPTY}`, desk.url()).href;
    if (isAsked('open')) await openings(browser, { library: address, empty }, figures);
    if (isAsked('search') || isAsked('export')) {
      const page = await browser.newPage();
      await page.bringToFront();
      await page.goto(address);
      await page.waitForSelector('.virtual-row .document-title');
      await allFound(page);
      if (isAsked('search')) await searches(page, words, figures);
      if (isAsked('export')) await takeOut(page, NOTES / 10, ROUNDS / 3, figures);
      await page.close();
    }
    if (isAsked('import')) await bringIn(desk, { address, folder, count: NOTES / 10 }, figures);
    if (parts.length === 0) await draw(figures);
    return figures;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Bench = { bench: typeof entry };

/** Runs in the page. */
async function scan(): Promise<number> {
  const { eachNote, openStore } = (globalThis as unknown as Bench).bench;
  const db = openStore();
  const begun = performance.now();
  let notes = 0;
  await eachNote(db, () => notes++);
  db.close();
  return performance.now() - begun;
}

/** The very first opening: nothing of the index is there yet. */
async function coldly(browser: Browser, address: string, figures: Figures): Promise<void> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForSelector('.virtual-row .document-title');
  figures['the first opening ever: first readings, ms'] = (await sinceStart(page)).toFixed(0);
  await allFound(page);
  figures['the first opening ever: everything can be found, s'] = ((await sinceStart(page)) / 1000).toFixed(1);
  await page.close();
}

function sinceStart(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

async function allFound(page: Page): Promise<void> {
  const said = NOTES.toLocaleString('en');
  await page.waitForFunction(
    (count) =>
      document.querySelector('.list-head [role=status]')?.textContent?.includes(count) === true &&
      document.querySelector('.list-growing') === null,
    // The first time, it is built meanwhile.
    { polling: 100, timeout: 600_000 },
    said,
  );
}

async function openings(browser: Browser, places: { library: string; empty: string }, figures: Figures): Promise<void> {
  const samples = { library: [] as number[], empty: [] as number[], whole: [] as number[] };
  for (let round = -2; round < ROUNDS; round++) {
    for (const kind of ['library', 'empty'] as const) {
      const page = await browser.newPage();
      await page.bringToFront();
      await page.evaluateOnNewDocument(
        (wanted) => {
          const seen = new MutationObserver(() => {
            if (!document.querySelector(wanted)) return;
            performance.mark('whole');
            seen.disconnect();
          });
          seen.observe(document, { childList: true, subtree: true });
        },
        kind === 'library' ? '.virtual-row .document-title' : 'p',
      );
      await page.goto(places[kind]);
      await page.waitForFunction(
        () =>
          performance.getEntriesByName('whole').length > 0 &&
          performance.getEntriesByName('first-contentful-paint').length > 0,
      );
      const [painted = Number.NaN, whole = Number.NaN] = await page.evaluate(() =>
        ['first-contentful-paint', 'whole'].map(
          (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN,
        ),
      );
      if (round >= 0) samples[kind].push(painted);
      if (round >= 0 && kind === 'library') samples.whole.push(whole);
      await page.close();
    }
  }
  figures['opening: first content, ms (least / p50 / p95; limit 300)'] = said(samples.library);
  figures['opening: first readings stand, ms'] = said(samples.whole);
  figures['an empty page of ours, ms'] = said(samples.empty);
  figures['opening: first content / empty page (p50)'] = (median(samples.library) / median(samples.empty)).toFixed(2);
}

const said = (times: readonly number[]): string =>
  [Math.min(...times), median(times), quantile(times, 0.95)].map((time) => time.toFixed(0)).join(' / ');

async function searches(page: Page, words: readonly string[], figures: Figures): Promise<void> {
  await page.focus('input[type=search]');
  const of = (from: number, to: number) => words.slice(from, to).filter((word) => word.length > 4);
  const sought = [...of(40, 60), ...of(2000, 2010), ...of(10_000, 10_010)].slice(0, 30);
  const times = async (queries: readonly string[]): Promise<string> => {
    const samples: number[] = [];
    for (const query of queries) samples.push(await page.evaluate(firstResult, query));
    return said(samples);
  };
  figures['a search: first result painted, ms (least / p50 / p95; limit 50)'] = await times(sought);
  const common = sought.slice(0, 8);
  figures['of the beginning of a word, ms'] = await times(sought.map((word) => word.slice(0, 4)));
  figures['of two words, ms'] = await times(common.map((word, at) => `${word} ${common[(at + 1) % 4]}`));
  figures['of a word in one of the groups, ms'] = await times(common.map((word) => `in:${MANY_GROUP} ${word}`));
  const longest = await longestTask(page, async () => {
    for (const word of sought.slice(0, 12)) {
      await page.evaluate(clear);
      await page.keyboard.type(word, { delay: 60 });
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  });
  figures['typing: longest task of the page, ms of its thread (limit 16)'] = longest.cpu.toFixed(1);
  figures['typing: longest task of the page, ms on the clock'] = longest.wall.toFixed(1);
}

/** Runs in the page. */
function clear(): void {
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  if (!field) throw new Error('there is no search');
  field.focus();
  field.value = '';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Runs in the page: from the query's being there until a hit of one of its words has been painted. */
async function firstResult(query: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  if (!field) throw new Error('there is no search');
  const beginnings = query.split(' ').map((word) => word.slice(0, 3));
  const hit = (): boolean => {
    const marked = document.querySelector('.virtual mark')?.textContent?.toLowerCase() ?? '';
    return beginnings.some((beginning) => marked.startsWith(beginning));
  };
  field.value = 'no such words at all';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  while (document.querySelector('.virtual')) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = performance.now();
  field.value = query;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  while (!hit()) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - begun;
}

function draw(figures: Figures): Promise<void> {
  const middle = (name: string): number => Number(String(figures[name]).split(' / ')[1] ?? figures[name]);
  return plotBars('docs/bench/library.png', {
    title: `The library over ${NOTES.toLocaleString('en')} notes`,
    subtitle: 'built extension in Chromium; medians; less is better',
    panels: [
      {
        title: 'until the first content is painted, ms',
        bars: [
          { name: 'the library', value: middle('opening: first content, ms (least / p50 / p95; limit 300)'), hue: 0 },
          { name: 'an empty page of the extension', value: middle('an empty page of ours, ms'), hue: 3 },
        ],
        goal: { at: 300, label: 'goal' },
      },
      {
        title: 'from a word to its first hit painted, ms',
        bars: [
          { name: 'search', value: middle('a search: first result painted, ms (least / p50 / p95; limit 50)'), hue: 0 },
        ],
        goal: { at: 50, label: 'goal' },
      },
      {
        title: 'all notes, s',
        bars: [
          {
            name: 'the first opening: index built',
            value: middle('the first opening ever: everything can be found, s'),
            hue: 0,
          },
          { name: 'a bare cursor over them', value: middle('a bare cursor over all notes, s'), hue: 3 },
        ],
      },
    ],
  });
}
