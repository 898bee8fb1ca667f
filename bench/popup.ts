/**
 * How long the popup takes from its opening until its first content is painted, in the built extension, with 10,000 notes
 * on 500 pages in its store: as they lie after a first sync, and each in a record of its own as they come day by day. Beside
 * it, in turns in the same run, a page of the extension with one line of text. "First content" is the browser's own
 * `first-contentful-paint`: the popup paints nothing before the page's notes.
 */
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';
import { type Endpoint, startEndpoint } from '../src/server/endpoint.ts';
import { fillGroup } from './big-group.ts';
import { bundle } from './bundle.ts';
import type * as entry from './popup-entry.ts';
import type { Figures } from './figures.ts';
import { median, quantile } from './median.ts';
import { EMPTY, quietPage } from './quiet-page.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 40);
const NOTES = 10_000;
const PAGES = 500;
/** Of all pages these are on the site of the page in front. */
const ON_SITE = 100;
/** Over which the notes were written. */
const DAYS = 200;

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> }; tabs: Tabs };
type Tabs = { query(filter: object): Promise<{ id?: number; url?: string }[]> };

export async function popup(): Promise<Figures> {
  ensureBrowsers(['chromium']);
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const site = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>A reading</title><p>The tide that comes to one shore has left another.');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const database = { kind: 'sqlite' as const, path: join(folder, 'bench.db') };
  const config = { port: 0, host: '127.0.0.1', database, proxies: [], publicUrl: null, secret: null, sample: false };
  const endpoint = await startEndpoint(config);
  const extension = join(folder, 'extension');
  await cp('dist/chrome', extension, { recursive: true });
  await writeFile(join(extension, EMPTY), '<!doctype html><html lang="en"><title>empty</title><p>One line of text.');
  const browser = await launchChromium({ profile: join(folder, 'profile'), extension });
  try {
    const address = site.address();
    const here = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const desk = await quietPage(browser);
    const origin = `chrome-extension://${new URL(desk.url()).host}`;
    await receive(desk, endpoint, here);
    const front = await browser.newPage();
    await front.goto(`${here}/0`);
    const tab = await desk.evaluate(
      async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id,
      `${here}/0`,
    );
    if (tab === undefined) throw new Error('there is no tab in front');

    const figures: Figures = { notes: NOTES, pages: PAGES, 'openings of each': ROUNDS };
    const places = { popup: `${origin}/src/popup/index.html#tab=${tab}`, empty: `${origin}/${EMPTY}` };
    await round(browser, places, figures, 'as after a first sync');
    await desk.evaluate(await bundle('bench/popup-entry.ts'));
    await desk.evaluate(unshelve);
    await round(browser, places, figures, 'a record each');
    return figures;
  } finally {
    await browser.close();
    await endpoint.stop();
    site.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Signs in, and waits until the group is here. */
async function receive(desk: Page, endpoint: Endpoint, here: string): Promise<void> {
  const ask = (method: string, params: object): Promise<unknown> =>
    desk.evaluate(
      (name, given) => chrome.runtime.sendMessage({ rpc: 'pages', method: name, params: given }),
      method,
      params,
    );
  await ask('account.guest', { endpoint: endpoint.url, name: 'Ada' });
  const { answer } = (await ask('conversation.read', { keys: [] })) as { answer: { me: { id: string } } };
  const now = Date.now();
  await fillGroup(endpoint, {
    member: answer.me.id,
    notes: NOTES,
    authors: 30,
    address: (n) => (n % PAGES < ON_SITE ? `${here}/${n % PAGES}` : `https://example.org/reading/${n % PAGES}`),
    madeAt: (n) => now - ((NOTES - n) / NOTES) * DAYS * 24 * 60 * 60_000,
  });
  await ask('sync.now', {});
  const notes = await desk.evaluate(await bundle('bench/popup-entry.ts')).then(() => desk.evaluate(countNotes));
  if (notes !== NOTES) throw new Error(`${notes} of ${NOTES} notes have arrived`);
}

type Places = { popup: string; empty: string };

async function round(browser: Browser, places: Places, figures: Figures, state: string): Promise<void> {
  const samples = { popup: [] as Sample[], empty: [] as Sample[] };
  // The first ones fill the browser's caches.
  for (let at = -3; at < ROUNDS; at++) {
    for (const kind of ['popup', 'empty'] as const) {
      const sample = await openAt(browser, places[kind], kind === 'popup' ? '.page-item' : 'p');
      if (at >= 0) samples[kind].push(sample);
    }
  }
  const of = (kind: 'popup' | 'empty', what: keyof Sample) => samples[kind].map((one) => one[what]);
  const said = (times: number[]) =>
    [Math.min(...times), median(times), quantile(times, 0.95)].map((time) => time.toFixed(0)).join(' / ');
  const ratio = median(of('popup', 'painted')) / median(of('empty', 'painted'));
  figures[`${state}: first content, ms (least / p50 / p95)`] = said(of('popup', 'painted'));
  figures[`${state}: an empty page of ours, ms (least / p50 / p95)`] = said(of('empty', 'painted'));
  figures[`${state}: first content / empty page (p50)`] = ratio.toFixed(2);
  figures[`${state}: other pages stand too, ms (least / p50 / p95)`] = said(of('popup', 'whole'));
}

/** Milliseconds after the opening: `painted` for the first content, `whole` for the first element wanted. */
type Sample = { painted: number; whole: number };

async function openAt(browser: Browser, url: string, wanted: string): Promise<Sample> {
  const page = await browser.newPage();
  await page.bringToFront();
  await page.evaluateOnNewDocument((selector) => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      performance.mark('whole');
      seen.disconnect();
    });
    seen.observe(document, { childList: true, subtree: true });
  }, wanted);
  await page.goto(url);
  await page.waitForFunction(
    () =>
      performance.getEntriesByName('whole').length > 0 &&
      performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  const sample = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    whole: performance.getEntriesByName('whole')[0]?.startTime ?? Number.NaN,
  }));
  await page.close();
  return sample;
}

type Bench = { bench: typeof entry };

/** Runs in the page. */
async function countNotes(): Promise<number> {
  const { eachNote, openStore } = (globalThis as unknown as Bench).bench;
  const db = openStore();
  let notes = 0;
  await eachNote(db, () => notes++);
  db.close();
  return notes;
}

/** Runs in the page. */
async function unshelve(): Promise<void> {
  const { openStore, unshelveAll } = (globalThis as unknown as Bench).bench;
  const db = openStore();
  await db.write(() => unshelveAll(db));
  if ((await db.shelves.count()) > 0) throw new Error('there are shelves left');
  db.close();
}
