/**
 * The whole main job by keyboard alone, through the built extension: no mouse, no selection made for the reader. Only the
 * keys of the manifest belong to the browser, which no test can press: the commands they give are what arrives.
 */
import type { Frame, Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { askContent, giveCommand, tabAt } from './harness/ask.ts';
import type { Reader } from './harness/circle.ts';
import { startFirefoxLearner } from './harness/firefox.ts';
import { marginFrame, painted } from './harness/in-page.ts';
import { cardByKeys, enterOn, tabTo } from './harness/keyboard.ts';
import { wordsOf } from './harness/margin.ts';
import { readTogether } from './harness/together.ts';
import { until } from './harness/wait.ts';

const together = readTogether();

const isGone = (frame: Frame, selector: string) => async (): Promise<boolean> => (await frame.$(selector)) === null;

/** A key with nothing selected, and words of the passage: it is selected then, and the picker has the focus. */
async function pickPassage(reader: Reader, page: Page, words: string): Promise<Frame> {
  await page.bringToFront();
  await giveCommand(await reader.learner.worker(), 'highlight-selection', page.url());
  const margin = await marginFrame(page);
  await margin.waitForSelector('.picker input');
  await until('the field has the focus', () => margin.evaluate(() => document.activeElement?.matches('.picker input')));
  await page.keyboard.type(words);
  await until(`${words} is selected`, async () => (await selectedIn(page)).includes(words.toLowerCase()));
  return margin;
}

/** What is selected, as it is seen, in small letters. */
async function selectedIn(page: Page): Promise<string> {
  return (await page.evaluate(() => String(getSelection()))).replace(/\s+/g, ' ').toLowerCase();
}

/** Types into the composer, which has the focus, and saves by key. */
async function writeNote(page: Page, margin: Frame, text: string): Promise<void> {
  await until('the composer has the focus', () => margin.evaluate(() => document.activeElement?.matches('textarea')));
  await page.keyboard.type(text);
  await saveByKey(page, margin);
}

async function saveByKey(page: Page, margin: Frame): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
  await until('the composer closed', isGone(margin, 'textarea'));
}

test('select, highlight in a colour, comment with tag and maths, reply, ask, answer, nod, undo, filter, hide', async () => {
  const { ada, ben } = together.circle;
  const adasPage = await ada.learner.open(`${together.site.url}/`);

  // Select, one word more, and highlight in green.
  const margin = await pickPassage(ada, adasPage, 'legitimate peripheral');
  await enterOn(adasPage, margin, /^End later$/);
  await tabTo(adasPage, margin, /colou?r/i, '.colors');
  await adasPage.keyboard.press('ArrowRight');
  await adasPage.keyboard.press('ArrowRight');
  await enterOn(adasPage, margin, /^Highlight$/);
  await until('it is painted in green', async () =>
    (await painted(adasPage))['mine-green']?.some((text) => /^legitimate peripheral participation$/i.test(text)),
  );

  // Comment with maths and a tag.
  await pickPassage(ada, adasPage, 'shared repertoire');
  await enterOn(adasPage, margin, /^Comment$/);
  await until('the composer has the focus', () => margin.evaluate(() => document.activeElement?.matches('textarea')));
  await adasPage.keyboard.type('It grows as $n^2$ does.');
  await tabTo(adasPage, margin, /^Tags/);
  await adasPage.keyboard.type('growth');
  await saveByKey(adasPage, margin);
  const commented = await cardByKeys(adasPage, margin, 'It grows as');
  await until('the formula is MathML', () =>
    margin.evaluate((card) => document.querySelector(`${card} math`) !== null, commented),
  );
  expect(await margin.$eval(commented, (card) => card.textContent)).toContain('growth');

  // Reply to it.
  await enterOn(adasPage, margin, /^Reply$/, commented);
  await writeNote(adasPage, margin, 'Or faster.');
  await cardByKeys(adasPage, margin, 'Or faster.');

  // Ask.
  await pickPassage(ada, adasPage, 'practice');
  await enterOn(adasPage, margin, /^Comment$/);
  await tabTo(adasPage, margin, /^Comment$/, '.segments');
  await adasPage.keyboard.press('ArrowRight');
  await tabTo(adasPage, margin, /./, 'textarea, .composer-text');
  await writeNote(adasPage, margin, 'Whose practice?');

  // Ben walks to it from the text, answers it, and nods.
  const bensPage = await ben.learner.open(`${together.site.url}/`);
  await until('Ben sees it painted', async () => ((await painted(bensPage))['peer']?.length ?? 0) > 0);
  await bensPage.bringToFront();
  await giveCommand(await ben.learner.worker(), 'show-margin', bensPage.url());
  const bensMargin = await marginFrame(bensPage);
  await bensMargin.waitForSelector('[data-note]');
  await until('the list can have the focus', () => bensMargin.evaluate(() => document.hasFocus()));
  await tabTo(bensPage, bensMargin, /./, '[data-note]');
  const asked = await cardByKeys(bensPage, bensMargin, 'Whose practice?');
  await enterOn(bensPage, bensMargin, /^Nod$/, asked);
  await cardByKeys(bensPage, bensMargin, 'Whose practice?');
  await enterOn(bensPage, bensMargin, /^Reply$/, asked);
  await writeNote(bensPage, bensMargin, 'That of all who come back.');

  // Ada marks the answer.
  await adasPage.bringToFront();
  await until('Ada has the answer', async () => (await wordsOf(margin)).includes('That of all who come back.'));
  await tabTo(adasPage, margin, /./, '[data-note]');
  const answer = await cardByKeys(adasPage, margin, 'That of all who come back.');
  await enterOn(adasPage, margin, /^This answered it$/, answer);
  await until('it is marked', async () => (await wordsOf(margin)).includes('Answered the question'));
  // A nod leaves alone, some time after what its giver wrote (ADR 0037).
  await until('and one person nodded', async () => (await wordsOf(margin)).includes('1 person nodded'), 90_000);

  // Delete, and undo.
  await tabTo(adasPage, margin, /./, '[data-note]');
  const reply = await cardByKeys(adasPage, margin, 'Or faster.');
  await enterOn(adasPage, margin, /^Delete$/, reply);
  await until('it is gone', async () => !(await wordsOf(margin)).includes('Or faster.'));
  await enterOn(adasPage, margin, /^Undo$/);
  await until('it is back', async () => (await wordsOf(margin)).includes('Or faster.'));

  // Filter: the key works wherever the focus is among the notes.
  await tabTo(adasPage, margin, /./, '[data-note]');
  await adasPage.keyboard.press('/');
  await until('the search has the focus', () =>
    margin.evaluate(() => document.activeElement?.matches('.find-bar input')),
  );
  await adasPage.keyboard.type('growth');
  await until('only what matches is shown', async () => !(await wordsOf(margin)).includes('Whose practice?'));
  await adasPage.keyboard.press('Escape');
  await until('all is shown again', async () => (await wordsOf(margin)).includes('Whose practice?'));

  // Hide everybody's marks, and show them again.
  await giveCommand(await ada.learner.worker(), 'toggle-marks', adasPage.url());
  await until('nothing is painted', async () => {
    const { hidden, ...rest } = await painted(adasPage);
    return (hidden?.length ?? 0) > 0 && Object.values(rest).every((texts) => texts.length === 0);
  });
  await giveCommand(await ada.learner.worker(), 'toggle-marks', adasPage.url());
  await until('they are painted again', async () => ((await painted(adasPage))['mine-green']?.length ?? 0) === 1);

  // The list of keys, and out.
  await tabTo(adasPage, margin, /./, '[data-note]');
  await adasPage.keyboard.press('?');
  await until('the list of keys', async () => (await wordsOf(margin)).includes('Hide or show everybody’s marks'));
  await adasPage.keyboard.press('Escape');
  await until('the list is closed', isGone(margin, 'dialog'));
  await adasPage.keyboard.press('Escape');
  await until('the margin is closed', async () =>
    adasPage.frames().every((frame) => !frame.url().includes('/src/margin/')),
  );
});

test('the core of it in Firefox: select, highlight, comment, reply, filter, hide', async () => {
  const fay = await startFirefoxLearner();
  try {
    const page = await fay.open(`${together.site.url}/`);
    const command = async (method: string, params: object): Promise<void> => {
      await page.bringToFront();
      await until(`the page takes ${method}`, async () =>
        askContent(fay.desk(), await tabAt(fay.desk(), together.site.url), method, params),
      );
    };
    const pick = async (words: string): Promise<Frame> => {
      await command('selection.mark', { what: 'highlight' });
      const { value: margin } = await until('the margin', () => fay.marginFrame(page));
      await margin.waitForSelector('.picker input');
      await until('the field has the focus', () =>
        margin.evaluate(() => document.activeElement?.matches('.picker input')),
      );
      await page.keyboard.type(words);
      await until(`${words} is selected`, async () => (await selectedIn(page)).includes(words));
      return margin;
    };
    const margin = await pick('shared repertoire');
    await enterOn(page, margin, /^Highlight$/);
    await until('it is painted', async () => (await painted(page))['mine']?.includes('shared repertoire'));
    await pick('legitimate peripheral');
    await enterOn(page, margin, /^Comment$/);
    await writeNote(page, margin, 'At the edge, and welcome.');
    const card = await cardByKeys(page, margin, 'At the edge');
    await enterOn(page, margin, /^Reply$/, card);
    await writeNote(page, margin, 'Both.');
    await cardByKeys(page, margin, 'Both.');
    await page.keyboard.press('/');
    await until('the search has the focus', () =>
      margin.evaluate(() => document.activeElement?.matches('.find-bar input')),
    );
    await page.keyboard.type('Both');
    await until('only what matches is shown', async () => !(await wordsOf(margin)).includes('shared repertoire'));
    await page.keyboard.press('Escape');
    await command('marks.toggle', {});
    await until('nothing is painted', async () => ((await painted(page))['mine']?.length ?? 0) === 0);
  } finally {
    await fay.close();
  }
});
