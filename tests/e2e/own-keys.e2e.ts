/** Keys that are changed in the margin hold in the library that is open beside it, in the popup, and after the browser was started again. */
import type { Frame, KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askContent, giveCommand, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startFirefoxLearner } from './harness/firefox.ts';
import { marginFrame } from './harness/in-page.ts';
import { enterOn, tabTo } from './harness/keyboard.ts';
import { cardWith } from './harness/margin.ts';
import { noteFromBefore } from './harness/notes.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const BODY = '<!doctype html><title>Tides</title><p>The sea keeps its appointments with the moon.</p>';
const LIBRARY = 'src/library/index.html';

let site: Site;
let learner: Learner;
beforeAll(async () => {
  site = await serveSite({ '/': { body: BODY } });
  learner = await startLearner();
  const desk = await learner.extensionPage(LIBRARY);
  await twoNotes(desk);
  await desk.close();
});
afterAll(async () => {
  await learner?.close();
  await site?.close();
});

async function twoNotes(desk: Page): Promise<void> {
  await noteFromBefore(desk, `${site.url}/`, 'its appointments', 'zanzibar');
  await noteFromBefore(desk, `${site.url}/`, 'the moon', 'timbuktu');
}

/** The page with its margin, which has the keys. */
async function openMargin(): Promise<{ page: Page; margin: Frame }> {
  const page = await learner.open(`${site.url}/`);
  await page.bringToFront();
  await giveCommand(await learner.worker(), 'show-margin', page.url());
  return { page, margin: await withKeys(page, await marginFrame(page)) };
}

async function withKeys(page: Page, margin: Frame): Promise<Frame> {
  await cardWith(margin, 'timbuktu');
  await until('the margin has the keys', () => margin.evaluate(() => document.hasFocus()));
  await tabTo(page, margin, /./, '[data-note]');
  return margin;
}

/** Gives the search another key in the list of keys, by keyboard alone. */
async function changeSearch(page: Page, margin: Frame, key: KeyInput): Promise<void> {
  await page.keyboard.press('?');
  await margin.waitForSelector('dialog[open]');
  await enterOn(page, margin, /^Change the key for “Search these notes”$/, 'dialog');
  await until('it listens', () => margin.evaluate(() => document.activeElement?.role === 'application'));
  // Escape ends the listening, and not the list that it stands in.
  await page.keyboard.press('Escape');
  await until('the button has the focus again', () =>
    margin.evaluate(() => document.activeElement?.ariaLabel === 'Change the key for “Search these notes”'),
  );
  expect(await margin.$('dialog[open]')).not.toBeNull();
  await page.keyboard.press('Enter');
  await until('it listens again', () => margin.evaluate(() => document.activeElement?.role === 'application'));
  // Taken: it is said, and it goes on to listen.
  await page.keyboard.press('j');
  await until('it is refused', () =>
    margin.$eval('.key-refused.field-error', (said) =>
      said.textContent?.includes('J is the key for “Next note” already'),
    ),
  );
  await page.keyboard.press(key);
  await until('it is said', () =>
    margin.$eval('dialog [role=status]', (said) =>
      said.textContent?.startsWith('The key for “Search these notes” is now'),
    ),
  );
  await page.keyboard.press('Escape');
  await until('the list is closed', async () => (await margin.$('dialog')) === null);
}

const searches = (frame: Frame | Page, field: string) => () =>
  frame.evaluate((selector) => document.activeElement?.matches(selector) === true, field);

test('a key changed in the margin is the library’s at once, the popup’s, and still there after a restart', async () => {
  const library = await learner.extensionPage(LIBRARY);
  await library.waitForSelector('search input');
  const { page, margin } = await openMargin();
  await changeSearch(page, margin, 'f');
  await tabTo(page, margin, /./, '[data-note]');
  await page.keyboard.press('/');
  expect(await margin.$('.find-bar')).toBeNull();
  await page.keyboard.press('f');
  await until('the margin’s search has the focus', searches(margin, '.find-bar input'));

  await until('the library names it', () =>
    library.$eval('search input', (field) => field.getAttribute('aria-keyshortcuts') === 'f'),
  );
  await library.bringToFront();
  await library.keyboard.press('/');
  expect(await searches(library, 'search input')()).toBe(false);
  await library.keyboard.press('f');
  await until('the library’s search has the focus', searches(library, 'search input'));
  const tab = await tabAt(library, site.url);
  const popup = await learner.extensionPage(`src/popup/index.html#tab=${tab}`);
  await popup.waitForSelector('.filter');
  await popup.keyboard.press('f');
  await until('the popup’s filter has the focus', searches(popup, '.filter'));

  await learner.browser.close();
  await learner.restart();
  const again = await openMargin();
  await again.page.keyboard.press('f');
  await until('the margin’s search has the focus', searches(again.margin, '.find-bar input'));
});

test('the core of it in Firefox', async () => {
  const fay = await startFirefoxLearner();
  try {
    await twoNotes(fay.desk());
    const page = await fay.open(`${site.url}/`);
    await page.bringToFront();
    await until('the margin is asked for', async () =>
      askContent(fay.desk(), await tabAt(fay.desk(), site.url), 'margin.show', { note: null }).then(() => true),
    );
    const { value: margin } = await until('the margin', () => fay.marginFrame(page));
    await withKeys(page, margin);
    await changeSearch(page, margin, 'f');
    await tabTo(page, margin, /./, '[data-note]');
    await page.keyboard.press('/');
    expect(await margin.$('.find-bar')).toBeNull();
    await page.keyboard.press('f');
    await until('the search has the focus', searches(margin, '.find-bar input'));
  } finally {
    await fay.close();
  }
});
