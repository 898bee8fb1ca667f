import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMessages } from '../../scripts/messages.ts';
import { loadSampleClass, type LoadedClass } from '../../src/server/sample/load.ts';
import { askBackground, askContent, contentScriptRuns, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { hostText, marginFrame, painted, selectText } from './harness/in-page.ts';
import { wordsOf } from './harness/margin.ts';
import { until } from './harness/wait.ts';

/** All of them by `LANGUAGES=ar,de,es,fr,hi,pt_BR,zh_CN`; `SCREENS=folder` keeps pictures to be looked at. */
const languages = (process.env['LANGUAGES'] ?? 'ar,de').split(',');
const screens = process.env['SCREENS'];

let endpoint: Endpoint;
let loaded: LoadedClass;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonplace-languages-'));
  endpoint = await startEndpoint({ SAMPLE: '1' });
  loaded = await loadSampleClass(endpoint.url, { stateFile: join(folder, 'state.json') });
  if (screens) await mkdir(screens, { recursive: true });
});
afterAll(async () => {
  await endpoint.remove();
  await rm(folder, { recursive: true, force: true });
});

describe.each(languages)('a browser in %s', (locale) => {
  const messages = readMessages(locale);
  const t = (key: string): string => messages[key]?.message ?? `no ${key}`;
  let learner: Learner;
  let desk: Page;

  beforeAll(async () => {
    learner = await startLearner('dist/chrome', tmpdir(), t('languageTag'));
    desk = await learner.extensionPage('src/library/index.html#welcome');
  });
  afterAll(() => learner.close());

  /** A screen is right if it is in the language and nothing is cut off in it. */
  async function look(screen: Page | Frame, name: string, says: readonly string[]): Promise<void> {
    await until(`${name} says ${says.join(' and ')}`, async () => {
      const words = await wordsOf(screen);
      return says.every((one) => words.includes(one));
    });
    const { lang, dir, cut } = await screen.evaluate(whatIsCutOff);
    const page = 'page' in screen ? screen.page() : screen;
    if (screens) {
      await page.bringToFront();
      await page.screenshot({ path: join(screens, `${locale}-${name}.png`) });
    }
    expect({ lang, dir }).toEqual({ lang: t('languageTag'), dir: t('textDirection') });
    expect(cut).toEqual([]);
  }

  const sized = async (page: Page, width: number, height: number): Promise<Page> => {
    await page.setViewport({ width, height });
    return page;
  };

  test('greets a newcomer in the library, in the popup and at a selection', async () => {
    await look(await sized(desk, 1000, 900), 'welcome', [t('welcomeTitle'), t('joinGo')]);
    const reading = await learner.open(`${endpoint.url}/readings/the-same-page-again.html`);
    await until('the content script', () => contentScriptRuns(learner, reading.url()));
    const popup = await learner.extensionPage(`src/popup/index.html#tab=${await tabAt(desk, reading.url())}`);
    await look(await sized(popup, 400, 600), 'popup-newcomer', [t('joinTitle'), t('popupOther')]);
    await popup.close();
    await selectText(reading, 'shared repertoire');
    await until('the adder in the language', async () => (await hostText(reading)).includes(t('adderComment')));
    if (screens) await reading.screenshot({ path: join(screens, `${locale}-adder.png`) });
    await reading.close();
  });

  test('shows popup and margin over a page with notes', async () => {
    const joined = await askBackground(desk, 'group.join', { invitation: loaded.invitationUrl, name: 'Ada' });
    expect(joined).toMatchObject({ ok: true });
    const group = await ownGroup(desk);
    await askBackground(desk, 'group.choose', { group });
    await askBackground(desk, 'sync.now', {});
    const reading = await learner.open(`${endpoint.url}/readings/appointments-with-the-sea.html`);
    await until('the notes are painted', async () => ((await painted(reading))['peer']?.length ?? 0) > 3);
    const tab = await tabAt(desk, reading.url());

    const popup = await learner.extensionPage(`src/popup/index.html#tab=${tab}`);
    await look(await sized(popup, 400, 600), 'popup', [t('openMargin'), 'Amara Okafor']);
    await popup.close();

    await sized(reading, 1280, 860);
    await reading.bringToFront();
    await askContent(desk, tab, 'margin.show', { note: null });
    const margin = await marginFrame(reading);
    await look(margin, 'margin', ['Amara Okafor', t('actionReply')]);
    await margin.click(`[aria-label="${t('findTitle')}"]`);
    await look(margin, 'margin-search', [t('findKind'), t('orderText')]);
    await margin.evaluate((label) => {
      [...document.querySelectorAll('button')].find((one) => one.textContent === label)?.click();
    }, t('addPageNote'));
    await look(margin, 'composer', [t('composePage'), t('labelWhoSees')]);

    const box = await reading.evaluate(() => ({
      left: parseFloat(getComputedStyle(document.documentElement).marginLeft),
      right: parseFloat(getComputedStyle(document.documentElement).marginRight),
    }));
    // the margin stands at the end of the lines of its own language, over a page of whichever direction
    expect(t('textDirection') === 'rtl' ? box.left : box.right).toBe(380);
  });

  test.each([
    ['notes', '', ['libraryNotes', 'export']],
    ['lost', '#lost', ['libraryLost']],
    ['groups', '#groups', ['libraryGroups', 'groupLeave', 'joinTitle']],
    ['settings', '#settings', ['librarySettings', 'keysTitle', 'devicesTitle', 'signOut']],
  ])('shows the library: %s', async (name, hash, keys) => {
    const page = await learner.extensionPage(`src/library/index.html${hash}`);
    await look(await sized(page, 1100, 1400), `library-${name}`, keys.map(t));
    await look(await sized(page, 380, 800), `library-${name}-narrow`, keys.map(t));
    await page.close();
  });
});

async function ownGroup(desk: Page): Promise<string> {
  const { groups } = (await askBackground(desk, 'conversation.read', { keys: [] })) as {
    groups: { id: string; personal: boolean }[];
  };
  const own = groups.find(({ personal }) => !personal);
  if (!own) throw new Error('no group was joined');
  return own.id;
}

/** Runs in the page: labels that do not fit their buttons, and whatever makes the page wider than its window. */
function whatIsCutOff(): { lang: string; dir: string; cut: string[] } {
  const { lang, dir, clientWidth } = document.documentElement;
  const shown = [
    ...document.querySelectorAll<HTMLElement>('button, summary, .button, .segment span, .tab, nav a, h1, h2, label'),
  ].filter((one) => one.checkVisibility() && !one.classList.contains('unseen') && !one.closest('.unseen'));
  const burst = shown.filter(
    (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline',
  );
  const outside = shown.filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 1 && (left < -1 || right > clientWidth + 1);
  });
  const say = (how: string) => (one: Element) =>
    `${how}: ${one.tagName} ${one.textContent?.trim() || one.getAttribute('aria-label')}`;
  const wide =
    document.documentElement.scrollWidth > clientWidth + 1
      ? [`the page is ${document.documentElement.scrollWidth} wide in ${clientWidth}`]
      : [];
  return { lang, dir, cut: [...burst.map(say('burst')), ...outside.map(say('outside')), ...wide] };
}
