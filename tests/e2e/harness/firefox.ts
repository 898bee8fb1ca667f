/** A learner's real Firefox with the built extension, driven over WebDriver BiDi. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch, type Browser, type Frame, type Page } from 'puppeteer-core';
import { until } from './wait.ts';

export type FirefoxLearner = {
  readonly browser: Browser;
  open(url: string): Promise<Page>;
  /** The page of the extension that opens on installing: BiDi may not go to another by itself. */
  desk(): Page;
  /** The margin in a page; BiDi gives frames of the extension no address, so it is known by its content. */
  marginFrame(page: Page): Promise<Frame | undefined>;
  close(): Promise<void>;
};

export async function startFirefoxLearner(
  folder = 'dist/firefox',
  preferences: Record<string, unknown> = {},
): Promise<FirefoxLearner> {
  const profile = await profileFor(await extensionId(folder));
  const browser = await launch({
    browser: 'firefox',
    userDataDir: profile,
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    headless: true,
    defaultViewport: { width: 1200, height: 800 },
    extraPrefsFirefox: {
      // The address of our pages is random for each profile; a test must know it.
      'extensions.webextensions.uuids': JSON.stringify({ [await extensionId(folder)]: FIREFOX_UUID }),
      // Host permissions of an MV3 extension are asked for at installing; automation cannot answer.
      'extensions.originControls.grantByDefault': true,
      ...preferences,
    },
  });
  await browser.installExtension(resolve(folder));
  // BiDi tells no address of a tab that the extension opened; the page itself does.
  const { value: welcome } = await until('the first-run page', async () => {
    for (const page of await browser.pages()) {
      if ((await page.evaluate(() => location.href)).startsWith(`moz-extension://${FIREFOX_UUID}/src/library/`))
        return page;
    }
    return null;
  });
  await welcome.waitForSelector('main');
  return {
    browser,
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    desk: () => welcome,
    async marginFrame(page) {
      for (const frame of page.frames()) {
        if (frame !== page.mainFrame() && (await frame.$('main.margin').catch(() => null))) return frame;
      }
      return undefined;
    },
    close: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** A profile whose owner has allowed the extension in private windows, which nobody can do for them later. */
async function profileFor(extension: string): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'commonplace-firefox-'));
  const allowed = { [extension]: { permissions: ['internal:privateBrowsingAllowed'], origins: [] } };
  await writeFile(join(profile, 'extension-preferences.json'), JSON.stringify(allowed));
  return profile;
}

export const FIREFOX_UUID = '6f3f2c34-5a0c-4b6e-9f5b-0d1c8a7e4b21';

async function extensionId(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

/**
 * Presses one of the two buttons of the adder. BiDi cannot look into a closed shadow root, so
 * its place is found as a page would find it: where the host is hit.
 */
export async function pressFirefoxAdder(page: Page, act: 'highlight' | 'comment'): Promise<boolean> {
  const box = await page.evaluate(() => {
    const hit = (x: number, y: number) => document.elementFromPoint(x, y)?.localName === 'commonplace-host';
    const xs: number[] = [];
    const ys: number[] = [];
    // Near the selection: a line at the foot of the page may say what was done before.
    const { top = 0, bottom = 0 } = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? {};
    for (let y = Math.max(2, top - 130); y < Math.min(innerHeight, bottom + 130); y += 4) {
      for (let x = 2; x < innerWidth; x += 4) {
        if (!hit(x, y)) continue;
        xs.push(x);
        ys.push(y);
      }
    }
    return xs.length > 0
      ? { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
      : null;
  });
  if (!box) return false;
  // The adder is written as its words are, whatever the direction of the page.
  const leftward = await page.evaluate(() => {
    const host = document.querySelector('commonplace-host');
    return host !== null && getComputedStyle(host).direction === 'rtl';
  });
  const part = (act === 'highlight') === leftward ? 0.8 : 0.2;
  // The colours have a row of their own below the two.
  await page.mouse.click(box.left + (box.right - box.left) * part, box.top + (box.bottom - box.top) / 4);
  return true;
}
