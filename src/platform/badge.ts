/** The number on the toolbar icon, for one tab. */
import { browser } from './browser.ts';
import { number } from './formats.ts';

/** Teal of the icon; the browser chooses a text colour that can be read on it. */
const COLOUR = '#0f766e';
const MOST = 999;

/** Nothing is shown for zero. A tab that is gone is no error. */
export async function showBadge(tabId: number, count: number): Promise<void> {
  const text = count === 0 ? '' : count > MOST ? `${number(MOST)}+` : number(count);
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color: COLOUR });
    await browser.action.setBadgeText({ tabId, text });
  } catch {
    // The tab was closed in the meantime.
  }
}
