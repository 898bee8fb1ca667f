/** The popup as a commons in the built extension: what is on the page, on its site and in the group; offline; and muting somebody. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { askBackground, badgeOf, tabAt } from './harness/ask.ts';
import { gatherCircle, type Circle } from './harness/circle.ts';
import { marginFrame, painted } from './harness/in-page.ts';
import { pressButton, wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const html = (title: string) => ({
  body: `<!doctype html><html lang="en"><title>${title}</title><p>The tide that comes to one shore has left another.`,
});

describe('the popup', () => {
  let circle: Circle;
  let site: Site;
  let other: Site;
  beforeAll(async () => {
    site = await serveSite({ '/': html('Tides'), '/moon': html('The moon') });
    // Another port is another site.
    other = await serveSite({ '/lamp': html('The lamp') });
    circle = await gatherCircle();
    const write = async (url: string, title: string, kind: string, text: string) => {
      const target = {
        source: url,
        keys: [documentKey(url)!],
        title,
        selectors: [{ type: 'TextQuoteSelector', exact: 'comes to one shore' }],
      };
      const note = { kind, text, tags: [], group: circle.group, target, parent: null };
      await askBackground(await circle.ada.desk(), 'note.create', note);
    };
    await write(`${site.url}/`, 'Tides', 'comment', 'Ada on the tides');
    await write(`${site.url}/`, 'Tides', 'question', 'Where does it go?');
    await write(`${site.url}/moon`, 'The moon', 'comment', 'Ada on the moon');
    await write(`${other.url}/lamp`, 'The lamp', 'comment', 'Ada on the lamp');
    await until('Ben has them all', async () => {
      const keys = [`${site.url}/`, `${site.url}/moon`, `${other.url}/lamp`].map((url) => documentKey(url)!);
      return (await circle.ben.conversation(keys)).notes.length === 4;
    });
  });
  afterAll(async () => {
    await circle.close();
    await site.close();
    await other.close();
  });

  async function openPopup(): Promise<Page> {
    const desk = await circle.ben.desk();
    return circle.ben.learner.extensionPage(`src/popup/index.html#tab=${await tabAt(desk, `${site.url}/`)}`);
  }
  const headings = (popup: Page) =>
    popup.evaluate(() => [...document.querySelectorAll('h2')].map((one) => one.textContent?.trim()));

  test('shows open questions, the page, its site and what the group reads, also offline, and opens a page in a tab', async () => {
    const { ben } = circle;
    await ben.learner.open(`${site.url}/`);
    ben.wire.set('cut');
    const popup = await openPopup();
    const expected = [
      'Open questions',
      'On this page',
      `Elsewhere on ${new URL(site.url).host}`,
      'The group is reading now',
    ];
    await until('all sections', async () => JSON.stringify(await headings(popup)) === JSON.stringify(expected));
    const words = await wordsOf(popup);
    for (const said of ['Where does it go?', 'Ada on the tides', 'The moon', 'Ada on the moon', 'The lamp'])
      expect(words).toContain(said);
    await popup.locator('a.page-item[href$="/lamp"]').click();
    await until('the page stands in a tab', async () =>
      (await ben.learner.browser.pages()).some((page) => page.url() === `${other.url}/lamp`),
    );
    ben.wire.set('whole');
  });

  test('has a window of its own that is high enough for what it shows', async () => {
    const { learner } = circle.ben;
    await (await learner.open(`${site.url}/moon`)).bringToFront();
    await (await learner.worker()).evaluate('chrome.action.openPopup()');
    const target = await learner.browser.waitForTarget((one) => one.url().endsWith('/src/popup/index.html'));
    const popup = await target.asPage();
    await until('the note is in sight', () =>
      popup.evaluate(() => {
        const [note, foot] = ['.brief-words', '.popup-foot'].map((one) => document.querySelector(one));
        if (note?.textContent !== 'Ada on the moon' || !foot) return false;
        const [end, beginning] = [note.getBoundingClientRect().bottom, foot.getBoundingClientRect().top];
        return innerWidth === 384 && end < beginning && foot.getBoundingClientRect().bottom <= innerHeight;
      }),
    );
    await popup.close();
  });

  test('mutes a person for this reader alone: gone from popup, page, badge and margin, and no word of it goes out', async () => {
    const { ada, ben, group } = circle;
    const page = await ben.learner.open(`${site.url}/`);
    await until('her passages are painted', async () => ((await painted(page))['peer']?.length ?? 0) > 0);
    const desk = await ben.desk();
    const tab = await tabAt(desk, `${site.url}/`);
    await until('the badge counts them', async () => (await badgeOf(desk, tab)) === '2');
    await askBackground(desk, 'sync.now', {});
    const heard = (): string => ben.wire.heard().join('\n');
    const before = heard().length;

    const popup = await openPopup();
    await popup.locator('::-p-aria([role="button"][name="More about Ada"])').click();
    await popup.locator('::-p-aria([role="button"][name="Mute Ada for me"])').click();
    await until('they are hidden, and it is said how many', async () =>
      (await wordsOf(popup)).includes('2 notes by people you muted are hidden.'),
    );
    await until('her other pages are gone too', async () => !(await wordsOf(popup)).includes('Ada on the'));
    await until('nothing is painted', async () => Object.values(await painted(page)).flat().length === 0);
    await until('the badge is empty', async () => (await badgeOf(desk, tab)) === '');

    const { me } = await ada.conversation([]);
    await askBackground(desk, 'sync.now', {});
    expect(heard().slice(before)).not.toContain(me.id);
    expect((await ada.conversation([documentKey(`${site.url}/`)!])).notes).toHaveLength(2);

    await pressButtonOf(popup, 'Open margin');
    await page.bringToFront();
    const margin = await marginFrame(page);
    await until('the margin counts them', async () =>
      (await wordsOf(margin)).includes('2 notes by people you muted are hidden.'),
    );
    await pressButton(margin, /^Show$/);
    await until('and shows them when asked', async () => (await wordsOf(margin)).includes('Ada on the tides'));

    const settings = await ben.learner.extensionPage('src/library/index.html#settings');
    await settings.locator('::-p-aria([role="button"][name="Unmute Ada"])').click();
    await until('they are painted again', async () => ((await painted(page))['peer']?.length ?? 0) > 0);
    expect(await askBackground(desk, 'conversation.read', { keys: [documentKey(`${site.url}/`)!] })).toMatchObject({
      notes: [{ group: { id: group } }, { group: { id: group } }],
    });
  });
});

const pressButtonOf = (popup: Page, name: string) =>
  popup.locator(`::-p-aria([name="${name}"][role="button"])`).click();
