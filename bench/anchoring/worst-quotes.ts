/**
 * The slowest single quotes we could think of, on long pages: common letters and words, the very long, the absent, and a
 * page of one word. Peers get the same with a limit on their time.
 */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { launchChromium } from '../../scripts/chromium.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { type Figures, toldFigures } from '../figures.ts';
import type { Bundle } from './bundles.ts';
import { type Blocks, htmlOf, longPage } from './long-page.ts';
import { onPage, openPage, written } from './pages.ts';
import { speedScripts } from './speed.ts';

const LIMIT = 10_000;
const LONG = 2_400_000;

const PAGES: Record<string, () => Blocks> = {
  'prose of 2.4 M characters': () => longPage(LONG, 'worst'),
  'one word, 2.4 M characters': () => [`<p>${'together '.repeat(LONG / 9)}</p>`],
  'one letter, 2.4 M characters': () => [`<p>${'e'.repeat(LONG)}</p>`],
};

export async function worstQuotes(browser: Browser, bundles: readonly Bundle[], folder: string): Promise<Figures> {
  const scripts = await speedScripts(bundles, folder);
  const figures = toldFigures();
  for (const [what, make] of Object.entries(PAGES)) {
    console.error(`worst quotes: ${what}`);
    const blocks = make();
    const quotes = nastyQuotes(blocks);
    const worst = { warm: ['', 0] as [string, number], cold: ['', 0] as [string, number] };
    const file = await written(folder, htmlOf(blocks));
    await onPage(browser, file, [scripts.ours, scripts.speed], async (page) => {
      for (const [name, quote] of Object.entries(quotes)) {
        const { warm, cold, state } = await page.evaluate((one) => benchSpeed.oneQuote(one), quote);
        figures[`worst quote: ${what}: ${name}: ms warm (with index), state`] =
          `${warm.toFixed(1)} (${cold.toFixed(0)}), ${state}`;
        if (warm > worst.warm[1]) worst.warm = [name, warm];
        if (cold > worst.cold[1]) worst.cold = [name, cold];
      }
    });
    figures[`worst quote: ${what}: slowest, index warm, ms`] = `${worst.warm[1].toFixed(1)} (${worst.warm[0]})`;
    figures[`worst quote: ${what}: slowest, index made first, ms`] = `${worst.cold[1].toFixed(0)} (${worst.cold[0]})`;
    for (const bundle of bundles.filter(({ method }) => method !== 'commonplace'))
      figures[`worst quote: ${what}: ${bundle.method}, slowest, ms`] = await slowestOfPeer(
        bundle,
        folder,
        file,
        quotes,
      );
  }
  return figures;
}

type Quotes = Record<string, Selector[]>;

function nastyQuotes(blocks: Blocks): Quotes {
  const text = blocks.join(' ').replaceAll(/<[^>]+>/g, '');
  const middle = Math.max(0, text.indexOf('e', text.length >> 1));
  const quote = (exact: string, prefix?: string, suffix?: string): Selector[] => [
    {
      type: 'TextQuoteSelector',
      exact,
      ...(prefix !== undefined && { prefix }),
      ...(suffix !== undefined && { suffix }),
    },
  ];
  return {
    '"e"': quote('e'),
    '"e" with context': quote('e', text.slice(middle - 200, middle), text.slice(middle + 1, middle + 201)),
    '"e" with absent context': quote('e', 'x zq '.repeat(40), ' qz x'.repeat(40)),
    '"the"': quote('the'),
    'the first word': quote((/\p{L}+/u.exec(text)?.[0] ?? 'a').slice(0, 200)),
    '20,000 characters': quote(text.slice(middle, middle + 20_000)),
    '20,000 characters, every ninth word other': quote(everyNinth(text.slice(middle, middle + 20_000))),
    absent: quote('Quixotic zephyrs juxtapose vexing glyphs beyond every known phrase of this page.'),
    'one letter repeated': quote('e'.repeat(2_000)),
    'one word repeated': quote('together '.repeat(200)),
    'a Chinese character': quote('書'),
  };
}

function everyNinth(text: string): string {
  return text
    .split(' ')
    .map((word, at) => (at % 9 === 4 ? 'other' : word))
    .join(' ');
}

/**
 * Each peer gets the quotes in the form it keeps itself; one that it does not finish in time ends its turn. A browser of
 * its own, because a page that is busy cannot be closed otherwise.
 */
async function slowestOfPeer(bundle: Bundle, folder: string, file: string, quotes: Quotes): Promise<string> {
  console.error(`  ${bundle.method}`);
  const browser = await launchChromium({ profile: await mkdtemp(join(folder, 'peer-')) });
  let slowest: readonly [string, number] = ['', 0];
  const page = await openPage(browser, file, [bundle.file]);
  try {
    for (const [what, [quote]] of Object.entries(quotes)) {
      if (quote?.type !== 'TextQuoteSelector') continue;
      const { exact, prefix = '', suffix = '' } = quote;
      const parts = { exact, prefix: prefix.slice(-32), suffix: suffix.slice(0, 32) };
      const ms = await inTime(LIMIT, page.evaluate(anchorOnce, keptBy(bundle.name, parts)));
      if (ms === null) return `over ${LIMIT} (${what})`;
      if (ms > slowest[1]) slowest = [what, ms];
    }
    return `${slowest[1].toFixed(0)} (${slowest[0]})`;
  } finally {
    browser.process()?.kill('SIGKILL');
  }
}

/** A number, or null when it takes longer than a time. */
async function inTime(ms: number, run: Promise<number>): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => (timer = setTimeout(() => done(null), ms)));
  const result = await Promise.race([run.catch(() => null), late]);
  clearTimeout(timer);
  return result;
}

/** Runs in the page. Some methods throw where they find nothing. */
async function anchorOnce(kept: unknown): Promise<number> {
  const start = performance.now();
  try {
    await window.__anchor(kept as never);
  } catch {}
  return performance.now() - start;
}

function keptBy(name: string, quote: { exact: string; prefix: string; suffix: string }): unknown {
  if (name === 'apache') return { type: 'TextQuoteSelector', ...quote };
  if (name === 'dom-anchor') return { quote, hint: 0 };
  const path = { startPath: '/x', startOffset: 0, endPath: '/x', endOffset: 0 };
  return { path, position: { start: 0, end: 0 }, quote };
}
