/** An import of some thousand notes, in both browsers: each part is handed to the background beside the messages, once. */
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { MOST_IMPORTED } from '../../src/protocol/from-pages.ts';
import { askBackground } from './harness/ask.ts';
import { startLearner } from './harness/chromium.ts';
import { startFirefoxLearner } from './harness/firefox.ts';
import { until } from './harness/wait.ts';

const COUNT = 3 * MOST_IMPORTED;
/** As Hypothesis exports them. */
const FILE = JSON.stringify({
  export_date: '2026-01-01',
  annotations: Array.from({ length: COUNT }, (_, at) => ({
    id: `row-${at}`,
    uri: `https://example.org/${at % 200}`,
    text: `كلمة ${at} `.repeat(20),
    created: new Date(1_700_000_000_000 + at * 60_000).toISOString(),
    target: [{ source: 'https://example.org/', selector: [{ type: 'TextQuoteSelector', exact: `quote ${at}` }] }],
  })),
});

/** The lengths of what a page of ours has said of an import: by messages, and by channels. */
type Said = { messages: number[]; texts: number[] };

/** As a person chooses it, past the dialog of the system. */
async function choose(library: Page): Promise<void> {
  await library.waitForSelector('input[type=file]');
  await library.evaluate((content) => {
    const field = document.querySelector<HTMLInputElement>('input[type=file]')!;
    const list = new DataTransfer();
    list.items.add(new File([content], 'notes.json', { type: 'application/json' }));
    field.files = list.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, FILE);
  await library.waitForSelector('.import-acts .button-primary');
}

async function listen(library: Page): Promise<void> {
  await library.evaluate(() => {
    const said: Said = { messages: [], texts: [] };
    Object.assign(globalThis, { said });
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      override postMessage(message: unknown): void {
        if (this.name.startsWith('handed-texts')) said.texts.push(JSON.stringify(message).length);
        super.postMessage(message);
      }
    };
    type Api = { runtime: { sendMessage(message: unknown): unknown } };
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    const { runtime } = browser ?? chrome;
    const send = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = (...asked) => {
      const text = JSON.stringify(asked);
      if (text.includes('notes.import')) said.messages.push(text.length);
      return send(...asked);
    };
  });
}

async function take(library: Page): Promise<Said> {
  await library.$eval('.import-acts .button-primary', (button) => (button as HTMLElement).click());
  await until('all of it is taken', () => library.$('#import-result'), 30_000);
  return library.evaluate(() => Reflect.get(globalThis, 'said') as Said);
}

async function expectTaken(library: Page, { messages, texts }: Said): Promise<void> {
  const counts = await library.$$eval('.import-counts dd', (all) => all.map(({ textContent }) => textContent));
  expect(counts).toEqual([COUNT.toLocaleString('en'), '0', '0']);
  const { waiting } = await askBackground(library, 'sync.now', {});
  expect(waiting).toBe(COUNT);
  expect(messages).toHaveLength(COUNT / MOST_IMPORTED);
  expect(Math.max(...messages)).toBeLessThan(1000);
  expect(texts).toHaveLength(COUNT / MOST_IMPORTED);
  expect(Math.min(...texts)).toBeGreaterThan(100_000);
}

test('in Chromium', async () => {
  const learner = await startLearner();
  try {
    const library = await learner.extensionPage('src/library/index.html#import');
    await choose(library);
    await listen(library);
    await expectTaken(library, await take(library));
  } finally {
    await learner.close();
  }
});

test('in Firefox, where the background is asleep when the first part comes', async () => {
  const learner = await startFirefoxLearner('dist/firefox', { 'extensions.background.idle.timeout': 4000 });
  try {
    const library = learner.desk();
    await library.evaluate(() => {
      location.hash = '#import';
    });
    await choose(library);
    await listen(library);
    await until('the background sleeps', () =>
      library.evaluate(() => {
        const { browser } = globalThis as unknown as { browser: { extension: { getBackgroundPage(): unknown } } };
        return browser.extension.getBackgroundPage() === null;
      }),
    );
    await expectTaken(library, await take(library));
  } finally {
    await learner.close();
  }
});
