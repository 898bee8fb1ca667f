/**
 * The page in which a note is being saved goes away at a random moment: closed, crashed, or with
 * the browser. A note whose composer had closed, as the writer sees that it is saved, is there.
 */
import type { Frame, Page } from 'puppeteer-core';
import { marginFrame, pressAdder, selectText } from '../e2e/harness/in-page.ts';
import { pressButton } from '../e2e/harness/margin.ts';
import { between, oneOf, seeded } from '../../bench/random.ts';
import { PASSAGE, inCircle, type CircleGround } from './circle-ground.ts';
import type { Fault } from './fault.ts';
import { pause } from './ground.ts';

const CUTS = ['closed', 'crashed', 'browser killed'] as const;

export const f4: Fault = {
  title: 'a client torn away in mid-save',
  run: ({ seed, long, size }) =>
    inCircle(async (ground) => {
      const random = seeded(seed);
      const cuts = { closed: 0, crashed: 0, 'browser killed': 0 };
      const sawSaved = { before: 0 };
      for (let round = 0; round < (size ?? (long ? 300 : 4)); round++) {
        // Restarting takes long, and is F6's: now and then only.
        const cut = random() < 0.1 ? 'browser killed' : oneOf(random, CUTS.slice(0, 2));
        cuts[cut]++;
        const text = `round ${round} ${cut}`;
        const page = await ground.ben.learner.open(ground.url);
        const margin = await composeIn(page, text);
        const watch = whenClosed(margin);
        await pressButton(margin, /^Save note$/, 'form, .composer');
        await pause(between(random, 0, 250));
        const isSaved = watch.isClosed();
        await tear(ground, page, cut);
        if (!isSaved) continue;
        sawSaved.before++;
        ground.saved.add(text);
      }
      const figures = await ground.settle();
      return { ...figures, more: { ...cuts, 'seen as saved before the cut': sawSaved.before } };
    }),
};

async function composeIn(page: Page, text: string): Promise<Frame> {
  await selectText(page, PASSAGE);
  await pressAdder(page, 'comment');
  const margin = await marginFrame(page);
  const field = await margin.waitForSelector('textarea');
  await field?.focus();
  // What was being written when an earlier page went away is offered again: write over it.
  await field?.evaluate((element) => element.select());
  await field?.type(text);
  return margin;
}

/** What the writer sees: the composer is gone. Looked for without a rest, until the page is. */
function whenClosed(margin: Frame): { isClosed: () => boolean } {
  let isClosed = false;
  const look = async (): Promise<void> => {
    while (!isClosed) isClosed = (await margin.$('textarea')) === null;
  };
  look().catch(() => undefined);
  return { isClosed: () => isClosed };
}

async function tear({ ben }: CircleGround, page: Page, cut: (typeof CUTS)[number]): Promise<void> {
  if (cut === 'browser killed') {
    await ben.learner.kill();
    await ben.learner.restart();
    return;
  }
  if (cut === 'crashed') {
    const client = await page.createCDPSession();
    // It never answers: who would is gone.
    client.send('Page.crash').catch(() => undefined);
    await pause(200);
  }
  await page.close().catch(() => undefined);
}
