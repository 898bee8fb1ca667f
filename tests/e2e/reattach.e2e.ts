/** A page changes and a note is lost: it is listed with its quote, attached anew by hand or by key, seen by the other. */
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { askContent, tabAt } from './harness/ask.ts';
import { gatherCircle, type Circle, type Reader } from './harness/circle.ts';
import { hostText, marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, saveNote, wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const OLD = 'The harbour clock was set by the fishermen, and nobody else in town agreed with it.';
const NEW = 'Since the railway came, the station keeps the time.';
const pageWith = (passage: string) =>
  `<!doctype html><html lang="en"><title>Clocks</title><h1>Clocks</h1><p>${passage}</p><p>Bells ring at noon.</p></html>`;

let circle: Circle;
let site: Site;
const pages = { '/': { body: pageWith(OLD) } };
beforeAll(async () => {
  site = await serveSite(pages);
  circle = await gatherCircle();
});
afterAll(async () => {
  await circle.close();
  await site.close();
});

async function marginOn({ desk }: Reader, page: Page): Promise<Frame> {
  await page.bringToFront();
  const tab = await tabAt(await desk(), site.url);
  await until(
    'the page answers',
    async () => (await askContent(await desk(), tab, 'margin.show', { note: null })) !== false,
  );
  return marginFrame(page);
}

test('a lost note is found again by its writer’s hand, for everybody, and can be taken back', async () => {
  const { ada, ben } = circle;
  const keys = [documentKey(`${site.url}/`)!];
  const target = async (reader: Reader) => (await reader.conversation(keys)).notes[0]?.target;
  const adasPage = await ada.learner.open(`${site.url}/`);
  await selectText(adasPage, OLD);
  await pressAdder(adasPage, 'comment');
  await saveNote(await marginFrame(adasPage), 'Whose time is it?');

  pages['/'].body = pageWith(NEW);
  await adasPage.reload();
  const bensPage = await ben.learner.open(`${site.url}/`);
  const [margin, bensMargin] = [await marginOn(ada, adasPage), await marginOn(ben, bensPage)];
  for (const one of [margin, bensMargin]) {
    await until('the margin lists it with its quote', async () =>
      /Place not found[^]*The harbour clock was set[^]*not on this page now/.test(await wordsOf(one)),
    );
  }
  const card = await cardWith(margin, 'Whose time is it?');
  const bensCard = await cardWith(bensMargin, 'Whose time is it?');
  expect(await bensMargin.$eval(bensCard, (one) => one.textContent)).not.toContain('Re-attach');
  const library = await ada.learner.extensionPage('src/library/index.html#lost');
  // Its text and not its looks: it stands behind the page.
  const listed = () => library.evaluate((quote) => document.body.textContent?.includes(quote), OLD);
  await until('the library lists it', listed);

  // Its passage can be typed at once; Escape ends it there.
  await adasPage.bringToFront();
  await pressButton(margin, /^Re-attach$/, card);
  await until('the page says what to do', async () => (await hostText(adasPage)).includes('Attach here'));
  await until('the keys go to the field', () =>
    margin.evaluate(() => document.hasFocus() && document.activeElement?.matches('.picker input')),
  );
  await adasPage.keyboard.press('Escape');
  await until('that is over', async () => !(await wordsOf(margin)).includes('Select the words that your note'));

  await pressButton(margin, /^Re-attach$/, card);
  await until('the margin says so too', async () =>
    (await wordsOf(margin)).includes('Select the words that your note'),
  );
  await selectText(adasPage, NEW);
  await until('the adder offers it', async () => (await hostText(adasPage)).includes('Attach here'));
  await pressAdder(adasPage, 'highlight');
  await until('it is painted there', async () => (await painted(adasPage))['mine']?.includes(NEW));
  await until('and for Ben', async () => (await painted(bensPage))['peer']?.includes(NEW));
  await until('his margin has it in the text', async () => !(await wordsOf(bensMargin)).includes('Place not found'));
  expect((await target(ben))?.former).toMatchObject([{ selectors: [{ exact: OLD }, {}, {}] }]);
  expect(await margin.$eval(card, (one) => one.textContent)).toMatch(/Re-attached once.* was: The harbour clock/);
  await until('the library lists it no more', async () => !(await listed()));

  await adasPage.bringToFront();
  await pressButton(margin, /^Undo$/);
  await until('it is lost again, as before, for Ben too', async () => {
    const now = await target(ben);
    return now?.former === undefined && JSON.stringify(now?.selectors).includes(OLD);
  });
  await until('nothing is painted', async () => !(await painted(adasPage))['mine']?.length);
  await until('the library lists it again', listed);

  // Without a hand: the button by Enter, the selection by keys, and the key for highlighting.
  await adasPage.bringToFront();
  const button = await until('the button', () => margin.$(`${card} .note-repair button`));
  await button.value.focus();
  await button.value.press('Enter');
  await until('the page waits', async () => (await hostText(adasPage)).includes('Escape ends it'));
  await adasPage.evaluate(() => getSelection()?.setPosition(document.querySelector('p')));
  await adasPage.evaluate(() => getSelection()?.modify('extend', 'forward', 'lineboundary'));
  expect(
    await askContent(await ada.desk(), await tabAt(await ada.desk(), site.url), 'selection.mark', {
      what: 'highlight',
    }),
  ).toEqual({
    answer: { done: true },
  });
  await until('it is painted there again', async () => (await painted(bensPage))['peer']?.includes(NEW));
  // The focus is in the margin again, at its card.
  await until('the card has the focus', () =>
    margin.$eval(card, (one) => document.hasFocus() && one === document.activeElement),
  );
  expect((await ada.conversation(keys)).notes).toMatchObject([{ text: 'Whose time is it?', send: { state: 'sent' } }]);
});
