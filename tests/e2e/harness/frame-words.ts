/** What a frame of ours in a page says, read by a session of its own. */
import type { Page } from 'puppeteer-core';

/**
 * Where two frames of the extension are made in the same moment, puppeteer's `Frame` of one may wait for ever for its context (24.43 with Chromium 156,
 * six of thirty times under load), while the frame itself is there and drawn.
 * @returns empty while there is no such frame
 */
export async function frameWords(page: Page, path: string): Promise<string> {
  const target = page
    .browser()
    .targets()
    .findLast((one) => one.url().includes(path));
  if (!target) return '';
  const session = await target.createCDPSession();
  try {
    const { result } = await session.send('Runtime.evaluate', { expression: 'document.body?.innerText ?? ""' });
    return String(result.value);
  } finally {
    await session.detach();
  }
}
