import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSampleClass, type LoadedClass } from '../../src/server/sample/load.ts';
import { askBackground, contentScriptRuns, giveCommand, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { marginFrame, painted, selectText } from './harness/in-page.ts';
import { wordsOf } from './harness/margin.ts';
import { until } from './harness/wait.ts';

declare const chrome: {
  runtime: { getManifest(): { commands: Record<string, { suggested_key?: { default: string } }> } };
  commands: { getAll(): Promise<{ name: string; shortcut: string }[]> };
};

describe('a newcomer', () => {
  let endpoint: Endpoint;
  let loaded: LoadedClass;
  let learner: Learner;
  let folder: string;
  let reading: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commonplace-newcomer-'));
    endpoint = await startEndpoint({ SAMPLE: '1' });
    loaded = await loadSampleClass(endpoint.url, { stateFile: join(folder, 'state.json') });
    learner = await startLearner();
    reading = `${endpoint.url}/readings/the-same-page-again.html`;
  });
  afterAll(async () => {
    await learner.close();
    await endpoint.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Fills the field with this label, by the keyboard. */
  async function fill(page: Page, label: string, text: string): Promise<void> {
    const field = await page.waitForSelector(`::-p-aria([name="${label}"][role="textbox"])`);
    await field?.focus();
    await page.keyboard.type(text);
  }
  const press = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();

  test('has the keys that the extension asks the browser for, and is led to where they are changed', async () => {
    const desk = await learner.extensionPage('src/library/index.html#settings');
    const { asked, given } = await desk.evaluate(async () => ({
      asked: chrome.runtime.getManifest().commands,
      given: await chrome.commands.getAll(),
    }));
    const wanted = Object.entries(asked).flatMap(([name, { suggested_key: key }]) =>
      key ? [[name, key.default]] : [],
    );
    expect(wanted).toHaveLength(4);
    const had = given.map(({ name, shortcut }) => [name, shortcut]);
    expect(had).toEqual(expect.arrayContaining(wanted));
    // the first-run page may have come to the front
    await desk.bringToFront();
    await press(desk, 'Change keys');
    await until('the browser’s page of keys', async () =>
      learner.browser.targets().some((one) => one.url() === 'chrome://extensions/shortcuts'),
    );
    await desk.close();
  });

  test('writes before having an account, joins from the popup with a link, and finds the class', async () => {
    const page = await learner.open(reading);
    await until('the content script', () => contentScriptRuns(learner, reading));
    await selectText(page, 'shared repertoire');
    await giveCommand(await learner.worker(), 'highlight-selection', reading);
    await until('the private highlight is painted', async () =>
      (await painted(page))['mine']?.includes('shared repertoire'),
    );

    const desk = await learner.extensionPage('src/library/index.html');
    const popup = await learner.extensionPage(`src/popup/index.html#tab=${await tabAt(desk, reading)}`);
    await fill(popup, 'Invitation', loaded.invitationUrl);
    await fill(popup, 'Your name here', 'Noor');
    await press(popup, 'Join');
    await until('the class is in the popup', async () => (await wordsOf(popup)).includes('Amara Okafor'));
    await until('and painted in the page', async () => ((await painted(page))['peer']?.length ?? 0) > 5);
    expect((await painted(page))['mine']).toEqual(['shared repertoire']);

    const { notes } = (await askBackground(desk, 'conversation.read', { keys: [] })) as { notes: unknown[] };
    expect(notes).toEqual([]);
    await press(popup, 'Open margin');
    // A real popup stands over its page; as a tab it has hidden it.
    await page.bringToFront();
    const margin = await marginFrame(page);
    await until('the margin shows the conversation', async () => (await wordsOf(margin)).includes('Nadia Benali'));
  });

  test('adds an e-mail, signs out, and comes back to every note with the password alone', async () => {
    const desk = await learner.extensionPage('src/library/index.html#settings');
    const account = { email: 'noor@example.org', password: 'a long enough password' };
    await fill(desk, 'E-mail', account.email);
    await fill(desk, 'Password', account.password);
    await press(desk, 'New account');
    await until('the account has an e-mail', async () => (await wordsOf(desk)).includes(account.email));
    await askBackground(desk, 'sync.now', {});
    expect(await askBackground(desk, 'account.signOut', { discard: false })).toEqual({ ok: true });
    const page = await learner.open(reading);
    await until('nothing is left on the device', async () => Object.values(await painted(page)).flat().length === 0);

    expect(await askBackground(desk, 'account.signIn', { endpoint: endpoint.url, ...account })).toEqual({ ok: true });
    await until('her own highlight is back', async () => (await painted(page))['mine']?.includes('shared repertoire'));
    await until('and the class', async () => ((await painted(page))['peer']?.length ?? 0) > 5);
  });
});
