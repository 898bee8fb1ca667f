/**
 * A hostile member sends every way of making words act, past our own client, by the protocol itself. A reader sees all
 * of it as words, in the margin, the popup, the library and the endpoint's own page of a note: no script runs, no host is asked, no rule of ours is broken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteLink } from '../../src/core/note-link.ts';
import { launchChromium } from '../../scripts/chromium.ts';
import { documentKey } from '../../src/core/document.ts';
import { Learner as Program, fields, freshId, putOp } from '../server/class.ts';
import { hostileWords } from './corpus/hostile-words.ts';
import { askBackground, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { mustBeOk } from './harness/circle.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { pressButton } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const PASSAGES = 40;
const BATCH = 100;

describe('a member whose words are meant to act', () => {
  let endpoint: Endpoint;
  let site: Site;
  let elsewhere: Site;
  let mallory: Program;
  let learner: Learner;
  let desk: Page;
  /** The words that the endpoint took; what its schemas refuse reaches nobody. */
  let taken: string[];
  /** The notes that they are in. */
  let notes: string[];

  beforeAll(async () => {
    endpoint = await startEndpoint();
    elsewhere = await serveSite({});
    const passages = Array.from({ length: PASSAGES }, (_, at) => `<p>Here stands passage number ${at} of all.</p>`);
    site = await serveSite({ '/': { body: `<!doctype html><title>Reading</title>${passages.join('')}` } });
    const words = hostileWords(elsewhere.url);
    expect(words.length).toBeGreaterThanOrEqual(500);

    mallory = await Program.guest(endpoint.url, '<img src=x onerror=harmed=1>');
    const group = await mallory.makeGroup('<svg onload=harmed=1>');
    [taken, notes] = [[], []];
    for (let from = 0; from < words.length; from += BATCH) {
      const some = words.slice(from, from + BATCH);
      const ids = some.map(() => freshId());
      const results = await mallory.push(...some.map((one, at) => noteOf(group, ids[at]!, one, from + at)));
      taken.push(...some.filter((_, at) => results[at]?.status === 'applied'));
      notes.push(...ids.filter((_, at) => results[at]?.status === 'applied'));
    }

    learner = await startLearner();
    desk = await learner.extensionPage('src/library/index.html#settings');
    const code = await mallory.invite(group);
    await mustBeOk(desk, 'group.join', { invitation: `${endpoint.url}/j/${code.replaceAll('-', '')}`, name: 'Ben' });
    await until('all words are here', async () => (await held()).length === taken.length, 60_000);
  });
  afterAll(async () => {
    await learner.close();
    await Promise.all([endpoint.remove(), site.close(), elsewhere.close()]);
  });

  /** Every field that a member fills says the same; most passages are not in the page, so that quotes are shown too. */
  function noteOf(group: string, id: string, words: string, at: number): object {
    const quote =
      at < PASSAGES
        ? { exact: `passage number ${at} of` }
        : { exact: words.slice(0, 1000), prefix: words.slice(0, 30), suffix: words.slice(-30) };
    const source = `${site.url}/`;
    return putOp(
      group,
      id,
      fields({
        kind: at % 3 === 0 ? 'question' : 'comment',
        text: words,
        tags: [words.trim().slice(0, 60).trim() || 'x'],
        target: {
          source,
          keys: [documentKey(source)!],
          title: words.slice(0, 1000),
          selectors: [{ type: 'TextQuoteSelector', ...quote }],
        },
      }),
    );
  }

  async function held(): Promise<unknown[]> {
    const keys = [documentKey(`${site.url}/`)!];
    return (await askBackground(desk, 'conversation.read', { keys }))['notes'] as unknown[];
  }

  /** Watches a page and its frames from their first moment on. */
  async function watched(browser: Browser = learner.browser): Promise<Page> {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(() => {
      const broken: string[] = [];
      Object.assign(globalThis, { broken });
      addEventListener('securitypolicyviolation', (event) => {
        broken.push(`${event.violatedDirective}: ${event.blockedURI}`);
      });
    });
    return page;
  }

  /** What came of the words in a document of ours. */
  function harmIn(place: Page | Frame): Promise<object> {
    return place.evaluate(() => ({
      harmed: 'harmed' in globalThis,
      broken: (globalThis as unknown as { broken?: string[] }).broken ?? 'not watched',
      acting: document.querySelectorAll(
        'script:not([src^="/"]), body img:not([src^="/"]), iframe, object, embed, form[action], base, meta[http-equiv], [onerror], [onload], [ping], [srcdoc]',
      ).length,
      links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
        .map((link) => link.protocol)
        .filter((protocol, at, all) => all.indexOf(protocol) === at && !/^(https?|chrome-extension):$/.test(protocol)),
    }));
  }
  /** The library that reads them comes with the first, and would draw what it draws only then. */
  const formulasAreRead = (place: Page | Frame): Promise<boolean> =>
    place.evaluate(
      () =>
        document.querySelector('.formula math') !== null &&
        !document.querySelector('.formula:not(.formula-unread, :has(math))'),
    );

  const UNHARMED = { harmed: false, broken: [], acting: 0, links: [] };

  test('the endpoint takes them as words, as it takes all words', () => {
    console.log(`${taken.length} of ${hostileWords(elsewhere.url).length} hostile texts were taken by the endpoint`);
    expect(taken.length).toBeGreaterThanOrEqual(500);
  });

  test('in the margin, which shows every one of them', async () => {
    const page = await watched();
    await page.goto(`${site.url}/`);
    await until('passages are painted', async () => Object.values(await painted(page)).flat().length >= PASSAGES);
    await selectText(page, 'passage number 7 of');
    await pressAdder(page, 'comment');
    const margin = await marginFrame(page);
    await pressButton(margin, /^Layout of the notes$/);
    await margin.locator('.layout-bar ::-p-text(As a list)').click();
    await until('the cards are a list', async () => (await margin.$('.cards.beside')) === null);
    // Only those near the view are drawn: all of them are walked past.
    const seen = new Set<string>();
    let hasFormulas = false;
    const walk = (): Promise<{ ids: string[]; isEnd: boolean }> =>
      margin.evaluate(async () => {
        const list = document.querySelector('.margin-scroll')!;
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        const ids = [...document.querySelectorAll<HTMLElement>('[data-note]')].map((one) => one.dataset['note'] ?? '');
        const isEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
        list.scrollTop = isEnd ? 0 : list.scrollTop + 500;
        return { ids, isEnd };
      });
    const all = async (): Promise<boolean> => {
      const { ids, isEnd } = await walk();
      for (const id of ids) seen.add(id);
      expect(await harmIn(margin)).toEqual(UNHARMED);
      hasFormulas ||= await formulasAreRead(margin);
      return isEnd && hasFormulas && seen.size >= taken.length;
    };
    await until('all cards were there, with their formulas', all, 120_000);
    expect(await harmIn(margin)).toEqual(UNHARMED);
    expect(await page.evaluate(() => 'harmed' in globalThis)).toBe(false);
    await page.close();
  });

  test('in the popup', async () => {
    const page = await learner.open(`${site.url}/`);
    const popup = await watched();
    await popup.goto(
      `chrome-extension://${learner.extensionId}/src/popup/index.html#tab=${await tabAt(desk, `${site.url}/`)}`,
    );
    await until('peers’ words are there', async () =>
      popup.evaluate(() => document.body.innerText.includes('<img src=x onerror=harmed=1>')),
    );
    expect(await harmIn(popup)).toEqual(UNHARMED);
    await popup.close();
    await page.close();
  });

  test('in the library, in the list and in the reading with all of its notes', async () => {
    const library = await watched();
    await library.goto(`chrome-extension://${learner.extensionId}/src/library/index.html`);
    await until('the reading is listed', () => library.evaluate(() => document.querySelector('a[href^="#document/"]')));
    expect(await harmIn(library)).toEqual(UNHARMED);
    await library.evaluate(() => document.querySelector<HTMLAnchorElement>('a[href^="#document/"]')?.click());
    await until(
      'all notes are drawn',
      () => library.evaluate((many) => document.querySelectorAll('.passage .note').length >= many, taken.length),
      60_000,
    );
    await until('formulas are read', () => formulasAreRead(library));
    expect(await harmIn(library)).toEqual(UNHARMED);
    await library.close();
  });

  test('on the endpoint’s page of a note, without the extension, by each of the links', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'commonplace-profile-'));
    const browser = await launchChromium({ profile });
    try {
      const page = await watched(browser);
      await page.goto(noteLink(endpoint.url, notes[0]!));
      const { code } = await mustBeOk(desk, 'account.deviceCode', {});
      await page.type('input[name=code]', String(code));
      await Promise.all([page.waitForNavigation(), page.click('form button')]);
      const harms: object[] = [];
      let formulas = 0;
      const visit = async (tab: Page, at: number): Promise<void> => {
        const answer = await tab.goto(noteLink(endpoint.url, notes[at]!), { waitUntil: 'load' });
        expect(answer?.status()).toBe(200);
        const drawn = await tab.evaluate(() => [
          document.querySelectorAll('.meant').length,
          document.querySelectorAll('math').length,
        ]);
        const harm = { shown: drawn[0], ...(await harmIn(tab)) };
        if (JSON.stringify(harm) !== JSON.stringify({ shown: 1, ...UNHARMED }))
          harms.push({ ...harm, words: taken[at] });
        formulas += drawn[1] ?? 0;
      };
      const tabs = [page, await watched(browser), await watched(browser)];
      // One account may look at so many pages a minute; an endpoint that starts has counted none.
      for (let from = 0; from < notes.length; from += 48) {
        const some = notes.map((_, at) => at).slice(from, from + 48);
        await endpoint.stop();
        await endpoint.start();
        await Promise.all(
          tabs.map(async (tab) => {
            for (let at = some.shift(); at !== undefined; at = some.shift()) await visit(tab, at);
          }),
        );
      }
      console.log(`${notes.length} pages of notes, ${formulas} formulas drawn, ${harms.length} harmed`);
      expect(harms).toEqual([]);
      expect(formulas).toBeGreaterThan(0);
    } finally {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 600_000);

  test('nobody elsewhere was asked for anything, and who is asked would be seen', async () => {
    expect(elsewhere.requests).toEqual([]);
    // the proof that the watch is awake: a picture that is really put into a page of ours
    const library = await watched();
    await library.goto(`chrome-extension://${learner.extensionId}/src/library/index.html`);
    await library.evaluate((url) => document.body.append(Object.assign(new Image(), { src: url })), elsewhere.url);
    await until('the rule holds and is heard', () =>
      library.evaluate(() =>
        (globalThis as unknown as { broken: string[] }).broken.some((one) => one.startsWith('img-src')),
      ),
    );
    expect(elsewhere.requests).toEqual([]);
    const page = await learner.open(`${site.url}/`);
    await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => undefined), `${elsewhere.url}/control`);
    expect(elsewhere.requests).toEqual(['GET /control']);
  });
});
