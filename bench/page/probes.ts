/** What is looked at in a page while a reader reads: frames while it scrolls, work while the pointer moves, memory. */
import type { CDPSession, Frame, Page } from 'puppeteer-core';
import { quantile } from '../median.ts';

const SCROLLS = 150;
const MOVES = 120;

/**
 * The 95th percentile of the time between two frames of the page, in ms, while the wheel turns over a place of the window.
 * @param at where the pointer stands: over the page, or over a margin in it
 */
export async function scrollFrames(
  page: Page,
  at: { x: number; y: number },
  frame: Frame = page.mainFrame(),
): Promise<number> {
  await page.mouse.move(at.x, at.y);
  await frame.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { times });
    const look = (time: number): void => {
      times.push(time);
      if ((globalThis as { times?: number[] }).times === times) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (let turns = 0; turns < SCROLLS; turns++) {
    await page.mouse.wheel({ deltaY: turns < (SCROLLS * 2) / 3 ? 240 : -240 });
    await new Promise((later) => setTimeout(later, 16));
  }
  const times = await frame.evaluate(() => {
    const { times } = globalThis as unknown as { times: number[] };
    Object.assign(globalThis, { times: undefined });
    return times;
  });
  return quantile(
    times.slice(1).map((time, place) => time - (times[place] ?? time)),
    0.95,
  );
}

/** The main thread's work in ms for one move of the pointer, over lines of text in the middle of the window. */
export async function hoverWork(page: Page): Promise<number> {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const before = (await page.metrics()).TaskDuration ?? 0;
  for (let move = 0; move < MOVES; move++) {
    await page.mouse.move(width * (0.1 + (0.4 * ((move * 7) % 10)) / 10), height * (0.1 + (0.8 * move) / MOVES));
    await new Promise((later) => setTimeout(later, 16));
  }
  return ((((await page.metrics()).TaskDuration ?? 0) - before) * 1000) / MOVES;
}

/** The pointer goes to the first of these words that is in sight, and stays. */
export async function pointAt(page: Page, quotes: readonly string[]): Promise<void> {
  const place = await page.evaluate((wanted) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const quote = wanted.find((one) => (node as Text).data.includes(one));
      if (quote === undefined) continue;
      const range = document.createRange();
      const start = (node as Text).data.indexOf(quote);
      range.setStart(node, start);
      range.setEnd(node, start + quote.length);
      const line = [...range.getClientRects()].find(({ top, bottom }) => top > 0 && bottom < innerHeight);
      if (line) return { x: line.left + line.width / 2, y: line.top + line.height / 2 };
    }
    return null;
  }, quotes);
  if (!place) throw new Error('none of the words is in sight');
  await page.mouse.move(place.x, place.y, { steps: 2 });
}

/** The JavaScript heaps of a page and of a frame of another process in it, in MB, after garbage was collected. */
export async function heap(page: Page, frame?: Frame): Promise<number> {
  const sessions: Pick<CDPSession, 'send'>[] = [await page.createCDPSession()];
  // a frame of another process has a session of its own, which puppeteer keeps to itself
  const own = (frame as { client?: CDPSession } | undefined)?.client;
  const main = (page.mainFrame() as { client?: CDPSession }).client;
  if (own && own !== main) sessions.push(own);
  let bytes = 0;
  for (const session of sessions) {
    await session.send('HeapProfiler.collectGarbage');
    bytes += (await session.send('Runtime.getHeapUsage')).usedSize;
  }
  return bytes / 1e6;
}
