/** The margin's width is set on one site, by mouse and by keys, and found again there, also in a new browser session, and not where another was set. */
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, test } from 'vitest';
import { askContent, contentScriptRuns, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { marginFrame } from './harness/in-page.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const BODY = '<!doctype html><meta charset="utf-8"><title>A page</title><h1>The tide</h1><p>It is never late.</p>';
let learner: Learner;
let desk: Page;
let sites: Site[];

beforeAll(async () => {
  sites = [
    await serveSite({ '/': { body: BODY }, '/other': { body: BODY } }),
    await serveSite({ '/': { body: BODY } }),
  ];
  learner = await startLearner();
  desk = await learner.extensionPage('src/library/index.html');
});
afterAll(async () => {
  await learner.close();
  for (const site of sites) await site.close();
});

async function openMargin(url: string): Promise<{ page: Page; margin: Frame }> {
  const page = await learner.open(url);
  await until('the content script', () => contentScriptRuns(learner, url));
  await page.bringToFront();
  await askContent(desk, await tabAt(desk, url), 'margin.show', { note: null });
  const margin = await marginFrame(page);
  await margin.waitForSelector('.margin-head');
  return { page, margin };
}

/** What the frame has, and what the page leaves free beside it. */
async function expectWidth({ page, margin }: { page: Page; margin: Frame }, width: number): Promise<void> {
  await until(`a margin of ${width} px`, async () => (await margin.evaluate(() => innerWidth)) + 1 === width);
  await until('room for it', async () => {
    const room = await page.evaluate(() => getComputedStyle(document.documentElement).marginRight);
    return room === `${width}px`;
  });
}

test('by mouse and by keys', async () => {
  const [first, second] = sites.map(({ url }) => url) as [string, string];
  const other = await openMargin(`${second}/`);
  await expectWidth(other, 380);
  const { page, margin } = other;
  // from the first thing in the frame back to its edge
  await until('the focus is on the edge', async () => {
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    return !(await margin.evaluate(() => document.hasFocus()));
  });
  await page.keyboard.press('Home');
  await expectWidth(other, 280);
  await page.close();

  const one = await openMargin(`${first}/`);
  // what was chosen last, where nothing was chosen yet
  await expectWidth(one, 280);
  const at = { x: (await one.page.evaluate(() => innerWidth)) - 284, y: 500 };
  await one.page.mouse.move(at.x, at.y);
  await one.page.mouse.down();
  await one.page.mouse.move(at.x - 150, at.y, { steps: 5 });
  await one.page.mouse.up();
  await expectWidth(one, 430);
  await one.page.close();

  await learner.kill();
  await learner.restart();
  desk = await learner.extensionPage('src/library/index.html');
  await expectWidth(await openMargin(`${first}/other`), 430);
  await expectWidth(await openMargin(`${second}/`), 280);
});
