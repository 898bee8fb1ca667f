import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { askBackground } from './harness/ask.ts';
import { gatherCircle, type Circle } from './harness/circle.ts';
import { marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { saveNote, wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const PEERS_WORDS = 'zanzibar quicksilver';
const TYPED = 'xylophone jumbled';

/**
 * What our scripts use, as names of elements: by HTML they are found in the place of it
 * (https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem). Not of frames: where one is called `browser` or `chrome` Chromium
 * itself gives no extension its API (156).
 */
const IDS = ['browser', 'chrome', 'commonplaceStarted', 'commonplaceAnnotate', 'navigation', 'CSS', 'Highlight', 'URL'];
const FORMS = [
  'evaluate',
  'title',
  'head',
  'body',
  'contentType',
  'documentElement',
  'addEventListener',
  'getSelection',
];
const CLOBBERED = [
  ...IDS.map((id) => `<div id="${id}"></div>`),
  ...FORMS.map((name) => `<form name="${name}"></form>`),
];

describe('a page that records all it can', () => {
  let circle: Circle;
  let site: Site;
  beforeAll(async () => {
    site = await serveSite({
      '/': { body: readFileSync('tests/e2e/pages/hostile.html', 'utf8') },
      '/names': { body: `<!doctype html><p>The rope remembers every hand.</p>${CLOBBERED.join('')}` },
    });
    circle = await gatherCircle();
  });
  afterAll(async () => {
    await circle.close();
    await site.close();
  });

  test('learns no typed character, no word of a peer, and not who we are', async () => {
    const { ada, ben, group } = circle;
    const target = {
      source: `${site.url}/`,
      keys: [documentKey(`${site.url}/`)!],
      title: 'x',
      selectors: [{ type: 'TextQuoteSelector', exact: 'every tide', prefix: '', suffix: '' }],
    };
    await askBackground(await ada.desk(), 'note.create', {
      kind: 'comment',
      text: PEERS_WORDS,
      tags: ['quicksilver'],
      group,
      target,
      parent: null,
    });

    const page = await ben.learner.open(`${site.url}/`);
    await until('the peer’s passage is painted', async () => (await painted(page))['peer']?.includes('every tide'));
    await selectText(page, 'keeps a diary');
    await pressAdder(page, 'comment');
    const margin = await marginFrame(page);
    await until('the peer’s words are in the margin', async () => (await wordsOf(margin)).includes(PEERS_WORDS));
    await saveNote(margin, TYPED);
    await until('and so are mine', async () => (await wordsOf(margin)).includes(TYPED));
    await page.mouse.click(100, 60);
    await page.keyboard.press('q');
    await until('the page wrote down a key of its own, so it does listen', async () =>
      (await heard(page)).includes('keydown: q KeyQ'),
    );

    const record = await heard(page);
    const { extensionId } = ben.learner;
    for (const secret of [
      PEERS_WORDS,
      'zanzibar',
      'quicksilver',
      TYPED,
      'xylophone',
      extensionId,
      'chrome-extension',
      'Ada',
      'Tides',
    ]) {
      expect(record.includes(secret), `the page knows: ${secret}`).toBe(false);
    }
    const keys = [...record.matchAll(/^(?:keydown|keypress|keyup|beforeinput|input): (\S*)/gm)].map((one) => one[1]);
    expect(keys.filter((key) => key !== 'q' && key !== '')).toEqual([]);
    expect([...record.matchAll(/^message: .*$/gm)]).toEqual([]);
    expect(record).toMatch(/highlight: commonplace-peer every tide/);
  });

  test('is marked in all the same where its elements bear the names of what we use', async () => {
    const page = await circle.ben.learner.open(`${site.url}/names`);
    expect(await page.evaluate(() => typeof document.evaluate)).toBe('object');
    await page.bringToFront();
    await page.mouse.click(100, 24, { count: 2 });
    await pressAdder(page, 'highlight');
    await until('it is painted', async () => JSON.stringify(await painted(page)).includes('remembers'));
    await page.close();
  });

  test('cannot load anything of ours by our name', async () => {
    const { ben } = circle;
    const page = await ben.learner.open(`${site.url}/`);
    const reached = await page.evaluate(async (id) => {
      const paths = ['manifest.json', 'src/margin/index.html', 'content.js', 'icons/16.png', 'src/popup/index.html'];
      const tries = paths.flatMap((path) => {
        const url = `chrome-extension://${id}/${path}`;
        return [
          fetch(url).then(
            () => `fetched ${path}`,
            () => '',
          ),
          new Promise<string>((done) =>
            Object.assign(new Image(), { onload: () => done(`image ${path}`), onerror: () => done(''), src: url }),
          ),
        ];
      });
      return (await Promise.all(tries)).filter(Boolean);
    }, ben.learner.extensionId);
    expect(reached).toEqual([]);
  });

  test('even a taken-over content script reaches no account, no words and no other page’s notes', async () => {
    const { ben } = circle;
    const page = await ben.learner.open(`${site.url}/`);
    const client = await page.createCDPSession();
    const worlds: { id: number; name: string; origin: string }[] = [];
    client.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
    await client.send('Runtime.enable');
    const { value: world } = await until('the content script’s world', async () =>
      worlds.find((one) => one.origin.includes(ben.learner.extensionId)),
    );
    const run = async (expression: string): Promise<unknown> => {
      const { result } = await client.send('Runtime.evaluate', {
        contextId: world.id,
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      return result.value;
    };
    const say = (message: object): Promise<unknown> => run(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
    for (const [method, params] of [
      ['conversation.read', { keys: [] }],
      ['account.signOut', { discard: true }],
      ['group.leave', { group: circle.group }],
      ['draft.read', { key: 'x' }],
    ] as const) {
      expect(await say({ rpc: 'pages', method, params })).toEqual({ failed: 'not allowed from there' });
    }
    const elsewhere = { url: 'https://example.org/', title: '', optedOut: false };
    expect(await say({ rpc: 'content', method: 'page.passages', params: elsewhere })).toHaveProperty('failed');
    expect(await say({ rpc: 'content', method: 'page.passages', params: { url: 1 } })).toHaveProperty('failed');
    expect(await say({ rpc: 'content', method: 'constructor', params: {} })).toHaveProperty('failed');
    const own = (await say({
      rpc: 'content',
      method: 'page.passages',
      params: { ...elsewhere, url: `${site.url}/` },
    })) as { answer: unknown };
    expect(JSON.stringify(own.answer)).not.toMatch(/zanzibar|Ada|token/);
    expect((await ben.conversation([])).me.signedIn).toBe(true);

    // Nor does it hear where else notes are written: it is told of its own page only, and not more than that.
    await run(
      'heard = []; chrome.runtime.onMessage.addListener((message) => void heard.push(JSON.stringify(message)))',
    );
    for (const url of ['https://elsewhere.example/diary', `${site.url}/`]) {
      const at = { source: url, keys: [documentKey(url)!], title: 'x', selectors: [] };
      const fields = { kind: 'page', text: 'words', tags: [], target: at, parent: null };
      await askBackground(await ben.desk(), 'note.create', { ...fields, group: circle.group });
    }
    await until('it was told to look again', async () => String(await run('heard')) !== '');
    expect(await run('heard')).toEqual(['{"rpc":"content","method":"notes.changed","params":{}}']);
  });

  async function heard(page: Page): Promise<string> {
    return page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join('\n'));
  }
});
