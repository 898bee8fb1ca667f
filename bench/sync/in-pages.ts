/** Runs the two devices of a round as pages of a real Chromium with a new profile: the first pushes, the second pulls. */
import type { Page } from 'puppeteer-core';
import { bundle } from '../bundle.ts';
import { inChromium } from '../in-chromium.ts';
import type * as ours from './device.ts';
import type * as peer from './peer/device.ts';

export type Times = { push: number; pull: number };

/** The extension's own store and syncer. */
export function pagesOfOurs(url: string, count: number): Promise<Times> {
  return inPages(`${url}/healthz`, 'bench/sync/device.ts', count, async (open) => {
    const first = await open();
    const push = await first.evaluate(
      (url, count) => (globalThis as unknown as { bench: typeof ours }).bench.push(url, count),
      url,
      count,
    );
    await first.close();
    const second = await open();
    const pull = await second.evaluate(
      (url, session) => (globalThis as unknown as { bench: typeof ours }).bench.pull(url, session),
      url,
      push.session,
    );
    return { push, pull };
  });
}

/** PouchDB over the database `notes`. */
export function pagesOfPeer(url: string, count: number, batch: number): Promise<Times> {
  const there = `${url}/notes`;
  return inPages(url, 'bench/sync/peer/device.ts', count, async (open) => {
    const first = await open();
    const push = await first.evaluate(
      (there, count, batch) => (globalThis as unknown as { bench: typeof peer }).bench.push(there, count, batch),
      there,
      count,
      batch,
    );
    await first.close();
    const second = await open();
    const pull = await second.evaluate(
      (there, batch) => (globalThis as unknown as { bench: typeof peer }).bench.pull(there, batch),
      there,
      batch,
    );
    return { push, pull };
  });
}

/** @param address of the endpoint's own origin, since it answers no other page; throws unless all notes have arrived */
async function inPages(
  address: string,
  entry: string,
  count: number,
  run: (open: () => Promise<Page>) => Promise<{ push: ours.Synced; pull: ours.Synced }>,
): Promise<Times> {
  const script = await bundle(entry);
  const { push, pull } = await inChromium((browser) =>
    run(async () => {
      const page = await browser.newPage();
      await page.setBypassCSP(true);
      await page.goto(address);
      await page.evaluate(script);
      return page;
    }),
  );
  if (push.notes !== count || pull.notes !== count)
    throw new Error(`${entry}: ${push.notes} and ${pull.notes} of ${count} notes have arrived`);
  return { push: push.milliseconds, pull: pull.milliseconds };
}
