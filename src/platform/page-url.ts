/** Addresses of the extension's own pages. */
import { browser } from './browser.ts';

/** Absolute address of a file of the extension; in Chromium a changing one for web-accessible files. */
export function pageUrl(path: string): string {
  return browser.runtime.getURL(path);
}
