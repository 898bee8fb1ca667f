/**
 * A note that harms, through the built extension: Cleo reports it, Ada hides it with a reason, Ben who wrote it still has his
 * words and is told why, and Ada shows it again. Meanwhile Cleo's device and the endpoint's answers to her do not have the words.
 */
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { askBackground } from './harness/ask.ts';
import type { Reader } from './harness/circle.ts';
import { heldBy } from './harness/held.ts';
import { clickPassage, marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, saveNote, wordsOf } from './harness/margin.ts';
import { PASSAGE, readTogether } from './harness/together.ts';
import { until } from './harness/wait.ts';

const WORDS = 'Whoever believes this is a fool.';
const REASON = 'We argue with words here, not with people.';

const together = readTogether({ withCleo: true });

const textOf = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText);

const everythingOf = async (reader: Reader): Promise<string> => (await heldBy(reader)).everything;

test('a note is reported, hidden with a reason, and shown again', async () => {
  const { ada, ben, group } = together.circle;
  const bensPage = await ben.learner.open(`${together.site.url}/`);
  await selectText(bensPage, PASSAGE);
  await pressAdder(bensPage, 'comment');
  const bensMargin = await marginFrame(bensPage);
  await saveNote(bensMargin, WORDS);

  const cleosPage = await together.cleo.learner.open(`${together.site.url}/`);
  await until('Cleo sees it painted', async () => (await painted(cleosPage))['peer']?.includes(PASSAGE));
  await clickPassage(cleosPage, 'Lave');
  const cleosMargin = await marginFrame(cleosPage);
  const cleosCard = await cardWith(cleosMargin, WORDS);
  await pressButton(cleosMargin, /^More$/, cleosCard);
  const buttons = await cleosMargin.$$eval(`${cleosCard} button`, (all) => all.map((one) => one.textContent));
  expect(buttons).toContain('Report');
  expect(buttons).not.toContain('Hide');
  await pressButton(cleosMargin, /^Report$/, cleosCard);
  const field = await cleosMargin.waitForSelector('.note-reason input');
  // Letters that are short cuts in the list are letters here.
  await field?.type('jk: it is rude');
  await pressButton(cleosMargin, /^Send report$/, cleosCard);
  await until('she is told who reads it', async () => (await wordsOf(cleosMargin)).includes('Reported.'));

  // Ada finds it in the list, with the reporter's name and reason; Ben is told nothing.
  const desk = await ada.desk();
  await desk.bringToFront();
  await desk.evaluate((id) => (location.hash = `#reports/${id}`), group);
  await until('the report is listed', async () => (await textOf(desk)).includes('jk: it is rude'));
  expect(await textOf(desk)).toContain('Cleo');
  expect(await askBackground(await ben.desk(), 'reports.list', { group })).toEqual({ ok: false, code: 'forbidden' });
  await askBackground(await ben.desk(), 'sync.now', {});
  expect(await everythingOf(ben)).not.toContain('it is rude');
  await desk.type('.judged-hide input', REASON);
  await pressButton(desk.mainFrame(), /^Hide$/, '.judged-hide');
  await until('it is among the hidden ones', async () => (await textOf(desk)).includes('Hidden notes'));

  await until('Cleo sees that it is hidden', async () =>
    (await wordsOf(cleosMargin)).includes('Hidden by a facilitator.'),
  );
  expect(await wordsOf(cleosMargin)).not.toContain(WORDS);
  expect(await everythingOf(together.cleo)).not.toMatch(new RegExp(`${WORDS}|${REASON}`));
  await bensPage.bringToFront();
  await until('Ben sees his words, and why', async () => {
    const words = await wordsOf(bensMargin);
    return words.includes(WORDS) && words.includes(REASON);
  });

  await desk.bringToFront();
  await pressButton(desk.mainFrame(), /^Show again$/);
  await cleosPage.bringToFront();
  await until('Cleo sees the words again', async () => (await wordsOf(cleosMargin)).includes(WORDS));
  await until('Ben is told no reason any more', async () => !(await wordsOf(bensMargin)).includes(REASON));
  await desk.bringToFront();
  await desk.evaluate((id) => (location.hash = `#moderation/${id}`), group);
  await until('both acts are in the log', async () => {
    const log = await textOf(desk);
    return log.includes('Ada hid a note.') && log.includes('Ada showed a hidden note again.');
  });
});

test('a member is blocked, sees that the group is gone, and is let in again by name', async () => {
  const { ada, group } = together.circle;
  const desk = await ada.desk();
  await desk.bringToFront();
  await desk.evaluate((id) => (location.hash = `#members/${id}`), group);
  await pressButton(desk.mainFrame(), /^Block Cleo$/);
  await pressButton(desk.mainFrame(), /^Yes, block$/);
  await until('she stands among the blocked', async () => (await textOf(desk)).includes('Allow Cleo to join again'));
  const cleosDesk = await together.cleo.desk();
  const groupsOf = async () => (await together.cleo.conversation([])).groups.map(({ id }) => id);
  await until('her device knows', async () => {
    await askBackground(cleosDesk, 'sync.now', {});
    return !(await groupsOf()).includes(group);
  });
  const { url } = (await askBackground(desk, 'group.invite', { group })) as { url: string };
  const invitation = together.cleo.wire.url + new URL(url).pathname;
  const join = () => askBackground(cleosDesk, 'group.join', { invitation, name: 'Cleo' });
  expect(await join()).toEqual({ ok: false, code: 'wrong_code' });
  await pressButton(desk.mainFrame(), /^Allow Cleo to join again$/);
  await until('she stands among those who left', async () => (await textOf(desk)).includes('No longer here'));
  expect(await join()).toEqual({ ok: true });
  expect(await groupsOf()).toContain(group);
});
