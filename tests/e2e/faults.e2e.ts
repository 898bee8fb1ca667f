import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import type { SyncState } from '../../src/protocol/from-pages.ts';
import { askBackground, contentScriptRuns } from './harness/ask.ts';
import { gatherCircle, mustBeOk, type Circle } from './harness/circle.ts';
import { startLearner } from './harness/chromium.ts';
import { hostText, marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { saveNote, wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';
import type { WireState } from './harness/wire.ts';

const HTML =
  '<!doctype html><title>Fog</title><p>The fog came in before the pilot did.</p><p>Nobody on the quay saw either of them.</p>';
const PLAIN = '<!doctype html><title>Plain</title><p>Nothing to see here.</p>';

describe('when things go wrong', () => {
  let circle: Circle;
  let site: Site;
  let url: string;
  let keys: string[];
  beforeAll(async () => {
    site = await serveSite({ '/': { body: HTML }, '/other': { body: HTML }, '/plain': { body: PLAIN } });
    url = `${site.url}/`;
    keys = [documentKey(url)!];
    circle = await gatherCircle();
  });
  afterAll(async () => {
    await circle.close();
    await site.close();
  });

  const target = () => ({
    source: url,
    keys,
    title: 'Fog',
    selectors: [{ type: 'TextQuoteSelector' as const, exact: 'before the pilot', prefix: '', suffix: '' }],
  });
  const write = async (desk: Page, text: string): Promise<string> =>
    (
      await askBackground(desk, 'note.create', {
        kind: 'comment',
        text,
        tags: [],
        group: circle.group,
        target: target(),
        parent: null,
      })
    )['id'] as string;

  test.each<[string, WireState, SyncState]>([
    ['the endpoint is down', 'cut', 'unreachable'],
    ['a hotel answers with its own page', 'html', 'not-endpoint'],
  ])('%s: the extension stays usable, says so, keeps everything and sends it later', async (name, state, said) => {
    const { ada, ben } = circle;
    ben.wire.set(state);
    const desk = await ben.desk();
    const id = await write(desk, `written while ${name}`);
    await until(`the state is ${said}`, async () => (await ben.conversation(keys)).sync.state === said);
    const page = await ben.learner.open(url);
    await selectText(page, 'Nobody on the quay');
    await pressAdder(page, 'comment');
    const margin = await marginFrame(page);
    await saveNote(margin, `typed while ${name}`);
    await until('each note shows that it waits', async () => (await wordsOf(margin)).includes('Waiting'));
    ben.wire.set('whole');
    await askBackground(desk, 'sync.now', {});
    await until('Ada has both', async () => {
      const texts = (await ada.conversation(keys)).notes.map((note) => note.text);
      return texts.filter((text) => text.endsWith(`while ${name}`)).length === 2;
    });
    await until('nothing waits', async () =>
      (await ben.conversation(keys)).notes.every((note) => note.send.state === 'sent'),
    );
    expect((await ada.conversation(keys)).notes.filter((note) => note.id === id)).toHaveLength(1);
    await page.close();
  });

  test('an endpoint that takes the connection and never answers holds nobody up', async () => {
    const { ben } = circle;
    ben.wire.set('silent');
    const desk = await ben.desk();
    const begun = performance.now();
    await write(desk, 'written into silence');
    const waiting = await ben.conversation(keys);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(waiting.notes.find((note) => note.text === 'written into silence')?.send.state).toBe('waiting');
    ben.wire.set('whole');
    await askBackground(desk, 'sync.now', {});
    await until(
      'it is sent',
      async () =>
        (await ben.conversation(keys)).notes.find((note) => note.text === 'written into silence')?.send.state ===
        'sent',
      45_000,
    );
  });

  test.each([
    ['an address that is no endpoint', () => site.url, 'not-endpoint'],
    ['an address where nobody is', () => 'http://127.0.0.1:9', 'unreachable'],
    ['a wrong password', () => circle.endpoint.url, 'wrong_password'],
  ])('signing in to %s is refused with a reason, and notes stay', async (_, address, code) => {
    const stranger = await startLearner();
    const desk = await stranger.extensionPage('src/library/index.html');
    const { writeTo } = await askBackground(desk, 'conversation.read', { keys });
    await askBackground(desk, 'note.create', {
      kind: 'highlight',
      text: '',
      tags: [],
      group: writeTo,
      target: target(),
      parent: null,
    });
    expect(
      await askBackground(desk, 'account.signIn', {
        endpoint: address(),
        email: 'a@example.org',
        password: 'wrong password',
      }),
    ).toEqual({ ok: false, code });
    expect((await askBackground(desk, 'conversation.read', { keys }))['notes']).toHaveLength(1);
    await stranger.close();
  });

  test('two tabs on one page stay in step', async () => {
    const { ada } = circle;
    const one = await ada.learner.open(url);
    const other = await ada.learner.open(url);
    await one.bringToFront();
    await selectText(one, 'saw either of them');
    await pressAdder(one, 'highlight');
    for (const page of [one, other])
      await until('it is painted', async () => (await painted(page))['mine']?.includes('saw either of them'));
    const { notes } = await ada.conversation(keys);
    await mustBeOk(await ada.desk(), 'note.delete', {
      id: notes.find((note) => note.quote === 'saw either of them')!.id,
    });
    for (const page of [one, other])
      await until('it is gone', async () => !(await painted(page))['mine']?.includes('saw either of them'));
  });

  test('the extension goes away under an open tab: one line says so where something of it was, nothing else happens', async () => {
    const learner = await startLearner();
    const page = await learner.open(url);
    const noise: string[] = [];
    page.on('pageerror', (error) => noise.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') noise.push(message.text());
    });
    await selectText(page, 'Nobody on the quay');
    await pressAdder(page, 'highlight');
    await until('it is painted', async () => (await painted(page))['mine']?.length === 1);
    const plain = await learner.open(`${site.url}/plain`);
    await until('the content script', () => contentScriptRuns(learner, `${site.url}/plain`));
    noise.length = 0;
    const desk = await learner.extensionPage('src/library/index.html');
    void desk
      .evaluate(() => (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload())
      .catch(() => undefined);
    await new Promise((later) => setTimeout(later, 1500));
    await page.bringToFront();
    for (const words of ['The fog came in', 'saw either', 'of them']) {
      await selectText(page, words);
      await new Promise((later) => setTimeout(later, 300));
      const asked = (await hostText(page)).includes('reload this page');
      if (!asked) await pressAdder(page, 'highlight');
    }
    await until(
      'one line asks for a reload',
      async () => (await hostText(page)).match(/reload this page/g)?.length === 1,
    );
    expect(await painted(page)).toEqual({});
    expect(noise).toEqual([]);
    await plain.bringToFront();
    await selectText(plain, 'Nothing to see');
    await new Promise((later) => setTimeout(later, 500));
    expect(await plain.$('commonplace-host')).toBeNull();
    // Chromium does not bring back an extension that was loaded by a command-line switch: start it anew.
    await learner.kill();
    await learner.restart();
    const again = await learner.open(url);
    await until('afterwards all is well', async () => (await painted(again))['mine']?.length === 1);
    await learner.close();
  });
});
