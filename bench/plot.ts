/** Pictures of charts: an SVG drawn by the browser that is measured anyway. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Browser } from 'puppeteer-core';

/** Writes an SVG as a PNG file. */
export async function plot(
  browser: Browser,
  { svg, width, height }: { svg: string; width: number; height: number },
  file: `${string}.png`,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const page = await browser.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: 1.25 });
  await page.setContent(`<!doctype html><style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: file, type: 'png' });
  await page.close();
}
