/**
 * The disk of the browser's profile is full. The extension has unlimited storage, so that no quota
 * stops it before the disk does. The save is refused in words, the text stays in the composer,
 * nothing is half-written, and once there is room the same press saves it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentKey } from '../../src/core/document.ts';
import { askBackground } from '../e2e/harness/ask.ts';
import { startLearner } from '../e2e/harness/chromium.ts';
import { marginFrame, pressAdder, selectText } from '../e2e/harness/in-page.ts';
import { pressButton, saveNote } from '../e2e/harness/margin.ts';
import { serveSite } from '../e2e/harness/site.ts';
import { until } from '../e2e/harness/wait.ts';
import { PAGE, PASSAGE, mustBeBuilt } from './circle-ground.ts';
import { must, type Fault } from './fault.ts';
import { onGround } from './ground.ts';
import { mountSmall } from './small-disk.ts';

export const f11: Fault = {
  title: 'no room left for the browser',
  run: ({ seed }) =>
    onGround(async ({ folder }) => {
      mustBeBuilt();
      const unmount = mountSmall(folder, 300);
      const site = await serveSite({ '/': { body: PAGE } });
      const learner = await startLearner(undefined, folder);
      try {
        const desk = await learner.extensionPage('src/library/index.html');
        const page = await learner.open(`${site.url}/`);
        const keys = [documentKey(page.url()) ?? ''];
        const texts = async (): Promise<string[]> => {
          const { notes } = await askBackground(desk, 'conversation.read', { keys });
          return (Array.isArray(notes) ? notes : []).map(({ text }: { text: string }) => text).sort();
        };
        await selectText(page, PASSAGE);
        await pressAdder(page, 'comment');
        const margin = await marginFrame(page);
        const before = `seed ${seed}, before`;
        await saveNote(margin, before);
        await selectText(page, PASSAGE);
        await pressAdder(page, 'comment');
        const field = await margin.waitForSelector('textarea');
        await field?.focus();
        // Larger than what a log file of the browser may still have room for in its last block.
        const text = `seed ${seed}, ${'long '.repeat(3000)}the end`;
        await field?.evaluate((element, words) => {
          element.value = words;
          element.dispatchEvent(new Event('input', { bubbles: true }));
        }, text);
        const filler = join(folder, 'filler');
        fill(filler);
        const save = (): Promise<void> => pressButton(margin, /^Save note$/, 'form, .composer');
        await save();
        const { value: words } = await until('it says that it was not saved', () =>
          margin.evaluate(() => document.querySelector('.composer [role=alert]')?.textContent ?? ''),
        );
        must((await field?.evaluate((element) => element.value)) === text, 'the words did not stay in the composer');
        rmSync(filler);
        must((await texts()).join() === before, 'something was half-written');
        await save();
        await until('the composer closed', async () => (await margin.$('textarea')) === null);
        await learner.kill();
        await learner.restart();
        const again = await learner.extensionPage('src/library/index.html');
        const { notes } = await askBackground(again, 'conversation.read', { keys });
        const kept = (Array.isArray(notes) ? notes : []).map(({ text: of }: { text: string }) => of);
        const wanted = [before, text.trim()];
        return {
          acknowledged: wanted.length,
          lost: wanted.filter((one) => !kept.includes(one)).length,
          duplicated: kept.length - new Set(kept).size,
          leaked: 0,
          more: { said: JSON.stringify(words) },
        };
      } finally {
        await learner.close();
        await site.close();
        unmount();
      }
    }),
};

/** Writes until nothing more goes in: the browser takes and frees blocks at the same time. */
function fill(file: string): void {
  for (const size of [1_000_000, 4096]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full, for pieces of this size.
    }
  }
}
