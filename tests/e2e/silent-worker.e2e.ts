/** The worker swallows the question for the second script, as one that starts with the browser may do: it is asked again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLearner, type Learner } from './harness/chromium.ts';
import { hostText, pressAdder, selectText } from './harness/in-page.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

declare const chrome: { scripting: { executeScript(...given: unknown[]): Promise<unknown> } };
/** Of the worker: how often the second script was asked for. */
declare let asked: number;

let site: Site;
let learner: Learner;
beforeAll(async () => {
  site = await serveSite({ '/': { body: '<!doctype html><title>Page</title><p>Here stands a passage.</p>' } });
  learner = await startLearner();
});
afterAll(async () => {
  await learner.close();
  await site.close();
});

test('what is selected then can be marked all the same', async () => {
  const worker = await learner.worker();
  await until('the worker is there', () => worker.evaluate(() => 'chrome' in globalThis));
  await worker.evaluate(() => {
    const { scripting } = chrome;
    const really = scripting.executeScript.bind(scripting);
    Object.assign(globalThis, { asked: 0 });
    scripting.executeScript = (...given) => (asked++ === 0 ? new Promise(() => undefined) : really(...given));
  });
  const page = await learner.open(`${site.url}/`);
  await selectText(page, 'stands a passage');
  await pressAdder(page, 'highlight');
  await until('it is marked', async () => (await hostText(page)).includes('Only you can see it'));
  expect(await worker.evaluate(() => asked)).toBe(2);
});
