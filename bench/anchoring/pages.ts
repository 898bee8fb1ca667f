/** Pages of this disk in the measured browser, with scripts in them, closed when done. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';

/** Opens a file with scripts in it for as long as something runs on it. */
export async function onPage<Result>(
  browser: Browser,
  file: string,
  scripts: readonly string[],
  run: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await openPage(browser, file, scripts);
  try {
    return await run(page);
  } finally {
    await page.close();
  }
}

/** Opens a file with scripts in it. */
export async function openPage(browser: Browser, file: string, scripts: readonly string[]): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: 'load' });
  for (const script of scripts) await page.addScriptTag({ content: await readFile(script, 'utf8') });
  await page.bringToFront();
  return page;
}

let count = 0;

/** Writes a page into a folder and names its file. */
export async function written(folder: string, html: string): Promise<string> {
  const file = join(folder, `page-${++count}.html`);
  await writeFile(file, html);
  return file;
}
