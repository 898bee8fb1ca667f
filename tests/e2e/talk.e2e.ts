/**
 * A question among three, through the built extension: asked, joined, answered, marked and thanked for; and what the third
 * one's device and the endpoint's answers to it hold of the thanks, which is nothing.
 */
import { expect, test } from 'vitest';
import { heldBy } from './harness/held.ts';
import { clickPassage, marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, pressByKey, saveNote, wordsOf } from './harness/margin.ts';
import { PASSAGE, readTogether } from './harness/together.ts';
import { until } from './harness/wait.ts';

const together = readTogether({ withCleo: true });

/** Nods leave some time after what else was done (store/nods-wait.ts). */
const NOD_MS = 60_000;

test('a question is asked, joined, answered, marked and thanked for; the thanks are for two alone', async () => {
  const { ada, ben, endpoint, group } = together.circle;
  const adasPage = await ada.learner.open(`${together.site.url}/`);
  const bensPage = await ben.learner.open(`${together.site.url}/`);

  await selectText(adasPage, PASSAGE);
  await pressAdder(adasPage, 'comment');
  const adasMargin = await marginFrame(adasPage);
  await adasMargin.waitForSelector('textarea');
  await adasMargin.evaluate(() => {
    const choices = [...document.querySelectorAll<HTMLElement>('.segment')];
    choices.find((one) => one.textContent?.trim() === 'Question')?.click();
  });
  await saveNote(adasMargin, 'Whose word is it?');

  await until('Ben sees it painted', async () => (await painted(bensPage))['peer']?.includes(PASSAGE));
  await clickPassage(bensPage, 'Lave');
  const bensMargin = await marginFrame(bensPage);
  const bensQuestion = await cardWith(bensMargin, 'Whose word is it?');
  expect(await wordsOf(bensMargin)).toContain('1 open question');
  await pressButton(bensMargin, /^Me too$/, bensQuestion);
  await pressByKey(bensPage, bensMargin, /^Nod$/, bensQuestion);
  await pressButton(bensMargin, /^Reply$/, bensQuestion);
  await saveNote(bensMargin, 'Theirs, from 1991.');

  await adasPage.bringToFront();
  const adasAnswer = await cardWith(adasMargin, 'Theirs, from 1991.');
  const adasQuestion = await cardWith(adasMargin, 'Whose word is it?');
  await until(
    'Ada sees one more asker and one nod, and of whom she is not told',
    async () => {
      const words = await adasMargin.$eval(adasQuestion, (element) => element.textContent);
      return words?.includes('Me too · 1') && words.includes('1 person nodded') && !words.includes('Ben');
    },
    NOD_MS,
  );
  await pressByKey(adasPage, adasMargin, /^This answered it$/, adasAnswer);
  await pressByKey(adasPage, adasMargin, /^Thank$/, adasAnswer);

  await until(
    'Ben sees that his answer was one, and that somebody nodded',
    async () => {
      const words = await wordsOf(bensMargin);
      return words.includes('Answered the question') && words.includes('1 person nodded');
    },
    NOD_MS,
  );
  expect(await wordsOf(bensMargin)).not.toContain('open question');

  // Cleo learns all of it but the two nods: in her margin, in her database, and in what the endpoint answers her.
  const cleosPage = await together.cleo.learner.open(`${together.site.url}/`);
  await until('Cleo sees it painted', async () => (await painted(cleosPage))['peer']?.includes(PASSAGE));
  await clickPassage(cleosPage, 'Lave');
  const cleosMargin = await marginFrame(cleosPage);
  await cardWith(cleosMargin, 'Theirs, from 1991.');
  await until('Cleo sees the question answered', async () => {
    const words = await wordsOf(cleosMargin);
    return words.includes('Answered the question') && words.includes('Me too · 1');
  });
  expect(await wordsOf(cleosMargin)).not.toContain('nodded');
  const held = await heldBy(together.cleo);
  expect(held.reactions).toHaveLength(2);
  expect(held.everything).not.toContain('"nod"');
  expect((await heldBy(ada)).everything).toContain('"nod"');
  const headers = { authorization: `Bearer ${held.token}` };
  const changes = await fetch(`${endpoint.url}/sync/v1/groups/${group}/changes?after=0`, { headers });
  const text = await changes.text();
  expect([changes.status, text.includes('"me-too"'), text.includes('"nod"')]).toEqual([200, true, false]);

  // Done: the thread is a line for everybody, until it is opened again.
  await adasPage.bringToFront();
  await pressByKey(adasPage, adasMargin, /^Resolve$/, adasQuestion);
  await until('Ben sees it folded', async () => (await wordsOf(bensMargin)).includes('Resolved by Ada'));
  await pressByKey(adasPage, adasMargin, /^Reopen$/, '.thread-done');
  await until('and open again', async () => !(await wordsOf(bensMargin)).includes('Resolved by Ada'));
}, 300_000);
