/** An update of the extension under open pages: they go on with the new one, and nothing of the old one is left. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';
import { pressFirefoxAdder, startFirefoxLearner } from './harness/firefox.ts';
import { hostText, painted, pressAdder, selectText } from './harness/in-page.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const page = (title: string) =>
  `<!doctype html><title>${title}</title><p>The fog came in before the pilot did.</p><p>Nobody on the quay saw either of them.</p>`;

let site: Site;
beforeAll(async () => {
  site = await serveSite({
    '/marked': { body: page('Marked') },
    '/plain': { body: page('Plain') },
    '/begun': { body: page('Begun') },
  });
});
afterAll(() => site.close());

async function goOn(
  browser: Browser,
  folder: string,
  press: (page: Page) => Promise<unknown>,
  open: (path: string) => Promise<Page>,
): Promise<void> {
  const pages = { marked: await open('/marked'), plain: await open('/plain'), begun: await open('/begun') };
  const noise: string[] = [];
  for (const one of Object.values(pages)) {
    one.on('pageerror', (error) => noise.push(String(error)));
    one.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) noise.push(message.text());
    });
  }
  const mark = async (one: Page, words: string): Promise<void> => {
    await selectText(one, words);
    await press(one);
    await until(`${words} is painted`, async () => (await painted(one))['mine']?.includes(words));
  };
  const hosts = (one: Page) => one.evaluate(() => document.querySelectorAll('commonplace-host').length);
  await mark(pages.marked, 'Nobody on the quay');
  await selectText(pages.begun, 'Nobody on the quay');
  await until('the adder', async () => (await hosts(pages.begun)) === 1);
  await pages.begun.mouse.click(5, 300);
  await pages.marked.evaluate(() =>
    document.addEventListener('commonplace-succession', () => document.documentElement.setAttribute('succeeded', '')),
  );
  await browser.installExtension(resolve(folder));
  await until('the new one has taken over', () => pages.marked.$('[succeeded]'));
  await until('it paints', async () => (await painted(pages.marked))['mine']?.length === 1);
  await mark(pages.marked, 'The fog came in');
  expect((await painted(pages.marked))['mine']?.toSorted()).toEqual(['Nobody on the quay', 'The fog came in']);
  expect(await hosts(pages.marked)).toBe(1);
  // Something of the old one was there, and nothing that the new one had to come for.
  await until('it is taken away', async () => (await hosts(pages.begun)) === 0);
  await pages.begun.evaluate(() => history.pushState(null, '', '/begun/next'));
  await mark(pages.plain, 'saw either of them');
  expect(await hosts(pages.begun)).toBe(0);
  expect(await hosts(pages.plain)).toBe(1);
  expect(noise).toEqual([]);
}

test('in Chromium', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'commonplace-profile-'));
  const browser = await launchChromium({ profile, extension: 'dist/chrome', updates: true });
  try {
    await browser.waitForTarget((target) => target.url().includes('/src/library/'));
    let marked: Page | undefined;
    await goOn(
      browser,
      'dist/chrome',
      (one) => pressAdder(one, 'highlight'),
      async (path) => {
        const one = await browser.newPage();
        await one.goto(site.url + path);
        marked ??= one;
        return one;
      },
    );
    expect(await hostText(marked!)).not.toContain('Reload');
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('in Firefox', async () => {
  const learner = await startFirefoxLearner();
  try {
    await goOn(
      learner.browser,
      'dist/firefox',
      (one) => until('the adder', () => pressFirefoxAdder(one, 'highlight')),
      (path) => learner.open(site.url + path),
    );
  } finally {
    await learner.close();
  }
});
