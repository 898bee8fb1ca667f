import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentScriptRuns } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startFirefoxLearner, type FirefoxLearner } from './harness/firefox.ts';
import { painted } from './harness/in-page.ts';
import { noteFromBefore } from './harness/notes.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const html = (body: string): string => `<!doctype html><title>A page that lives</title>${body}`;
const TIDE = '<p>The tide table on the wall of the <b>harbour office</b> is a year old, and nobody minds.</p>';
const LAMP = '<p>The lamp at the end of the pier is lit by hand, by whoever comes there first at dusk.</p>';

/** A shell that writes its page itself, 200 ms after its address changed, as apps with routes do. */
const ROUTES =
  html(`<nav>A harbour in four pages, written anew for every route that is taken in it.</nav><main></main><script>
const pages = { '/app/tide': ${JSON.stringify(TIDE)}, '/app/lamp': ${JSON.stringify(LAMP)}, '#tide': ${JSON.stringify(TIDE)}, '#lamp': ${JSON.stringify(LAMP)} };
const show = () => { document.querySelector('main').innerHTML = pages[location.hash || location.pathname] ?? '<p>Nothing here.</p>'; };
globalThis.go = (how, where) => { if (how === 'hash') location.hash = where; else history[how]({}, '', where); setTimeout(show, 200); };
addEventListener('popstate', () => setTimeout(show, 200));
show();
</script>`);

const PAGES = {
  '/late': html(
    `<p>Please wait for the harbour.</p><main></main><script>setTimeout(() => { document.querySelector('main').innerHTML = ${JSON.stringify(TIDE + LAMP)}; }, 6000)</script>`,
  ),
  '/app/tide': ROUTES,
  '/app/lamp': ROUTES,
  '/app/hash': ROUTES,
  '/written': html(`<main>${TIDE}${LAMP}</main>`),
  '/framed': html(
    `<p>The page around the frame speaks of other things.</p><iframe src="/inner" width="600" height="300"></iframe>`,
  ),
  '/framed-late': html(
    `<p>The page around the frame speaks of other things.</p><iframe width="600" height="300"></iframe><script>setTimeout(() => { document.querySelector('iframe').src = '/inner'; }, 2500)</script>`,
  ),
  '/inner': html(TIDE + LAMP),
};

const mine = async (page: Page): Promise<string[]> => (await painted(page))['mine'] ?? [];
const shows = (page: Page, words: string[]) =>
  until(`painted: ${words.join()}`, async () => JSON.stringify(await mine(page)) === JSON.stringify(words), 20_000);
const go = (page: Page, how: string, where: string) =>
  page.evaluate((...all) => (globalThis as unknown as { go(...all: string[]): void }).go(...all), how, where);

describe('a page that lives, in Chromium', () => {
  let learner: Learner;
  let site: Site;
  beforeAll(async () => {
    site = await serveSite(Object.fromEntries(Object.entries(PAGES).map(([path, body]) => [path, { body }])));
    learner = await startLearner();
    const desk = await learner.extensionPage('src/library/index.html');
    for (const path of ['/late', '/app/tide', '/app/hash', '/written', '/framed', '/framed-late'])
      await noteFromBefore(desk, site.url + path, 'harbour office');
    await noteFromBefore(desk, `${site.url}/app/lamp`, 'by whoever comes there first');
  });
  afterAll(async () => {
    await learner.close();
    await site.close();
  });

  test('that fills itself after six seconds gets its notes then', async () => {
    const page = await learner.open(`${site.url}/late`);
    await until('the content script', () => contentScriptRuns(learner, `${site.url}/late`));
    expect(await mine(page)).toEqual([]);
    await page.bringToFront();
    await shows(page, ['harbour office']);
    await page.close();
  });

  test.each(['pushState', 'replaceState'])('that goes elsewhere by %s shows the notes of where it is', async (how) => {
    const page = await learner.open(`${site.url}/app/tide`);
    await shows(page, ['harbour office']);
    await go(page, how, '/app/lamp');
    await shows(page, ['by whoever comes there first']);
    await go(page, how, '/app/nowhere');
    await shows(page, []);
    if (how === 'pushState') await page.evaluate(() => history.go(-2));
    else await go(page, how, '/app/tide');
    await shows(page, ['harbour office']);
    await page.close();
  });

  test('that has its routes after the # shows a note where its words are', async () => {
    const page = await learner.open(`${site.url}/app/hash#lamp`);
    await until('the content script', () => contentScriptRuns(learner, `${site.url}/app/hash`));
    await page.bringToFront();
    await go(page, 'hash', '#tide');
    await shows(page, ['harbour office']);
    await go(page, 'hash', '#lamp');
    await shows(page, []);
    await page.close();
  });

  test('that writes its paragraphs anew keeps its highlights', async () => {
    const page = await learner.open(`${site.url}/written`);
    await shows(page, ['harbour office']);
    for (let turn = 0; turn < 3; turn++) {
      await page.evaluate((at) => {
        const main = document.querySelector('main')!;
        main.innerHTML = `<p>Turn ${at} of the tide.</p>${main.innerHTML}`;
      }, turn);
      await shows(page, ['harbour office']);
    }
    await page.close();
  });

  test('and is not looked at while nobody sees it', async () => {
    const page = await learner.open(`${site.url}/written`);
    await shows(page, ['harbour office']);
    const other = await learner.open(`${site.url}/inner`);
    await until('the page is hidden', () => page.evaluate(() => document.hidden));
    await page.evaluate(() => {
      const main = document.querySelector('main')!;
      main.innerHTML = `<p>In the dark.</p>${main.innerHTML}`;
    });
    await new Promise((done) => setTimeout(done, 2000));
    // the old range died with its paragraph, and nobody has looked for another
    expect((await mine(page)).join('')).toBe('');
    await other.close();
    await page.bringToFront();
    await shows(page, ['harbour office']);
    await page.close();
  });

  test.each(['/framed', '/framed-late'])('with a note in a frame of the same site: %s', async (path) => {
    const page = await learner.open(site.url + path);
    const inFrames = async (): Promise<string[]> =>
      (
        await Promise.all(page.frames().map((frame) => painted(frame as unknown as Page).catch(() => ({}) as never)))
      ).flatMap(({ mine: texts }) => texts ?? []);
    await until('the note is found in the frame', async () => (await inFrames()).includes('harbour office'), 20_000);
    await page.close();
  });
});

describe('a page that lives, in Firefox', () => {
  let fay: FirefoxLearner;
  let site: Site;
  beforeAll(async () => {
    site = await serveSite(Object.fromEntries(Object.entries(PAGES).map(([path, body]) => [path, { body }])));
    fay = await startFirefoxLearner();
    await noteFromBefore(fay.desk(), `${site.url}/app/tide`, 'harbour office');
    await noteFromBefore(fay.desk(), `${site.url}/app/lamp`, 'by whoever comes there first');
  });
  afterAll(async () => {
    await fay?.close();
    await site.close();
  });

  test.each(['pushState', 'replaceState'])('that goes elsewhere by %s shows the notes of where it is', async (how) => {
    const page = await fay.open(`${site.url}/app/tide`);
    await shows(page, ['harbour office']);
    await go(page, how, '/app/lamp');
    await shows(page, ['by whoever comes there first']);
    await go(page, how, '/app/tide');
    await shows(page, ['harbour office']);
    await page.close();
  });
});
