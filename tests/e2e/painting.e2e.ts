/**
 * Passages in shadow trees and frames, in both browsers with the built extension: their content scripts see pages each
 * in its own way, so that what paints in a plain page may not paint from there.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { askBackground } from './harness/ask.ts';
import { startLearner } from './harness/chromium.ts';
import { startFirefoxLearner } from './harness/firefox.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const FONT = 'font:20px/40px monospace;white-space:pre;margin:0';
const HTML = `<!doctype html><title>Layers</title><body style="margin:0"><p style="${FONT}">plain            words</p>
<div id="host"><template shadowrootmode="open"><p style="${FONT}">shaded           words</p></template></div>
<iframe src="/inner" style="display:block;border:0;width:500px;height:40px"></iframe><p style="${FONT}">nothing here</p>`;

type Learner = { open(url: string): Promise<Page>; close(): Promise<void>; desk: Page };

const BROWSERS: Record<string, () => Promise<Learner>> = {
  Chromium: async () => {
    const learner = await startLearner();
    const desk = await learner.extensionPage('src/library/index.html');
    return { open: (url) => learner.open(url), close: () => learner.close(), desk };
  },
  Firefox: async () => {
    const learner = await startFirefoxLearner();
    return { open: (url) => learner.open(url), close: () => learner.close(), desk: learner.desk() };
  },
};

describe.each(Object.entries(BROWSERS))('in %s', (_, start) => {
  let site: Site;
  let learner: Learner;
  beforeAll(async () => {
    site = await serveSite({
      '/': { body: HTML },
      '/inner': { body: `<!doctype html><body style="margin:0"><p style="${FONT}">framed           words</p>` },
    });
    learner = await start();
  });
  afterAll(async () => {
    await learner?.close();
    await site.close();
  });

  test('passages everywhere are painted, pointed at and pressed; a frame that vanishes disturbs nothing', async () => {
    const { groups } = (await askBackground(learner.desk, 'conversation.read', { keys: [] })) as {
      groups: { id: string; personal: boolean }[];
    };
    const group = groups.find(({ personal }) => personal)!.id;
    const source = `${site.url}/`;
    for (const exact of ['plain words', 'shaded words', 'framed words']) {
      const selectors = [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }];
      const target = { source, keys: [documentKey(source)!], title: 'Layers', selectors };
      await askBackground(learner.desk, 'note.create', {
        kind: 'highlight',
        text: '',
        tags: [],
        group,
        target,
        parent: null,
      });
    }
    const page = await learner.open(source);
    await page.bringToFront();
    // a frame that loads late is seen when the page next changes
    await page.evaluate(() => document.body.append(document.createElement('p')));
    await until('the blank in every passage is painted', async () => {
      const grounds = await groundsOf(page);
      return grounds.slice(0, 3).every((ground) => ground !== grounds[3]);
    });

    const painted = await groundsOf(page);
    /** The lines that look otherwise than when nothing is pointed at. */
    const pointed = async (): Promise<string> =>
      (await groundsOf(page)).flatMap((ground, line) => (ground === painted[line] ? [] : line)).join();
    for (const line of [0, 1, 2]) {
      await page.mouse.move(30, line * 40 + 20);
      await until(`line ${line} is shown as pointed at`, async () => (await pointed()) === String(line));
      await page.mouse.move(600, 300);
      await until('and no longer', async () => (await pointed()) === '');
    }
    await page.mouse.move(450, 20);
    await new Promise((later) => setTimeout(later, 300));
    expect(await pointed()).toBe('');

    await page.evaluate(() => document.querySelector('iframe')!.remove());
    await page.mouse.move(30, 60);
    await until('the shadow tree is still looked into', async () => (await pointed()).startsWith('1'));
    await page.mouse.click(30, 20);
    await until('a press opens the margin', () =>
      page.evaluate(() => document.elementFromPoint(innerWidth - 50, 300)?.localName === 'commonplace-host'),
    );
    await page.close();
  });

  test('a press in a frame opens the margin', async () => {
    const page = await learner.open(`${site.url}/`);
    await page.bringToFront();
    await page.evaluate(() => document.body.append(document.createElement('p')));
    await until('a press opens the margin', async () => {
      await page.mouse.click(30, 100);
      return page.evaluate(() => document.elementFromPoint(innerWidth - 50, 300)?.localName === 'commonplace-host');
    });
    await page.close();
  });
});

/** The colour of each line's ground, where it is blank. */
async function groundsOf(page: Page): Promise<string[]> {
  const picture = await page.screenshot({ encoding: 'base64' });
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    return [0, 1, 2, 3].map((line) => String(context.getImageData(150, line * 40 + 15, 1, 1).data));
  }, picture);
}
