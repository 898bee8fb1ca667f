/** A page of the built extension that reads nothing: to do things from, and to hold openings against. */
import type { Browser, Page } from 'puppeteer-core';

/** Put beside the extension's own files by who measures. */
export const EMPTY = 'bench-empty.html';

/** The page that is opened at the first start; it is sent there. */
export async function quietPage(browser: Browser): Promise<Page> {
  const target = await browser.waitForTarget((one) => one.url().includes('/src/library/'));
  const desk = await target.page();
  if (!desk) throw new Error('the extension has no page');
  // The page itself may not yet know where it is.
  await desk.goto(new URL(`/${EMPTY}`, target.url()).href);
  return desk;
}
