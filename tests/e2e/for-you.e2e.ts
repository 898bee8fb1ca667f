/**
 * Ben mentions Ada and takes a tag of the circle by completion; Ada finds it under "For you", reads it, and finds what she
 * wrote before in her own note. Through the built extension, by keyboard.
 */
import { expect, test } from 'vitest';
import { askBackground } from './harness/ask.ts';
import { clickPassage, marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, pressByKey, saveNote, wordsOf } from './harness/margin.ts';
import { PASSAGE, readTogether } from './harness/together.ts';
import { until } from './harness/wait.ts';

const together = readTogether();

test('a mention is completed, kept by id, found by who was mentioned, and read on their device', async () => {
  const { ada, ben } = together.circle;
  const adasPage = await ada.learner.open(`${together.site.url}/`);
  await selectText(adasPage, PASSAGE);
  await pressAdder(adasPage, 'comment');
  const adasMargin = await marginFrame(adasPage);
  const tags = await adasMargin.waitForSelector('.composer input[role=combobox]');
  await tags?.type('legitimacy');
  await saveNote(adasMargin, 'Whose word is it?');
  await pressButton(adasMargin, /^Edit$/, await cardWith(adasMargin, 'Whose word is it?'));
  await adasMargin.waitForSelector('textarea');
  await adasMargin.$eval('textarea', (field) => field.select());
  await saveNote(adasMargin, 'Whose idea is it?');

  const bensPage = await ben.learner.open(`${together.site.url}/`);
  await until('Ben sees it painted', async () => (await painted(bensPage))['peer']?.includes(PASSAGE));
  await clickPassage(bensPage, 'Lave');
  const bensMargin = await marginFrame(bensPage);
  const bensCard = await cardWith(bensMargin, 'Whose idea is it?');
  // Others see that it was edited, and nothing of before.
  expect(await bensMargin.$eval(bensCard, (card) => card.textContent)).toMatch(/edited/);
  expect(await wordsOf(bensMargin)).not.toMatch(/Whose word|Earlier versions/);
  await bensPage.bringToFront();
  await pressButton(bensMargin, /^Note on the whole page$/);
  const words = await bensMargin.waitForSelector('textarea');
  await words?.focus();
  await bensPage.keyboard.type('Ask @a');
  const offered = () => bensMargin.$$eval('[role=option]', (all) => all.map((one) => one.textContent));
  await until('Ada is offered', async () => (await offered()).join() === 'AAda');
  await bensPage.keyboard.press('Enter');
  await bensPage.keyboard.type('about it.');
  const bensTags = await bensMargin.waitForSelector('.composer input[role=combobox]');
  await bensTags?.focus();
  await bensPage.keyboard.type('LEG');
  await until('the tag is offered', async () => (await offered()).join() === 'legitimacy');
  await bensPage.keyboard.press('ArrowDown');
  await bensPage.keyboard.press('Enter');
  await pressByKey(bensPage, bensMargin, /^Save note$/, '.composer');
  await cardWith(bensMargin, 'Ask @Ada about it.');

  const keys = [`//${new URL(together.site.url).host}/`];
  const { me } = await ada.conversation(keys);
  const { value: note } = await until('it is on Ada’s device', async () =>
    (await ada.conversation(keys)).notes.find(({ text }) => text.startsWith('Ask')),
  );
  expect(note).toMatchObject({
    text: `Ask [@Ada](mention:${me.id}) about it.`,
    tags: ['legitimacy'],
    mentions: [{ id: me.id, name: 'Ada', isMe: true }],
  });

  const library = await ada.learner.extensionPage('src/library/index.html#for-you');
  await until('Ada finds it', async () => (await wordsOf(library)).includes('Ben mentioned you'));
  expect(await wordsOf(library)).toContain('Ask @Ada about it.');
  const unread = () => library.$$eval('.inbox-unread', (all) => all.length);
  expect(await unread()).toBe(1);
  await pressByKey(library, library.mainFrame(), /^Mark as read$/);
  await until('it is read', async () => (await unread()) === 0);
  await library.reload();
  await until('and stays so', async () => (await wordsOf(library)).includes('Mark as unread'));

  await adasPage.bringToFront();
  await adasMargin.$eval('.edit-history summary', (summary) => summary.click());
  await until('Ada reads what she wrote before', async () => {
    const marks = await adasMargin.$$eval('.earlier del, .earlier ins', (all) => all.map((one) => one.textContent));
    return marks.join('|').includes('word') && marks.join('|').includes('idea');
  });
  await pressByKey(adasPage, adasMargin, /^Put this version back$/);
  await until('Ben reads it again', async () => (await wordsOf(bensMargin)).includes('Whose word is it?'));
  expect(await askBackground(await ben.desk(), 'note.earlier', { id: note.id })).toEqual({ versions: [] });
});
