/**
 * What the extension costs a page without notes (part `empty`) and one with a thousand (part `notes`, page/thousand-notes.ts).
 *
 * Without: time until it is loaded and painted, work of its main thread, its longest task, its heap and its requests, without the
 * extension, with one that does nothing, and with ours, in turns in the same run, for a short page and one of 2 million characters. The
 * load event alone would mislead: it comes before the layout of a long page or after it, as the network's pieces fall. Work is told by the
 * thread's own clock, in which others on the machine do not count, and by the wall's, in which waiting for another process does.
 */
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';
import type { Figures } from './figures.ts';
import { median } from './median.ts';
import { heap } from './page/probes.ts';
import { thousandNotes } from './page/thousand-notes.ts';

/** More for the short page, whose own work hides less of ours. */
const ROUNDS: Record<string, number> = { short: 41, long: 15 };
const SENTENCE = 'The tide that comes to one shore has left another, and neither has seen it go. ';
const PAGES: Record<string, string> = {
  short: `<!doctype html><title>short</title>${'<p>'.concat(SENTENCE.repeat(8), '</p>').repeat(12)}`,
  long: `<!doctype html><title>long</title>${'<p>'.concat(SENTENCE.repeat(8), '</p>').repeat(3200)}`,
};

/** `empty`: an extension whose content script is an empty file, which is what the browser itself takes for any. */
const SUBJECTS = ['bare', 'empty', 'ours'] as const;
type Subject = (typeof SUBJECTS)[number];
type Sample = {
  painted: number;
  work: number;
  scripts: number;
  wall: number;
  longest: number;
  heap: number;
  requests: number;
};

export async function pageCost(parts: readonly string[]): Promise<Figures> {
  const wants = (part: string): boolean => parts.length === 0 || parts.includes(part);
  return { ...(wants('empty') && (await withoutNotes())), ...(wants('notes') && (await thousandNotes())) };
}

async function withoutNotes(): Promise<Figures> {
  ensureBrowsers(['chromium']);
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(PAGES[(request.url ?? '/').slice(1)] ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const browsers: Record<Subject, Browser> = {
    bare: await launchChromium({ profile: join(folder, 'bare') }),
    empty: await launchChromium({ profile: join(folder, 'empty'), extension: await emptyExtension(folder) }),
    ours: await launchChromium({ profile: join(folder, 'ours'), extension: 'dist/chrome' }),
  };
  const figures: Figures = {};
  // The first-run page comes to the front once; a page behind it would be measured asleep.
  await (await (await browsers.ours.waitForTarget((one) => one.url().includes('/src/library/'))).page())?.close();
  try {
    for (const [name, html] of Object.entries(PAGES)) {
      const samples: Record<Subject, Sample[]> = { bare: [], empty: [], ours: [] };
      const rounds = ROUNDS[name] ?? 0;
      for (let round = 0; round < rounds; round++)
        for (const subject of SUBJECTS) samples[subject].push(await measure(browsers[subject], `${base}/${name}`));
      const middle = (kind: Subject, key: keyof Sample) => median(samples[kind].map((one) => one[key]));
      const above = (kind: Subject, key: keyof Sample) => (middle(kind, key) - middle('bare', key)).toFixed(2);
      figures[`${name}: characters`] = html.length;
      figures[`${name}: time until painted, with / without (median)`] = ratio(
        middle('ours', 'painted'),
        middle('bare', 'painted'),
      );
      figures[`${name}: main thread's work, with / without (median)`] = ratio(
        middle('ours', 'work'),
        middle('bare', 'work'),
      );
      figures[`${name}: main thread's work added, ms of its own clock (median); by an empty content script`] =
        `${above('ours', 'work')}; ${above('empty', 'work')}`;
      figures[`${name}: of it scripts and compiling them, ms (median); by an empty content script`] =
        `${above('ours', 'scripts')}; ${above('empty', 'scripts')}`;
      figures[`${name}: main thread's tasks added, ms of the wall's clock (median); by an empty content script`] =
        `${above('ours', 'wall')}; ${above('empty', 'wall')}`;
      figures[`${name}: requests added (most)`] = Math.max(
        ...samples.ours.map((one) => one.requests - middle('bare', 'requests')),
      );
      figures[`${name}: heap added, MB (median); by an empty content script`] =
        `${above('ours', 'heap')}; ${above('empty', 'heap')}`;
      figures[`${name}: longest task, ms (median), with`] = middle('ours', 'longest').toFixed(0);
      figures[`${name}: longest task, ms (median), without`] = middle('bare', 'longest').toFixed(0);
    }
  } finally {
    await Promise.all(SUBJECTS.map((subject) => browsers[subject].close()));
    server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

async function emptyExtension(folder: string): Promise<string> {
  const path = join(folder, 'empty-extension');
  const manifest = JSON.parse(await readFile('dist/chrome/manifest.json', 'utf8')) as {
    content_scripts: { matches: string[]; run_at: string }[];
  };
  const scripts = manifest.content_scripts.map((one) => ({ ...one, js: ['empty.js'] }));
  await mkdir(path);
  await writeFile(join(path, 'empty.js'), '');
  const own = { manifest_version: 3, name: 'Empty', version: '1', content_scripts: scripts };
  await writeFile(join(path, 'manifest.json'), JSON.stringify(own));
  return path;
}

async function measure(browser: Browser, url: string): Promise<Sample> {
  const page = await browser.newPage();
  await page.bringToFront();
  let requests = 0;
  page.on('request', () => requests++);
  const ownClock = await page.createCDPSession();
  await ownClock.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluateOnNewDocument(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  await page.goto(url, { waitUntil: 'load' });
  const painted = await page.evaluate(
    () =>
      new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))),
  );
  await new Promise((later) => setTimeout(later, 600));
  const longest = await page.evaluate(() => Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks));
  const { metrics } = await ownClock.send('Performance.getMetrics');
  const took = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  const work = took('TaskDuration');
  const scripts = took('ScriptDuration') + took('V8CompileDuration');
  const wall = ((await page.metrics()).TaskDuration ?? 0) * 1000;
  const sample = { painted, work, scripts, wall, longest, heap: await heap(page), requests };
  await page.close();
  return sample;
}

function ratio(a: number, b: number): string {
  return b > 0 ? (a / b).toFixed(2) : 'n/a';
}
