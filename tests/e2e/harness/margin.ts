/** What a reader does in the margin: through its real controls, in its real frame. */
import type { Frame, Page } from 'puppeteer-core';
import { until } from './wait.ts';

/** Types into the open composer, over what is selected in it, and saves with the button. */
export async function saveNote(margin: Frame, text: string): Promise<void> {
  const field = await margin.waitForSelector('textarea');
  await field?.focus();
  await field?.type(text);
  // Where the browser cannot tell that a button is really seen, it arms after half a second in view.
  if (!(await margin.evaluate(() => 'isVisible' in IntersectionObserverEntry.prototype)))
    await new Promise((armed) => setTimeout(armed, 700));
  await pressButton(margin, /^Save note$|^Reply$|^Save changes$/, 'form, .composer');
  await until('the composer closed', async () => (await margin.$('textarea')) === null);
}

/** Presses the button with this name, in a part of the margin. */
export async function pressButton(margin: Frame, name: RegExp, within = 'body'): Promise<void> {
  const { value: button } = await until(`the button ${name}`, async () => {
    for (const one of await margin.$$(`:is(${within}) button`)) {
      const label = await one.evaluate((element) => element.ariaLabel ?? element.textContent?.trim() ?? '');
      if (name.test(label)) return one;
    }
    return null;
  });
  await button.click();
}

/** The card of a note, found by its words. */
export async function cardWith(margin: Frame, words: string): Promise<string> {
  const { value } = await until(`a card that says ${words}`, () =>
    margin.evaluate(
      (wanted) =>
        [...document.querySelectorAll<HTMLElement>('[data-note]')].findLast((one) => one.textContent?.includes(wanted))
          ?.dataset['note'],
      words,
    ),
  );
  return `[data-note="${value}"]`;
}

/** The words of the margin as a reader sees them. */
export function wordsOf(frame: Frame | Page): Promise<string> {
  return frame.evaluate(() => document.body.innerText);
}
