import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLearner, type Learner } from './harness/chromium.ts';
import { contentScriptRuns } from './harness/ask.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

describe('what a page without notes pays', () => {
  let learner: Learner;
  let site: Site;
  beforeAll(async () => {
    site = await serveSite({ '/': { body: '<!doctype html><title>Plain</title><p>Nothing to see here.</p>' } });
    learner = await startLearner();
  });
  afterAll(async () => {
    await learner.close();
    await site.close();
  });

  test.each(['chrome', 'firefox'])(
    'the content script for %s is one file of at most 2.5 KB gzip, the rest at most 39 KB more',
    (browser) => {
      const manifest = JSON.parse(readFileSync(`dist/${browser}/manifest.json`, 'utf8')) as {
        content_scripts: { js: string[]; css?: string[] }[];
      };
      expect(manifest.content_scripts).toHaveLength(1);
      const [script, ...more] = manifest.content_scripts[0]!.js;
      expect(more).toEqual([]);
      for (const [file, most] of [
        [script!, 2.5],
        ['annotate.js', 39],
      ] as const) {
        const code = readFileSync(`dist/${browser}/${file}`);
        expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(most * 1024);
        expect(code.toString()).not.toMatch(/\bimport\s*\(/);
      }
    },
  );

  test('nothing but margin and glance can be loaded by pages', () => {
    const manifest = JSON.parse(readFileSync('dist/chrome/manifest.json', 'utf8')) as {
      web_accessible_resources: { resources: string[]; use_dynamic_url: boolean }[];
    };
    expect(manifest.web_accessible_resources).toEqual([
      { resources: ['src/margin/index.html', 'src/glance/index.html'], matches: ['<all_urls>'], use_dynamic_url: true },
    ]);
    expect(readdirSync('dist/chrome/src/margin')).toEqual(['index.html']);
  });

  test('it asks nobody for anything, and neither does the background', async () => {
    const { client: worker } = await learner.worker();
    const asked: string[] = [];
    // Its own modules come from the disk, and may still be coming: it has just begun.
    const isOwn = (address: string): boolean => address.startsWith(`chrome-extension://${learner.extensionId}/`);
    worker.on('Network.requestWillBeSent', ({ request }) => isOwn(request.url) || asked.push(request.url));
    await worker.send('Network.enable');
    const page = await learner.browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${site.url}/`);
    await until('the content script', () => contentScriptRuns(learner, `${site.url}/`));
    expect(asked.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([`${site.url}/`]);
    await page.close();
  });

  test('its document has at most one element more, and its own attributes and style sheets', async () => {
    const page = await learner.open(`${site.url}/`);
    await until('the content script', () => contentScriptRuns(learner, site.url));
    const seen = await page.evaluate(() => ({
      elements: document.querySelectorAll('*').length,
      attributes: document.documentElement.attributes.length + document.body.attributes.length,
      globals: Object.keys(window).filter((name) => /commonplace/i.test(name)),
    }));
    expect(seen.elements).toBeLessThanOrEqual(5 + 1);
    expect(seen).toMatchObject({ attributes: 0, globals: [] });
  });
});
