/** A passage that is pointed at tells who wrote what, beside it, in a frame that the page cannot look into. */
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatherCircle, type Circle } from './harness/circle.ts';
import { frameWords } from './harness/frame-words.ts';
import { hostShows, marginFrame, painted } from './harness/in-page.ts';
import { cardWith, wordsOf } from './harness/margin.ts';
import { noteFromBefore } from './harness/notes.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const WORDS = 'zanzibar quicksilver';
const BODY = `<!doctype html><title>Tides</title>
  <p style="margin:60px">The sea keeps <b id="appointments">its appointments</b> with the moon.</p><p>Nothing here.</p>`;

describe('pointing at a passage', () => {
  let circle: Circle;
  let site: Site;
  beforeAll(async () => {
    site = await serveSite({
      '/': { body: BODY },
      '/coep': { body: BODY, headers: { 'cross-origin-embedder-policy': 'require-corp' } },
    });
    circle = await gatherCircle();
    for (const path of ['/', '/coep'])
      await noteFromBefore(await circle.ada.desk(), `${site.url}${path}`, 'its appointments', WORDS);
    await until('Ben has them', async () => (await wordsOf(await circle.ben.desk())) !== '');
  });
  afterAll(async () => {
    await circle.close();
    await site.close();
  });

  const glanceIn = (page: Page): Frame | undefined => page.frames().find((one) => one.url().includes('/src/glance/'));

  test.each(['/', '/coep'])('shows the first words of its notes; a press opens the card (%s)', async (path) => {
    const page = await circle.ben.learner.open(`${site.url}${path}`);
    await until('the passage is painted', async () =>
      Object.values(await painted(page))
        .flat()
        .includes('its appointments'),
    );
    await page.bringToFront();
    expect(glanceIn(page)).toBeUndefined();
    await page.hover('#appointments');
    const { value: glance, ms } = await until('the glance', async () => {
      const frame = glanceIn(page);
      return frame && (await wordsOf(frame)).includes(WORDS) && frame;
    });
    console.log(`first glance at a passage after ${ms.toFixed(0)} ms`);
    expect(await wordsOf(glance)).toContain('Ada');
    await until('the glance is shown', () => hostShows(page, 'glance', 'shown'));
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('zanzibar');
    // a frame that is out of sight draws no frames of its own
    await glance.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    await (await glance.waitForSelector('button'))?.click();
    await cardWith(await marginFrame(page), WORDS);
    await page.close();
  });

  test('where it is pressed at once the margin has its words, and they do not come a second time', async () => {
    const page = await circle.ben.learner.open(`${site.url}/`);
    await until('the passage is painted', async () => Object.values(await painted(page)).flat().length > 0);
    await page.bringToFront();
    await page.hover('#appointments');
    // the pointer is looked at once a frame
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
    await page.click('#appointments');
    await until('the card', async () => (await frameWords(page, '/src/margin/')).includes(WORDS));
    // longer than it takes to ask, load, and rest
    await new Promise((later) => setTimeout(later, 1500));
    expect(await hostShows(page, 'glance', 'shown')).toBe(false);
    await page.close();
  });
});
