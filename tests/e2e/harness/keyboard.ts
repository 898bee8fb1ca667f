/** A reader without a mouse: keys alone, and Tab until what is wanted has the focus. */
import type { Frame, Page } from 'puppeteer-core';
import { until } from './wait.ts';

/** More than the controls of a full margin. */
const MOST_TABS = 150;

/** The name of what has the focus in a document, as far as a test needs it: its label, its words, or where it stands. */
function focused(frame: Frame | Page): Promise<string> {
  return frame.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return '';
    const labels = (element as HTMLInputElement).labels;
    const label = element.ariaLabel ?? [...(labels ?? [])].map((one) => one.textContent.trim()).join(' ');
    return label || (element.getAttribute('placeholder') ?? element.textContent.trim());
  });
}

/**
 * Presses Tab until something with this name has the focus in the frame; within a card, if one is named.
 * Fails when Tab does not come there: whoever has only keys could not either.
 */
export async function tabTo(page: Page, frame: Frame, name: RegExp, within = 'body'): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    const isWithin = await frame.evaluate((place) => document.activeElement?.closest(place) != null, within);
    if (isWithin && name.test(await focused(frame))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${name} in ${within}`);
}

/** Goes to a control by Tab and presses Enter on it. */
export async function enterOn(page: Page, frame: Frame, name: RegExp, within = 'body'): Promise<void> {
  await tabTo(page, frame, name, within);
  await page.keyboard.press('Enter');
}

/** Goes from card to card by arrow keys until the one that says this has the focus; answers its selector. */
export async function cardByKeys(page: Page, frame: Frame, words: string): Promise<string> {
  await until(`a card that says ${words}`, async () =>
    (await frame.evaluate(() => document.body.textContent)).includes(words),
  );
  await page.keyboard.press('Home');
  for (let steps = 0; steps < MOST_TABS; steps++) {
    const card = await frame.evaluate((wanted) => {
      const item = document.activeElement?.closest<HTMLElement>('[data-note]');
      return item?.textContent.includes(wanted) ? item.dataset['note'] : undefined;
    }, words);
    if (card !== undefined) return `[data-note="${card}"]`;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`arrow keys never come to a card that says ${words}`);
}
