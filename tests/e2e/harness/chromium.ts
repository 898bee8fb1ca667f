/** A learner's real Chromium with the built extension and a profile of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page, WebWorker } from 'puppeteer-core';
import { launchChromium } from '../../../scripts/chromium.ts';

export type Learner = {
  readonly browser: Browser;
  readonly extensionId: string;
  worker(): Promise<WebWorker>;
  open(url: string): Promise<Page>;
  /** A page of the extension in a tab of its own, such as `src/library/index.html#/notes`. */
  extensionPage(path: string): Promise<Page>;
  /** Ends the browser without warning, as a power cut of the program would. */
  kill(): Promise<void>;
  /** Starts it again with the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/**
 * @param on the folder that the profile's own is made in
 * @param language of the browser; that of the machine if left out
 */
export async function startLearner(folder = 'dist/chrome', on = tmpdir(), language?: string): Promise<Learner> {
  const profile = await mkdtemp(join(on, 'commonplace-profile-'));
  let browser: Browser;
  let extensionId = '';

  const isWorker = (target: { type(): string; url(): string }) =>
    target.type() === 'service_worker' && target.url().startsWith('chrome-extension://');

  async function launch(): Promise<void> {
    browser = await launchChromium({ profile, extension: folder, language, viewport: { width: 1200, height: 800 } });
    const target = await browser.waitForTarget(isWorker, { timeout: 30_000 });
    extensionId = new URL(target.url()).host;
  }

  await launch();
  return {
    get browser() {
      return browser;
    },
    get extensionId() {
      return extensionId;
    },
    async worker() {
      const target = await browser.waitForTarget(isWorker);
      const worker = await target.worker();
      if (!worker) throw new Error('the background has no worker');
      return worker;
    },
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    async extensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },
    async kill() {
      const child = browser.process();
      const ended = new Promise((done) => child?.once('exit', done));
      child?.kill('SIGKILL');
      await ended;
    },
    restart: launch,
    async close() {
      await browser.close().catch(() => undefined);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
