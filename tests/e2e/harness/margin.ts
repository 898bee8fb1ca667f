/** What a reader does in the margin: through its real controls, in its real frame. */
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
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

/**
 * Presses the button with this name, in a part of the margin. Cards move while the list scrolls or
 * the composer closes: as a hand would, a press waits for them to rest, and one that missed the
 * button (its click never came there) is repeated.
 */
export async function pressButton(margin: Frame, name: RegExp, within = 'body'): Promise<void> {
  await until(`a press of the button ${name}`, async () => {
    const button = await buttonNamed(margin, name, within);
    if (!button) return false;
    const pressed = await button.evaluateHandle((element) => {
      const seen = { click: false };
      element.addEventListener('click', () => (seen.click = true), { once: true });
      return seen;
    });
    await button.evaluate(atRest);
    await button.click();
    // A press may take the whole margin away, and with it whatever could tell.
    return pressed.evaluate(({ click }) => click).catch(() => true);
  });
}

/** The same by keyboard, which no page can forge, so that nothing is asked about what can be seen. */
export async function pressByKey(page: Page, margin: Frame, name: RegExp, within = 'body'): Promise<void> {
  await page.bringToFront();
  const { value: button } = await until(`the button ${name}`, () => buttonNamed(margin, name, within));
  await button.focus();
  await page.keyboard.press('Enter');
}

async function buttonNamed(margin: Frame, name: RegExp, within: string): Promise<ElementHandle | null> {
  for (const one of await margin.$$(`:is(${within}) button`)) {
    const label = await one.evaluate((element) => element.ariaLabel ?? element.textContent?.trim() ?? '');
    if (name.test(label)) return one;
  }
  return null;
}

/** Runs in the page: resolves when the element stood still for two frames. */
async function atRest(element: Element): Promise<void> {
  for (let last = ''; ;) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const { x, y } = element.getBoundingClientRect();
    if (last === `${x} ${y}`) return;
    last = `${x} ${y}`;
  }
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
