/** A page that the browser loads in advance was opened by nobody: nothing is asked about it until somebody goes there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLearner, type Learner } from './harness/chromium.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

declare const chrome: {
  runtime: { onMessage: { addListener(hear: (message: unknown, sender: { url?: string }) => void): void } };
};
/** Of the desk: the pages that asked something. */
declare let asking: string[];

const RULES = JSON.stringify({ prerender: [{ urls: ['/next'], eagerness: 'immediate' }] });
/** It tells its server that it stands, and as what. */
const NEXT =
  '<!doctype html><title>Next</title><p>Next</p><script>addEventListener("load", () => fetch(`/stands?${document.prerendering}`))</script>';

let site: Site;
let learner: Learner;
beforeAll(async () => {
  site = await serveSite({
    '/': {
      body: `<!doctype html><title>First</title><script type="speculationrules">${RULES}</script><a href="/next">Next</a>`,
    },
    '/next': { body: NEXT },
  });
  learner = await startLearner();
});
afterAll(async () => {
  await learner.close();
  await site.close();
});

test('nothing is asked about a page loaded in advance until its reader is there', async () => {
  const desk = await learner.extensionPage('src/library/index.html');
  await desk.evaluate(() => {
    Object.assign(globalThis, { asking: [] });
    chrome.runtime.onMessage.addListener((_, { url }) => void asking.push(new URL(url ?? '').pathname));
  });
  const asked = () => desk.evaluate(() => asking);

  const page = await learner.open(`${site.url}/`);
  await until('the next page stands', async () => site.requests.includes('GET /stands?true'));
  // Its content script ran before it stood; another page's question comes after what it would have asked.
  const other = await learner.open(`${site.url}/other`);
  await until('the other page has asked', async () => (await asked()).includes('/other'));
  expect(await asked()).not.toContain('/next');

  await page.bringToFront();
  await page.click('a');
  await until('its reader is there', async () => (await asked()).includes('/next'));
  expect(site.requests.filter((one) => one === 'GET /next')).toHaveLength(1);
  await other.close();
});
