/** A real Chromium and a temporary folder for as long as a benchmark runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';

export async function inChromium<Result>(run: (browser: Browser, folder: string) => Promise<Result>): Promise<Result> {
  ensureBrowsers(['chromium']);
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const browser = await launchChromium({ profile: join(folder, 'profile') });
  try {
    return await run(browser, folder);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
