import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { noteLink } from '../../src/core/note-link.ts';
import { askBackground, askContent, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { mustBeOk } from './harness/circle.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { pressFirefoxAdder, startFirefoxLearner, type FirefoxLearner } from './harness/firefox.ts';
import { painted, selectText } from './harness/in-page.ts';
import { cardWith, pressButton, saveNote, wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const READING = readFileSync('src/server/sample/readings/fi-al-hamish-muttasa.html', 'utf8');

describe('a learner with Firefox and one with Chromium', () => {
  let endpoint: Endpoint;
  let site: Site;
  let fay: FirefoxLearner;
  let cleo: Learner;
  let faysDesk: Page;
  let cleosDesk: Page;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    site = await serveSite({
      '/': {
        body: '<!doctype html><title>Quay</title><p>The rope remembers every hand that held it.</p><p>The bell says nothing until it is asked.</p>',
      },
      '/ar': { body: READING },
      '/csp': {
        body: '<!doctype html><title>Strict</title><p>Nothing is allowed on this quay.</p>',
        headers: { 'content-security-policy': "default-src 'none'" },
      },
      '/declines': {
        body: '<!doctype html><title>Declines</title><p>Here nobody is to write.</p>',
        headers: { 'server-timing': 'commonplace;desc=none' },
      },
    });
    [fay, cleo] = await Promise.all([startFirefoxLearner(), startLearner()]);
    faysDesk = fay.desk();
    cleosDesk = await cleo.extensionPage('src/library/index.html');
    await mustBeOk(faysDesk, 'account.guest', { endpoint: endpoint.url, name: 'Fay' });
    const { group } = (await askBackground(faysDesk, 'group.create', { name: 'Quay' })) as { group: string };
    await askBackground(faysDesk, 'group.choose', { group });
    await askBackground(faysDesk, 'sync.now', {});
    const { url } = (await mustBeOk(faysDesk, 'group.invite', { group })) as { url: string };
    await mustBeOk(cleosDesk, 'group.join', { invitation: url, name: 'Cleo' });
    await askBackground(cleosDesk, 'group.choose', { group });
  });
  afterAll(async () => {
    await Promise.all([fay?.close(), cleo?.close()]);
    await Promise.all([site.close(), endpoint.remove()]);
  });

  test('highlight, comment, see each other and answer', async () => {
    const faysPage = await fay.open(`${site.url}/`);
    const cleosPage = await cleo.open(`${site.url}/`);
    await selectText(faysPage, 'The bell says nothing');
    await until('the adder', () => pressFirefoxAdder(faysPage, 'highlight'));
    await until('Fay’s highlight is painted', async () =>
      (await painted(faysPage))['mine']?.includes('The bell says nothing'),
    );
    await until('Cleo sees it', async () => (await painted(cleosPage))['peer']?.includes('The bell says nothing'));

    await faysPage.bringToFront();
    await faysPage.mouse.move(2, 2);
    const { x, y } = await faysPage.evaluate(() => {
      const [range] = [...(CSS.highlights.get('commonplace-mine') ?? [])] as Range[];
      const box = range!.getBoundingClientRect();
      return { x: box.left + 20, y: box.top + box.height / 2 };
    });
    await faysPage.mouse.move(x, y);
    await until('pointing at it shows what it is', async () => {
      for (const frame of faysPage.frames())
        if (await frame.$('main.glance').catch(() => null)) return (await wordsOf(frame)).includes('Highlighted');
      return false;
    });

    await selectText(faysPage, 'remembers every hand');
    await until('the adder', () => pressFirefoxAdder(faysPage, 'comment'));
    const { value: margin } = await until('the margin', () => fay.marginFrame(faysPage));
    await saveNote(margin, 'And every knot.');
    await until('Cleo sees the comment’s passage', async () =>
      (await painted(cleosPage))['peer']?.includes('remembers every hand'),
    );

    const conversation = (await askBackground(cleosDesk, 'conversation.read', {
      keys: [`//${new URL(site.url).host}/`],
    })) as { notes: { id: string; text: string; target: object; group: { id: string } }[] };
    const comment = conversation.notes.find((note) => note.text === 'And every knot.')!;
    await askBackground(cleosDesk, 'note.create', {
      kind: 'reply',
      text: 'Especially the bad ones.',
      tags: [],
      group: comment.group.id,
      target: { ...comment.target, selectors: [] },
      parent: comment.id,
    });
    await until('Fay reads the answer in her margin', async () =>
      (await wordsOf(margin)).includes('Especially the bad ones.'),
    );

    await pressButton(margin, /^Edit$/, await cardWith(margin, 'And every knot.'));
    await margin.waitForSelector('textarea');
    await saveNote(margin, ' Edited.');
    await until('Fay’s edit is shown', async () => (await wordsOf(margin)).includes('And every knot. Edited.'));
  });

  test('the library shows the notes', async () => {
    await faysDesk.evaluate(() => {
      location.hash = '#/';
    });
    await until('the document is listed', async () => (await wordsOf(faysDesk)).includes('Quay'));
  });

  test('a page that allows nothing, and one from right to left', async () => {
    for (const [path, words] of [
      ['/csp', 'Nothing is allowed'],
      ['/ar', 'في'],
    ] as const) {
      const page = await fay.open(site.url + path);
      await selectText(page, words);
      await until('the adder', () => pressFirefoxAdder(page, 'highlight'));
      await until('it is painted', async () => (await painted(page))['mine']?.some((text) => text.startsWith(words)));
      await selectText(page, words);
      await until('the adder', () => pressFirefoxAdder(page, 'comment'));
      const { value: margin } = await until('the margin', () => fay.marginFrame(page));
      await until('the margin shows the passage', async () => (await wordsOf(margin)).includes(words));
      await page.close();
    }
  });

  test('the link of a note leads to the passage, and the endpoint is not told which note it is', async () => {
    const keys = [documentKey(`${site.url}/`) ?? ''];
    const { notes } = (await askBackground(faysDesk, 'conversation.read', { keys })) as {
      notes: { id: string; text: string }[];
    };
    const note = notes.find(({ text }) => text.includes('every knot'))?.id ?? '';
    const page = await fay.browser.newPage();
    await page.goto(noteLink(endpoint.url, note)).catch(() => undefined);
    await until('the reading is there', () => page.evaluate((there) => location.href === there, `${site.url}/`));
    const { value: margin } = await until('the margin', () => fay.marginFrame(page));
    await until('at the note', async () => (await wordsOf(margin)).includes('And every knot'));
    const seen = await fetch(`${endpoint.url}/metrics`).then((answer) => answer.text());
    expect(seen).not.toContain('"/a/:note"');
    await page.close();
  });

  test('a page whose owner declines by a header takes private notes only', async () => {
    const page = await fay.open(`${site.url}/declines`);
    await selectText(page, 'nobody is to write');
    await until('the adder', () => pressFirefoxAdder(page, 'highlight'));
    await until('it is painted', async () => (await painted(page))['mine']?.includes('nobody is to write'));
    const keys = [documentKey(`${site.url}/declines`) ?? ''];
    const { notes } = (await askBackground(faysDesk, 'conversation.read', { keys })) as {
      notes: { group: { personal: boolean } }[];
    };
    expect(notes.map(({ group }) => group.personal)).toEqual([true]);
    await page.close();
  });
});

describe('Firefox, which puts the background to sleep when it is idle', () => {
  test('a margin in a page goes on working', async () => {
    const site = await serveSite({
      '/': { body: '<!doctype html><title>Quay</title><p>The rope remembers.</p><p>The bell does not.</p>' },
    });
    const fay = await startFirefoxLearner('dist/firefox', { 'extensions.background.idle.timeout': 1000 });
    try {
      const page = await fay.open(`${site.url}/`);
      await selectText(page, 'The rope remembers');
      await until('the adder', () => pressFirefoxAdder(page, 'comment'));
      const { value: margin } = await until('the margin', () => fay.marginFrame(page));
      await saveNote(margin, 'before the sleep');
      await new Promise((asleep) => setTimeout(asleep, 6000));
      await selectText(page, 'The bell does not');
      await askContent(fay.desk(), await tabAt(fay.desk(), site.url), 'selection.mark', { what: 'comment' });
      await until('the margin hears the page', async () => (await wordsOf(margin)).includes('The bell does not'));
      await saveNote(margin, 'after the sleep');
      await until('and shows what was saved', async () => (await wordsOf(margin)).includes('after the sleep'));
      expect(await wordsOf(margin)).not.toContain('was closed or reloaded');
    } finally {
      await fay.close();
      await site.close();
    }
  });
});

// Firefox gives pages of extensions no IndexedDB there; the notes are the background's, in the normal profile.
test('in a private window the library says why it shows nothing', async () => {
  const learner = await startFirefoxLearner();
  try {
    await learner.desk().evaluate(async () => {
      const { windows } = (
        globalThis as unknown as { browser: { windows: { create(what: object): Promise<unknown> } } }
      ).browser;
      await windows.create({ incognito: true, url: '/src/library/index.html' });
    });
    await until('the words', async () => {
      for (const page of await learner.browser.pages()) {
        if (page !== learner.desk() && (await wordsOf(page)).includes('private window')) return true;
      }
      return false;
    });
  } finally {
    await learner.close();
  }
});
