/** Ada pastes a picture into a note: Ben sees it in place, in the popup and the library, without a network too, and it leaves in his export. */
import { expect, test } from 'vitest';
import type { Frame, Page } from 'puppeteer-core';
import { askBackground, tabAt } from './harness/ask.ts';
import { marginFrame, pressAdder, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, wordsOf } from './harness/margin.ts';
import { PASSAGE, readTogether } from './harness/together.ts';
import { until } from './harness/wait.ts';

const together = readTogether();
const ALT = 'a circle on the shore';

/** A real picture on the clipboard, as the browser gives it to a page. */
async function pastePicture(margin: Frame): Promise<void> {
  await margin.waitForSelector('textarea');
  await margin.evaluate(async () => {
    const canvas = new OffscreenCanvas(2000, 1000);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('nothing can be drawn');
    context.fillStyle = 'teal';
    context.fillRect(0, 0, 2000, 1000);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' }));
    const field = document.querySelector('textarea');
    field?.focus();
    field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
}

/** The size that a picture is really drawn from; null while there is none. */
const drawnIn = (on: Frame | Page, within: string): Promise<number[] | null> =>
  on.evaluate((selector) => {
    const image = document.querySelector(selector)?.querySelector<HTMLImageElement>('.note-image img');
    image?.scrollIntoView();
    document.querySelector(selector)?.querySelector('.note-image')?.scrollIntoView();
    return image?.complete && image.naturalWidth > 0 ? [image.naturalWidth, image.naturalHeight] : null;
  }, within);

test('pasted into the composer it is described, and saved with the note', async () => {
  const { ada } = together.circle;
  const page = await ada.learner.open(`${together.site.url}/`);
  await selectText(page, PASSAGE);
  await pressAdder(page, 'comment');
  const margin = await marginFrame(page);
  await pastePicture(margin);
  const field = await margin.waitForSelector('.composer-images input');
  await field?.type(ALT);
  await until('the picture is shown in the composer', () =>
    margin.evaluate(() => document.querySelector<HTMLImageElement>('.composer-image img')?.naturalWidth === 1600),
  );
  await new Promise((armed) => setTimeout(armed, 700));
  await pressButton(margin, /^Save note$/, '.composer');
  const card = await cardWith(margin, 'circle');
  expect((await until('it is drawn', () => drawnIn(margin, card))).value).toEqual([1600, 800]);
  await page.close();
});

test('Ben sees it in place, in the popup and in the library, and on his own device alone', async () => {
  const { ben } = together.circle;
  const keys = [`//${new URL(together.site.url).host}/`];
  await until('Ben has the note', async () => (await ben.conversation(keys)).notes.length === 1);
  const [note] = (await ben.conversation(keys)).notes;
  const id = /image:([\w-]{22})/.exec(note?.text ?? '')?.[1] ?? '';
  const read = async () => askBackground(await ben.desk(), 'image.read', { group: together.circle.group, id });
  await until('Ben has the picture, without having looked at it', async () => (await read())['state'] === 'here');
  // From here on nothing can be asked of the endpoint.
  ben.wire.set('cut');
  const page = await ben.learner.open(`${together.site.url}/`);
  await selectText(page, PASSAGE);
  await pressAdder(page, 'comment');
  const margin = await marginFrame(page);
  const card = await cardWith(margin, '');
  expect((await until('it is drawn in the margin', () => drawnIn(margin, card))).value).toEqual([1600, 800]);
  const name = await margin.$eval('.note-image-go', (one) => one.ariaLabel);
  expect(name).toContain(ALT);
  const desk = await ben.desk();
  const popup = await ben.learner.extensionPage(
    `src/popup/index.html#tab=${await tabAt(desk, `${together.site.url}/`)}`,
  );
  await until('its words are in the popup', async () => (await wordsOf(popup)).includes(ALT));
  await popup.close();
  await desk.bringToFront();
  await desk.evaluate((key) => (location.hash = `#document/${encodeURIComponent(key)}`), keys[0] ?? '');
  await until('it is drawn in the library', () => drawnIn(desk, 'main'));
  ben.wire.set('whole');
  await page.close();
});

test('to who is not in the group the endpoint gives nothing', async () => {
  const { ben, endpoint, group } = together.circle;
  const [note] = (await ben.conversation([`//${new URL(together.site.url).host}/`])).notes;
  const id = /image:([\w-]{22})/.exec(note?.text ?? '')?.[1] ?? '';
  const guest = await fetch(`${endpoint.url}/account/v1/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Stranger' }),
  });
  const { token } = (await guest.json()) as { token: string };
  const answer = await fetch(`${endpoint.url}/sync/v1/groups/${group}/images/${id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(404);
});
