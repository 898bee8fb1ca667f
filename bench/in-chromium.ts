/** A real Chromium and a temporary folder for as long as a benchmark runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';

/** A benchmark may be slow, and is to say so. */
const PATIENCE = 15 * 60_000;

export async function inChromium<Result>(run: (browser: Browser, folder: string) => Promise<Result>): Promise<Result> {
  ensureBrowsers(['chromium']);
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const browser = await launchChromium({ profile: join(folder, 'profile'), patience: PATIENCE });
  try {
    return await run(browser, folder);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
