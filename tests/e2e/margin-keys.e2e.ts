/** While the margin opens the keys stay in the page with a reader who goes on there, and go to its card otherwise. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLearner, type Learner } from './harness/chromium.ts';
import { clickPassage, marginFrame, painted } from './harness/in-page.ts';
import { cardWith } from './harness/margin.ts';
import { noteFromBefore } from './harness/notes.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const BODY = `<!doctype html><title>Tides</title><p>The sea keeps its appointments with the moon.</p><input>`;
const WORDS = 'letters typed while it is loaded are all here';

describe('while the margin opens', () => {
  let learner: Learner;
  let site: Site;
  beforeAll(async () => {
    site = await serveSite({ '/': { body: BODY } });
    learner = await startLearner();
    const desk = await learner.extensionPage('src/library/index.html');
    await noteFromBefore(desk, `${site.url}/`, 'its appointments', 'zanzibar');
  });
  afterAll(async () => {
    await learner?.close();
    await site?.close();
  });

  test('what is written in the page comes to stand there', async () => {
    const page = await learner.open(`${site.url}/`);
    await until('the passage is painted', async () => Object.values(await painted(page)).flat().length > 0);
    await clickPassage(page, 'its appointments');
    await page.click('input');
    await page.keyboard.type(WORDS, { delay: 30 });
    await cardWith(await marginFrame(page), 'zanzibar');
    expect(await page.$eval('input', (field) => field.value)).toBe(WORDS);
    await page.close();
  });

  test('a reader who waits has them at the card', async () => {
    const page = await learner.open(`${site.url}/`);
    await until('the passage is painted', async () => Object.values(await painted(page)).flat().length > 0);
    await clickPassage(page, 'its appointments');
    const margin = await marginFrame(page);
    await until('the card has the focus', () =>
      margin.evaluate(() => document.hasFocus() && document.activeElement?.textContent?.includes('zanzibar')),
    );
    await page.close();
  });
});
