/**
 * Cards stand beside their passages while a long page is scrolled, seen by where they are in the window: the margin's frame
 * begins where the window does, so that heights in both are the same.
 */
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startLearner, type Learner } from './harness/chromium.ts';
import { clickPassage, marginFrame, painted } from './harness/in-page.ts';
import { noteFromBefore } from './harness/notes.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const PARAGRAPHS = 120;
const words = (at: number): string => `passage number ${at} of them`;
const FILLER = 'The tide that comes to one shore has left another, and neither has seen it go. '.repeat(16);
const text = Array.from({ length: PARAGRAPHS }, (_, at) => `<p>${FILLER}Here is ${words(at)} all. ${FILLER}</p>`).join(
  '',
);
const HEAD = '<!doctype html><meta charset="utf-8"><title>Long</title><body style="font:16px/1.5 serif;margin:0 40px">';

const PAGES = {
  '/page': `${HEAD}${text}`,
  // as applications have it: the page stands still, and something in it is scrolled
  '/inner': `${HEAD}<div id="inner" style="height:100vh;overflow:auto">${text}</div>`,
};

describe.each(Object.keys(PAGES))('cards beside a long page (%s)', (path) => {
  let learner: Learner;
  let site: Site;
  let page: Page;
  let margin: Frame;
  beforeAll(async () => {
    site = await serveSite(Object.fromEntries(Object.entries(PAGES).map(([at, body]) => [at, { body }])));
    learner = await startLearner();
    const desk = await learner.extensionPage('src/library/index.html');
    for (let at = 0; at < PARAGRAPHS; at++)
      // every fifth paragraph has three, which cannot all stand beside it
      for (let copy = 0; copy < (at % 5 === 0 ? 3 : 1); copy++)
        await noteFromBefore(desk, `${site.url}${path}`, words(at), `What stands at ${at}, said ${copy}.`);
    page = await learner.open(`${site.url}${path}`);
    await page.bringToFront();
    await until('all passages are painted', async () => {
      const all = Object.values(await painted(page)).flat();
      return Array.from({ length: PARAGRAPHS }, (_, at) => words(at)).every((one) => all.includes(one));
    });
    await clickPassage(page, words(1));
    margin = await marginFrame(page);
    await until('cards beside the page', async () => (await cards()).length > 0);
  });
  afterAll(async () => {
    await learner.close();
    await site.close();
  });

  /** Where a passage begins in the window. */
  const passageTop = (wanted: string): Promise<number> =>
    page.evaluate((exact) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(exact) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + exact.length);
        return range.getBoundingClientRect().top;
      }
      return Number.NaN;
    }, wanted);
  /** The cards in the window: what they are about, and from where to where they reach. */
  const cards = () =>
    margin.evaluate(() =>
      [...document.querySelectorAll('.beside > .card')]
        .map((card) => {
          const { top, bottom } = card.getBoundingClientRect();
          const about = /passage number \d+ of them/.exec(card.textContent)?.[0] ?? '';
          return { about, top, bottom, focused: card.contains(document.activeElement) };
        })
        .sort((a, b) => a.top - b.top),
    );
  /** Once they have shifted for the focus. */
  const expectApart = () =>
    until('no card lies over another', async () => {
      const seen = await cards();
      return seen.every(({ top }, at) => at === 0 || top >= seen[at - 1]!.bottom);
    });
  const expectBeside = () =>
    until('cards stand beside what is read', async () => {
      const seen = (await cards()).filter(({ top, bottom }) => bottom > 200 && top < 600);
      // three at one place share the room around it
      for (const { about, top } of seen) if (Math.abs(top - (await passageTop(about))) > 500) return false;
      return seen.length > 0;
    });
  const scrollPage = async (by: number): Promise<void> => {
    await page.mouse.move(300, 400);
    await page.mouse.wheel({ deltaY: by });
  };
  /** The card with the focus stands at the height of its passage, or above the margin's foot where there is no room for all of it. */
  const focusedStands = (about: string) =>
    until(`the card about ${about} stands beside it`, async () => {
      const foot = await margin.evaluate(
        () => document.querySelector('.margin-scroll')?.getBoundingClientRect().bottom ?? 0,
      );
      const focused = (await cards()).find((one) => one.focused);
      if (focused?.about !== about) return false;
      const { top, bottom } = focused;
      const wanted = Math.min(await passageTop(about), foot - 12 - (bottom - top));
      return Math.abs(top - wanted) < 1.5;
    });

  test('the card of a passage that is pressed stands exactly beside it, and goes with it', async () => {
    await focusedStands(words(1));
    await expectApart();
    await scrollPage(120);
    await focusedStands(words(1));
    await expectApart();
    await scrollPage(-60);
    await focusedStands(words(1));
    await expectApart();
  });

  test('wherever the page is scrolled to, cards of what is read there stand beside it, none over another', async () => {
    for (let turn = 0; turn < 6; turn++) {
      for (let wheel = 0; wheel < 8; wheel++) await scrollPage(300);
      await expectBeside();
      await expectApart();
    }
    const here = (await cards()).find(({ top, bottom }) => top > 150 && bottom < 780)?.about ?? '';
    await until('its card has the focus', async () => {
      await clickPassage(page, here);
      await new Promise((later) => setTimeout(later, 200));
      return (await cards()).some(({ about, focused }) => focused && about === here);
    });
    await focusedStands(here);
    await expectApart();
  });

  test('the margin scrolled by hand takes the page along', async () => {
    const before = await passageTop(words(60));
    await page.mouse.move(1050, 400);
    await page.mouse.wheel({ deltaY: 500 });
    await until('the page has gone too', async () => before - (await passageTop(words(60))) > 200);
    await expectBeside();
    await expectApart();
  });
});
