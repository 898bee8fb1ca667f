/**
 * Ada copies the link of a note and gives it to Ben: in his browser it opens the page at the passage, with the margin at the
 * note, and the endpoint is not told which one. In a browser without the extension it opens the endpoint's page of the note.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { tabAt } from './harness/ask.ts';
import { mustBeOk } from './harness/circle.ts';
import { marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, saveNote } from './harness/margin.ts';
import { PASSAGE, readTogether } from './harness/together.ts';
import { until } from './harness/wait.ts';

const together = readTogether();
let link: string;

/** What a page does to who cannot see or point, by axe. */
async function faultsIn(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
}

/** Ben comes to the endpoint by another address than Ada. */
const asBen = (url: string): string => together.circle.ben.wire.url + new URL(url).pathname;

test('the link of a note is copied from its card', async () => {
  const { ada } = together.circle;
  const page = await ada.learner.open(`${together.site.url}/`);
  await selectText(page, PASSAGE);
  await pressAdder(page, 'comment');
  const margin = await marginFrame(page);
  await saveNote(margin, 'Whose word is **this**?');
  const card = await cardWith(margin, 'Whose word is');
  await until('it is sent', () => margin.$eval(card, (one) => one.querySelector('[aria-label="More"]') !== null));
  await pressButton(margin, /^More$/, card);
  // The clipboard of a headless browser is nobody's: what is put there is seen as it is put.
  await margin.evaluate(() => {
    document.addEventListener('copy', () => {
      Object.assign(globalThis, { copied: (document.activeElement as HTMLTextAreaElement).value });
    });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('closed')) } });
  });
  await pressButton(margin, /^Copy link$/, card);
  link = (await until('the link', () => margin.evaluate(() => (globalThis as { copied?: string }).copied))).value;
  expect(link).toMatch(new RegExp(`^${ada.wire.url}/a/[A-Za-z0-9_-]{22}$`));
  await page.close();
});

test('with the extension it leads to the passage, with the margin open at the note, and tells the endpoint nothing', async () => {
  const { ben } = together.circle;
  await until(
    'Ben has the note',
    async () => (await ben.conversation([`//${new URL(together.site.url).host}/`])).notes.length === 1,
  );
  const page = await ben.learner.browser.newPage();
  await page.goto('about:blank');
  await page.bringToFront();
  await page.goto(asBen(link)).catch(() => undefined);
  await until('the reading is there', async () => page.url() === `${together.site.url}/`);
  const margin = await marginFrame(page);
  const card = await cardWith(margin, 'Whose word is');
  await until('its card has the focus', () => margin.$eval(card, (one) => one.contains(document.activeElement)));
  await until('the passage is in view', () =>
    page.evaluate((words) => {
      const range = [...(CSS.highlights.get('commonplace-peer') ?? [])].find((one) =>
        (one as Range).toString().replace(/\s+/g, ' ').includes(words),
      ) as Range | undefined;
      const box = range?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= innerHeight && scrollY > 0;
    }, PASSAGE),
  );
  const seen = await fetch(`${together.circle.endpoint.url}/metrics`).then((answer) => answer.text());
  // The address that was opened never left: the browser's own rule put the id where it is not sent.
  expect(seen).toContain('"/a/"');
  expect(seen).not.toContain('"/a/:note"');
  expect(Object.values(await painted(page)).flat()).toContain(PASSAGE);
  await page.close();
});

test('opened in a tab behind, the margin opens in the page and nowhere else, however long that stays behind', async () => {
  const { ben } = together.circle;
  const { browser } = ben.learner;
  const page = await browser.newPage();
  const front = await browser.newPage();
  await front.bringToFront();
  await page.goto(asBen(link)).catch(() => undefined);
  await until('the reading is there', async () => page.url() === `${together.site.url}/`);
  expect(await page.evaluate(() => document.hidden)).toBe(true);
  // Longer than a frame may take that can be seen.
  await new Promise((done) => setTimeout(done, 5000));
  const outside = browser.targets().filter((one) => one.url().includes('/src/margin/') && one.url().includes('#tab='));
  expect(outside.map((one) => one.url())).toEqual([]);
  await page.bringToFront();
  const card = await cardWith(await marginFrame(page), 'Whose word is');
  expect(card).toBeTruthy();
  await front.close();
  await page.close();
});

test('pasted into the library’s search it opens the page too', async () => {
  const { ben } = together.circle;
  const desk = await ben.desk();
  await desk.bringToFront();
  await desk.type('input[type=search]', asBen(link));
  await until('the way', () => desk.evaluate(() => document.body.innerText.includes('Open the page at the note')));
  await pressButton(desk.mainFrame(), /^Open the page at the note$/);
  await until('a tab at the reading', () => tabAt(desk, `${together.site.url}/`).catch(() => false));
  const { value: page } = await until('its page', async () =>
    (await ben.learner.browser.pages()).find((one) => one.url() === `${together.site.url}/`),
  );
  await cardWith(await marginFrame(page), 'Whose word is');
  await page.close();
});

test('without the extension it is nothing to strangers, and the note to a member who enters a code', async () => {
  const { ben } = together.circle;
  const profile = await mkdtemp(join(tmpdir(), 'commonplace-profile-'));
  const browser = await launchChromium({ profile, viewport: { width: 900, height: 700 } });
  try {
    const page = await browser.newPage();
    const answer = await page.goto(asBen(link));
    expect(answer?.status()).toBe(404);
    expect(await faultsIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.body.innerText)).not.toContain('Whose word');
    const { code } = await mustBeOk(await ben.desk(), 'account.deviceCode', {});
    await page.type('input[name=code]', String(code));
    await Promise.all([page.waitForNavigation(), page.click('form button')]);
    const words = await page.evaluate(() => document.body.innerText);
    expect(words).toContain('Whose word is this?');
    expect(words).toContain(PASSAGE);
    expect(words).toContain('Ada');
    expect(await faultsIn(page)).toEqual([]);
    expect(await page.$eval('.words strong', (element) => element.textContent)).toBe('this');
    await Promise.all([page.waitForNavigation(), page.click('footer button')]);
    expect(await page.evaluate(() => document.body.innerText)).not.toContain('Whose word');
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
