/**
 * What the extension costs a page: time to its load event and its longest task, with and without
 * the extension, in turns in the same run, for a short page and one of 2 million characters.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';
import type { Figures } from './figures.ts';

const ROUNDS = 15;
const SENTENCE = 'The tide that comes to one shore has left another, and neither has seen it go. ';
const PAGES: Record<string, string> = {
  short: `<!doctype html><title>short</title>${'<p>'.concat(SENTENCE.repeat(8), '</p>').repeat(12)}`,
  long: `<!doctype html><title>long</title>${'<p>'.concat(SENTENCE.repeat(8), '</p>').repeat(3200)}`,
};

type Sample = { load: number; longest: number };

export async function pageCost(): Promise<Figures> {
  ensureBrowsers(['chromium']);
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(PAGES[(request.url ?? '/').slice(1)] ?? '');
  }).listen(0, '127.0.0.1');
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const bare = await launchChromium({ profile: join(folder, 'bare') });
  const ours = await launchChromium({ profile: join(folder, 'ours'), extension: 'dist/chrome' });
  const figures: Figures = {};
  try {
    for (const [name, html] of Object.entries(PAGES)) {
      const samples: Record<'bare' | 'ours', Sample[]> = { bare: [], ours: [] };
      for (let round = 0; round < ROUNDS; round++) {
        samples.bare.push(await measure(bare, `${base}/${name}`));
        samples.ours.push(await measure(ours, `${base}/${name}`));
      }
      const median = (kind: 'bare' | 'ours', key: keyof Sample) =>
        samples[kind].map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
      figures[`${name}: characters`] = html.length;
      figures[`${name}: load, with / without (median)`] = ratio(median('ours', 'load'), median('bare', 'load'));
      figures[`${name}: longest task with, ms (median)`] = median('ours', 'longest').toFixed(0);
      figures[`${name}: longest task without, ms (median)`] = median('bare', 'longest').toFixed(0);
    }
  } finally {
    await Promise.all([bare.close(), ours.close()]);
    server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

async function measure(browser: Browser, url: string): Promise<Sample> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  await page.goto(url, { waitUntil: 'load' });
  await new Promise((later) => setTimeout(later, 600));
  const sample = await page.evaluate(() => ({
    load:
      performance.getEntriesByType('navigation').map((one) => (one as PerformanceNavigationTiming).loadEventEnd)[0] ??
      0,
    longest: Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks),
  }));
  await page.close();
  return sample;
}

function ratio(a: number, b: number): string {
  return b > 0 ? (a / b).toFixed(2) : 'n/a';
}
