/**
 * The browser gives the extension no more room: the save is refused in words, the text stays in
 * the composer, nothing is half-written, and once there is room the same press saves it.
 */
import { marginFrame, pressAdder, selectText } from '../e2e/harness/in-page.ts';
import { pressButton, wordsOf } from '../e2e/harness/margin.ts';
import { until } from '../e2e/harness/wait.ts';
import { PASSAGE, inCircle } from './circle-ground.ts';
import { must, type Fault } from './fault.ts';

export const f11: Fault = {
  title: 'no room left in IndexedDB',
  run: ({ seed }) =>
    inCircle(async (ground) => {
      const { ben, url, write, saved } = ground;
      const desk = await ben.desk();
      await write(`seed ${seed}, before`);
      const client = await desk.createCDPSession();
      const origin = `chrome-extension://${ben.learner.extensionId}`;
      const { usage } = await client.send('Storage.getUsageAndQuota', { origin });
      const page = await ben.learner.open(url);
      await selectText(page, PASSAGE);
      await pressAdder(page, 'comment');
      const margin = await marginFrame(page);
      const field = await margin.waitForSelector('textarea');
      const text = `seed ${seed}, ${'long '.repeat(2000)}the end`;
      await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.round(usage) + 2_000 });
      await field?.focus();
      await field?.evaluate((element, words) => {
        element.value = words;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }, text);
      const save = (): Promise<void> => pressButton(margin, /^Save note$/, 'form, .composer');
      await save();
      const { value: words } = await until('it says that there is no room', async () =>
        margin.evaluate(() => document.querySelector('.composer [role=alert]')?.textContent ?? ''),
      );
      must((await field?.evaluate((element) => element.value)) === text, 'the words did not stay in the composer');
      const refused = await write('x'.repeat(40_000)).then(
        () => false,
        () => true,
      );
      const during = await ben.conversation([]);
      must(refused, 'a note was called saved where there is no room');
      await client.send('Storage.overrideQuotaForOrigin', { origin });
      await save();
      await until('the composer closed', async () => (await margin.$('textarea')) === null);
      saved.add(text);
      must(!(await wordsOf(margin)).includes(words), 'it still says that there is no room');
      await write(`seed ${seed}, after`);
      const figures = await ground.settle();
      return { ...figures, more: { said: JSON.stringify(words), 'waiting meanwhile': during.sync.waiting } };
    }),
};
