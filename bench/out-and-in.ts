/**
 * Many notes taken out of the library and brought in, by the presses that a reader makes: every step of it counts, from the first
 * press until the page says that it is done.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Figures } from './figures.ts';
import type * as entry from './library-entry.ts';
import { longestTask } from './longest-task.ts';
import { median } from './median.ts';

/** The group that is taken out; it has `count` notes. */
export const MANY_GROUP = 'Class';

const FORMATS = ['markdown', 'jsonld', 'hypothesis', 'html', 'csv'] as const;
const NAMES = { markdown: 'Markdown', jsonld: 'JSON-LD', hypothesis: 'Hypothesis', html: 'Web page', csv: 'Table' };

/** @param page of the library in which everything can be found */
export async function takeOut(page: Page, count: number, rounds: number, figures: Figures): Promise<void> {
  await type(page, `in:${MANY_GROUP}`);
  await page.waitForFunction(
    (said) => document.querySelector('.list-head [role=status]')?.textContent?.includes(said) === true,
    { polling: 50 },
    count.toLocaleString('en'),
  );
  const read: number[] = [];
  const written: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Another search and the same again: what was read is forgotten.
    await type(page, `in:${MANY_GROUP} ${'-x '.repeat(round + 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    read.push(await page.evaluate(readAll));
    written.push(await page.evaluate(writeAs, NAMES.markdown));
    await page.evaluate(close);
  }
  const whole = read.map((one, at) => one + (written[at] ?? 0));
  figures[`Markdown of ${count} notes, s from the first press (limit 2)`] = seconds(median(whole));
  figures['  of it until they are read'] = seconds(median(read));
  figures['  of it until the file is there'] = seconds(median(written));
  await type(page, `in:${MANY_GROUP}`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const longest = await longestTask(page, async () => {
    await page.evaluate(readAll);
    await page.evaluate(writeAs, NAMES.markdown);
  });
  figures['  longest task of the page, ms of its thread'] = longest.cpu.toFixed(1);
  for (const format of FORMATS.slice(1)) {
    figures[`the same as ${NAMES[format]}, s until the file is there`] = seconds(
      await page.evaluate(writeAs, NAMES[format]),
    );
  }
  await page.evaluate(close);
}

/** @param desk a page with the store as `bench`; `address`: of the library; `folder`: for the files, of `count` notes each */
export async function bringIn(
  desk: Page,
  { address, folder, count }: { address: string; folder: string; count: number },
  figures: Figures,
): Promise<void> {
  for (const format of ['jsonld', 'hypothesis'] as const) {
    const file = join(folder, `${format}.json`);
    await writeFile(file, await desk.evaluate(fileOf, format, count));
    const page = await desk.browser().newPage();
    await page.bringToFront();
    await page.goto(`${address}#import`);
    await page.reload();
    const field = await page.waitForSelector('input[type=file]' as 'input');
    if (!field) throw new Error('no file can be chosen');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    let read = 0;
    const longestOfReading = await longestTask(page, async () => {
      const begun = await page.evaluate(() => performance.now());
      await field.uploadFile(file);
      await page.waitForSelector('.import-acts .button-primary', { timeout: 120_000 });
      read = (await page.evaluate(() => performance.now())) - begun;
    });
    let taken = 0;
    const longest = await longestTask(page, async () => {
      taken = await page.evaluate(takeAll);
    });
    const said = await page.$eval('.import-counts dd', ({ textContent }) => textContent);
    if (said !== count.toLocaleString('en')) throw new Error(`${said} were taken`);
    figures[`import of ${count} notes as ${NAMES[format]}, s (limit 5)`] = seconds(read + taken);
    figures[`  of it until the file is read (${NAMES[format]})`] = seconds(read);
    figures[`  longest task while it is read, ms of the page's thread (${NAMES[format]}, limit 50)`] =
      longestOfReading.cpu.toFixed(1);
    figures[`  longest task while they are taken, ms of its thread (${NAMES[format]}, limit 50)`] =
      longest.cpu.toFixed(1);
    await page.close();
  }
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);

async function type(page: Page, query: string): Promise<void> {
  await page.evaluate((words) => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]');
    if (!field) throw new Error('there is no search');
    field.value = words;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, query);
}

/** Runs in the page. */
async function readAll(): Promise<number> {
  const button = document.querySelector<HTMLElement>('.list-head button[aria-haspopup=dialog]');
  if (!button) throw new Error('there is nothing to take out');
  const begun = performance.now();
  button.click();
  while (!document.querySelector('dialog.sheet[open]')) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - begun;
}

/** Runs in the page. */
async function writeAs(name: string): Promise<number> {
  const buttons = [...document.querySelectorAll<HTMLElement>('dialog.sheet .format')];
  const button = buttons.find((one) => one.querySelector('.format-name')?.textContent?.includes(name));
  if (!button) throw new Error(`there is no ${name}`);
  const begun = performance.now();
  button.click();
  // What the last one was saved as goes away first.
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (document.querySelector('dialog.sheet progress') || !document.querySelector('dialog.sheet .notice'));
  return performance.now() - begun;
}

/** Runs in the page. */
function close(): void {
  document.querySelector<HTMLDialogElement>('dialog.sheet')?.close();
}

/** Runs in the page. */
async function takeAll(): Promise<number> {
  const button = document.querySelector<HTMLElement>('.import-acts .button-primary');
  const begun = performance.now();
  button?.click();
  while (!document.querySelector('#import-result')) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - begun;
}

/** Runs in the page: notes as another device would have taken them out, so that none of them is here. */
async function fileOf(format: 'jsonld' | 'hypothesis', count: number): Promise<string> {
  const { eachNote, filesOf, newId, openStore, readNotes, textOf } = (globalThis as unknown as { bench: typeof entry })
    .bench;
  const db = openStore();
  const ids: string[] = [];
  await eachNote(db, ({ id }) => ids.length < count && ids.push(id));
  const notes = await readNotes(db, ids);
  db.close();
  const renamed = notes.map((note) => ({
    ...note,
    id: newId(Date.parse(note.created), (length) => crypto.getRandomValues(new Uint8Array(length))),
  }));
  const exportedAt = new Date().toISOString();
  const [file] = filesOf(format, { id: ids[0] ?? '', title: 'All', exportedAt, notes: renamed });
  return file ? textOf(file.pieces) : '';
}
