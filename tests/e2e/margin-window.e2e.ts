/** The margin in a window of its own finds the page of its tab, also where nothing of ours but the first script is there yet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { pressButton, wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

let site: Site;
let learner: Learner;
beforeAll(async () => {
  site = await serveSite({ '/': { body: '<!doctype html><title>Unmarked</title><p>Nobody has been here before.' } });
  learner = await startLearner();
});
afterAll(async () => {
  await learner.close();
  await site.close();
});

test('on a page without notes, and again when both were loaded anew', async () => {
  const page = await learner.open(`${site.url}/`);
  const desk = await learner.extensionPage('src/library/index.html');
  const margin = await learner.extensionPage(`src/margin/index.html#tab=${await tabAt(desk, `${site.url}/`)}`);
  const says = (words: string) => until(words, async () => (await wordsOf(margin)).includes(words));
  await says('Note on the whole page');
  await page.reload();
  await says('was closed or reloaded');
  await margin.reload();
  await says('Note on the whole page');
  expect(await wordsOf(margin)).not.toContain('was closed or reloaded');
});

test.each(['its button', 'Escape'])('it goes by %s', async (by) => {
  await learner.open(`${site.url}/`);
  const desk = await learner.extensionPage('src/library/index.html');
  const margin = await learner.extensionPage(`src/margin/index.html#tab=${await tabAt(desk, `${site.url}/`)}`);
  await until('its page', async () => (await wordsOf(margin)).includes('Note on the whole page'));
  await margin.bringToFront();
  const press = async (): Promise<void> => {
    if (by !== 'Escape') return pressButton(margin.mainFrame(), /^Close notes$/);
    await margin.focus('.margin-scroll');
    await margin.keyboard.press('Escape');
  };
  // it goes while it is pressed
  await press().catch(() => undefined);
  await until('it is gone', async () => margin.isClosed());
});
