/**
 * A page of 300,000 characters with 1,000 notes on it, bare, with the extension, and with the published Hypothesis client
 * embedded, in turns in the same run: until all is painted, until the opened margin shows its notes, frames while the page
 * and the margin scroll, work for a move of the pointer, and memory.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { ensureBrowsers } from '../../scripts/browsers.ts';
import { launchChromium } from '../../scripts/chromium.ts';
import { documentKey } from '../../src/core/document.ts';
import type { Figures } from '../figures.ts';
import { median } from '../median.ts';
import { noteText, serveHypothesis, withHypothesis } from './hypothesis.ts';
import { heap, hoverWork, pointAt, scrollFrames } from './probes.ts';
import { makeReading, type Reading } from './reading.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const CHARACTERS = 300_000;
const NOTES = 1000;
const SIZE = { width: 1280, height: 800 };
/** How long one thing may take before the benchmark gives up on it, in ms. */
const PATIENCE = 120_000;

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<{ answer?: { ok?: boolean; id?: string } }> };
  tabs: { query(filter: object): Promise<{ url?: string }[]> };
  commands: { onCommand: { dispatch(name: string, tab: unknown): void } };
};

type Subject = 'bare' | 'commonplace' | 'hypothesis';
type Sample = {
  painted: number;
  opened: number;
  /** The same where the pointer rests on a passage. */
  looked: number;
  page: number;
  margin: number;
  hover: number;
  memory: number;
};
type Client = {
  path: string;
  browser: Browser;
  /** Passages painted by now. */
  painted: (page: Page) => Promise<number>;
  /** Opens the margin; answers its frame once notes stand in it. */
  open: (page: Page) => Promise<Frame>;
};

export async function thousandNotes(): Promise<Figures> {
  ensureBrowsers(['chromium']);
  const reading = makeReading(CHARACTERS, NOTES);
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  let base = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', base);
    const html = pathname === '/bare' || pathname === '/commonplace' ? reading.html : null;
    if (html !== null || pathname === '/hypothesis') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(html ?? withHypothesis(reading.html, base));
      return;
    }
    serveHypothesis(request, response, { base, page: `${base}/hypothesis`, reading }).then(
      (known) => known || response.writeHead(404).end(),
      () => response.writeHead(500).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const plain = await launchChromium({ profile: join(folder, 'plain'), viewport: SIZE });
  const ours = await launchChromium({ profile: join(folder, 'ours'), extension: 'dist/chrome', viewport: SIZE });
  try {
    await writeNotes(ours, `${base}/commonplace`, reading);
    const bare = {
      path: '/bare',
      browser: plain,
      painted: async () => NOTES,
      open: async (page: Page) => page.mainFrame(),
    };
    const clients: Record<Subject, Client> = {
      bare,
      commonplace: { path: '/commonplace', browser: ours, painted: paintedByUs, open: (page) => openOurs(ours, page) },
      hypothesis: { path: '/hypothesis', browser: plain, painted: paintedByThem, open: openTheirs },
    };
    const quotes = reading.passages.map(({ exact }) => exact);
    const samples: Record<Subject, Sample[]> = { bare: [], commonplace: [], hypothesis: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const subject of ['bare', 'commonplace', 'hypothesis'] as const)
        samples[subject].push(await measure(clients[subject], base, quotes));
    }
    return figuresOf(samples);
  } finally {
    await Promise.all([plain.close(), ours.close()]);
    server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(client: Client, base: string, quotes: readonly string[]): Promise<Sample> {
  const before = await load(client, base);
  const { took: opened } = await timed(() => client.open(before.page));
  await before.page.close();
  const { page, painted } = await load(client, base);
  const hover = await hoverWork(page);
  await pointAt(page, quotes);
  await quiet();
  const { took: looked, done: frame } = await timed(() => client.open(page));
  await quiet();
  const memory = await heap(page, frame);
  const sample = {
    painted,
    opened,
    looked,
    page: await scrollFrames(page, { x: 300, y: 400 }),
    margin: await scrollFrames(page, { x: SIZE.width - 200, y: 400 }, frame),
    hover,
    memory,
  };
  await page.close();
  return sample;
}

/** A page in front on which all is painted, and how long that took, in ms. */
async function load({ path, browser, painted }: Client, base: string): Promise<{ page: Page; painted: number }> {
  const page = await browser.newPage();
  await page.bringToFront();
  const { took } = await timed(async () => {
    await page.goto(base + path, { waitUntil: 'load' });
    await until(async () => (await painted(page)) >= NOTES, `${path}: a thousand painted passages`);
  });
  await quiet();
  return { page, painted: took };
}

async function timed<Done>(work: () => Promise<Done>): Promise<{ took: number; done: Done }> {
  const begun = performance.now();
  const done = await work();
  return { took: performance.now() - begun, done };
}

function figuresOf(samples: Record<Subject, Sample[]>): Figures {
  const of = (subject: Subject, key: keyof Sample): number => median(samples[subject].map((one) => one[key]));
  const figures: Figures = { characters: CHARACTERS, notes: NOTES };
  const line = (name: string, key: keyof Sample, goal: string, above = false): void => {
    const [bare, us, them] = (['bare', 'commonplace', 'hypothesis'] as const).map((one) => of(one, key));
    const said = (value = 0): string => (above ? value - (bare ?? 0) : value).toFixed(1);
    figures[name] = `${said(us)}${goal}; Hypothesis ${said(them)}${above ? '' : `; bare ${said(bare)}`}`;
  };
  line('until loaded and painted, ms', 'painted', '');
  line('margin open and filled, ms', 'opened', ' (at most 300)');
  line('the same where a passage is pointed at, ms', 'looked', ' (at most 300)');
  line('frame while the page scrolls, p95 ms', 'page', ' (at most 16.7)');
  line('frame while the margin scrolls, p95 ms', 'margin', ' (at most 16.7)');
  line('one hover, ms of the main thread above bare', 'hover', ' (at most 2)', true);
  line('memory above bare, MB', 'memory', ' (at most 30)', true);
  return figures;
}

/** As a learner would write them, but through the background alone. */
async function writeNotes(browser: Browser, url: string, reading: Reading): Promise<void> {
  const library = await (await browser.waitForTarget((one) => one.url().includes('/src/library/'))).page();
  if (!library) throw new Error('the library does not open');
  const notes = reading.passages.map((passage, at) => ({ passage, text: noteText(at) }));
  const key = documentKey(url);
  const refused = await library.evaluate(
    async (list, source, key) => {
      const call = async (method: string, params: object) =>
        (await chrome.runtime.sendMessage({ rpc: 'pages', method, params })).answer;
      const { writeTo } = (await call('conversation.read', { keys: [] })) as unknown as { writeTo: string };
      let count = 0;
      for (const [at, { passage, text }] of list.entries()) {
        const answer = await call('note.create', {
          id: `n${String(at).padStart(20, '0')}A`,
          kind: 'comment',
          text,
          tags: [],
          group: writeTo,
          target: {
            source,
            keys: key === null ? [] : [key],
            title: 'A long reading',
            selectors: [{ type: 'TextQuoteSelector', ...passage }],
          },
          parent: null,
        });
        if (!answer?.id) count++;
      }
      return count;
    },
    notes,
    url,
    key,
  );
  await library.close();
  if (refused > 0) throw new Error(`${refused} notes were not taken`);
}

const paintedByUs = (page: Page): Promise<number> =>
  page.evaluate(() => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0));

const paintedByThem = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll('hypothesis-highlight').length);

async function openOurs(browser: Browser, page: Page): Promise<Frame> {
  const worker = await (await browser.waitForTarget((one) => one.url().endsWith('service-worker-loader.js'))).worker();
  await worker?.evaluate(async (url) => {
    const tab = (await chrome.tabs.query({})).find((one) => one.url === url);
    chrome.commands.onCommand.dispatch('show-margin', tab);
  }, page.url());
  return frameWith(page, (frame) => frame.url().includes('/src/margin/'), '[data-note]');
}

/** Their frame is there from the start, and slides in. */
async function openTheirs(page: Page): Promise<Frame> {
  const frame = await frameWith(page, (one) => one.url().includes('/app.html'), 'hypothesis-app *');
  await page.evaluate(() => {
    const button = document
      .querySelector('hypothesis-sidebar')
      ?.shadowRoot?.querySelector<HTMLElement>('button[aria-expanded]');
    button?.click();
  });
  return frameWith(page, () => true, 'article, [data-testid="thread-card"]', frame);
}

async function frameWith(page: Page, is: (frame: Frame) => boolean, selector: string, known?: Frame): Promise<Frame> {
  let found: Frame | undefined;
  await until(async () => {
    found = known ?? page.frames().find(is);
    return found
      ? found.evaluate((wanted) => document.querySelector(wanted) !== null, selector).catch(() => false)
      : false;
  }, selector);
  if (!found) throw new Error(`no frame shows ${selector}`);
  return found;
}

async function until(is: () => Promise<boolean>, what: string): Promise<void> {
  const begun = performance.now();
  while (!(await is())) {
    if (performance.now() - begun > PATIENCE) throw new Error(`never came: ${what}`);
    await new Promise((later) => setTimeout(later, 4));
  }
}

const quiet = (): Promise<void> => new Promise((later) => setTimeout(later, 1500));
