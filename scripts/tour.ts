/** The tour that `npm start` shows: a browser with the extension that has joined the sample class. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TargetType, type Browser, type Page } from 'puppeteer-core';
import { launchChromium } from './chromium.ts';
import type { SampleEndpoint } from './sample-endpoint.ts';

const EXTENSION = 'dist/chrome';
const READINGS = ['appointments-with-the-sea.html', 'fi-al-hamish-muttasa.html', 'the-same-page-again.html'] as const;
const DESKTOP = { width: 1280, height: 860 };

/** Opens a visible browser on the first reading; its profile stays for the next start. */
export async function openBrowser({ url, loaded }: SampleEndpoint, profile: string): Promise<Browser> {
  const browser = await launchChromium({ profile: resolve(profile), extension: EXTENSION, headless: false });
  await joinClass(browser, loaded.invitationUrl);
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.goto(`${url}/readings/${READINGS[0]}`);
  await page.bringToFront();
  return browser;
}

/** Walks the tour without a display. @returns the pictures it made */
export async function walkTour({ url, loaded }: SampleEndpoint, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const profile = await mkdtemp(join(tmpdir(), 'commonplace-tour-'));
  const browser = await launchChromium({ profile, extension: EXTENSION, viewport: DESKTOP });
  const pictures: string[] = [];
  const take = async (page: Page, name: string): Promise<void> => {
    const path = join(folder, `${String(pictures.length + 1)}-${name}.png`) as `${string}.png`;
    await page.bringToFront();
    await page.screenshot({ path });
    pictures.push(path);
  };
  try {
    await joinClass(browser, loaded.invitationUrl);
    const reading = await openReading(browser, `${url}/readings/${READINGS[0]}`);
    await take(reading, 'reading');
    await openPassage(reading);
    await take(reading, 'margin');
    await reading.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await take(reading, 'margin-dark');
    await reading.emulateMediaFeatures([]);

    const popup = await extensionPage(browser, `src/popup/index.html#tab=${await tabOf(browser, reading)}`);
    await popup.setViewport({ width: 400, height: 600 });
    await popup.waitForSelector('main');
    await settle(popup);
    await take(popup, 'popup');

    const arabic = await openReading(browser, `${url}/readings/${READINGS[1]}`);
    await openPassage(arabic);
    await take(arabic, 'right-to-left');

    const library = await extensionPage(browser, 'src/library/index.html');
    await library.setViewport(DESKTOP);
    await library.waitForSelector('main');
    await settle(library);
    await take(library, 'library');
  } finally {
    await browser.close().catch(() => undefined);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return pictures;
}

/** Joins as a new guest through the extension's own interface, once a profile. */
export async function joinClass(browser: Browser, invitation: string): Promise<void> {
  const page = await extensionPage(browser, 'src/library/index.html');
  await ask(page, 'group.join', { invitation, name: 'You' });
  await ask(page, 'sync.now', {});
  await page.close();
}

export async function extensionPage(browser: Browser, path: string): Promise<Page> {
  const worker = await browser.waitForTarget(
    (one) => one.type() === TargetType.SERVICE_WORKER && one.url().startsWith('chrome-extension://'),
  );
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${new URL(worker.url()).host}/${path}`);
  return page;
}

export async function openReading(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => [...CSS.highlights.values()].some((one) => one.size > 0), { timeout: 15_000 });
  return page;
}

/** Opens the margin as a reader does: by a click on a painted passage, here one with several around it. */
export async function openPassage(page: Page): Promise<void> {
  await page.bringToFront();
  const point = await page.evaluate((which) => {
    const ranges = [...CSS.highlights.values()]
      .flatMap((highlight) => [...highlight] as Range[])
      .filter((range) => !range.startContainer.parentElement?.closest('a'))
      .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    const range = ranges[Math.min(which, ranges.length - 1)];
    range?.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = range?.getClientRects()[0];
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
  }, 4);
  if (!point) throw new Error('no passage is painted');
  await page.mouse.click(point.x, point.y);
  await page.waitForFrame((frame) => frame.url().includes('/src/margin/'));
  await settle(page);
}

/** The browser's number for the tab of a page. */
export async function tabOf(browser: Browser, page: Page): Promise<number> {
  const helper = await extensionPage(browser, 'src/library/index.html');
  const id = await helper.evaluate(
    async (url) => (await chrome.tabs.query({})).findLast((one) => one.url === url)?.id,
    page.url(),
  );
  await helper.close();
  if (id === undefined) throw new Error(`no tab shows ${page.url()}`);
  return id;
}

export async function ask(page: Page, method: string, params: object): Promise<void> {
  const answer = JSON.stringify(await answerOf(page, method, params));
  if (answer.includes('"ok":false')) throw new Error(`${method}: ${answer}`);
}

/** What the background answers to a page of ours. */
export async function answerOf(page: Page, method: string, params: object): Promise<unknown> {
  const reply = await page.evaluate(
    (name, given) => chrome.runtime.sendMessage({ rpc: 'pages', method: name, params: given }),
    method,
    params,
  );
  const { answer, failed } = reply as { answer?: unknown; failed?: string };
  if (failed !== undefined) throw new Error(`${method}: ${failed}`);
  return answer;
}

/** Notes arrive, fonts load, transitions end: what a person would wait for before looking. */
export function settle(page: Page): Promise<void> {
  return page.waitForNetworkIdle({ idleTime: 700, timeout: 10_000 });
}

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  tabs: {
    query(filter: object): Promise<{ id?: number; url?: string }[]>;
  };
};
