import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { askBackground, contentScriptRuns } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { noteFromBefore } from './harness/notes.ts';
import { serveSite, type Site, type SitePage } from './harness/site.ts';
import { until } from './harness/wait.ts';

const BODY =
  '<p>The pilot counts the steps that the weed has covered.</p><p>The second paragraph has words of its own to select.</p>';
const html = (body: string) => `<!doctype html><title>A page</title>${body}`;
const LONG = '<p>Wave after wave came in, and each had something to say about the wind that sent it.</p>'.repeat(
  24_000,
);

const PAGES: Record<string, SitePage> = {
  'content security policy that allows nothing': {
    body: html(BODY),
    headers: { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" },
  },
  'cross-origin isolation': {
    body: html(BODY),
    headers: {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
  },
  'sandbox with scripts': { body: html(BODY), headers: { 'content-security-policy': 'sandbox allow-scripts' } },
  XHTML: {
    body: `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A page</title></head><body>${BODY}</body></html>`,
    headers: { 'content-type': 'application/xhtml+xml; charset=utf-8' },
  },
  'trusted types': {
    body: html(BODY),
    headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" },
  },
  'a page of frames': {
    body: html(`${BODY}<iframe srcdoc="&lt;p&gt;inside&lt;/p&gt;"></iframe><iframe src="/nowhere"></iframe>`),
  },
  'a page that removes what it does not know, a few times': {
    body: html(
      `${BODY}<script>let times = 0; new MutationObserver(() => { const host = document.querySelector('commonplace-host'); if (host && times++ < 5) host.remove(); }).observe(document.documentElement, { childList: true, subtree: true });</script>`,
    ),
  },
  'two million characters': { body: html(BODY + LONG) },
  'a page with styles that hide and cover everything unknown': {
    body: html(
      `<style>html > :not(head, body), * > commonplace-host { display: none !important; opacity: 0 !important } div, button, iframe { all: unset !important }</style>${BODY}`,
    ),
  },
};

describe('any page', () => {
  let learner: Learner;
  let desk: Page;
  let site: Site;
  const path = (name: string) => `/${encodeURIComponent(name)}`;
  beforeAll(async () => {
    site = await serveSite({
      ...Object.fromEntries(Object.entries(PAGES).map(([name, page]) => [path(name), page])),
      '/declined': { body: html(`<meta name="commonplace" content="none">${BODY}`) },
      '/story': { body: html(`<link rel="canonical" href="/story">${BODY}`) },
      '/one': { body: html(BODY) },
      '/other': { body: html('<p>Elsewhere.</p>') },
    });
    learner = await startLearner();
    desk = await learner.extensionPage('src/library/index.html');
  });
  afterAll(async () => {
    await learner.close();
    await site.close();
  });

  async function annotate(url: string): Promise<void> {
    await noteFromBefore(desk, url, 'counts the steps');
    const page = await learner.open(url);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await until('the note is painted', async () => (await painted(page))['mine']?.includes('counts the steps'), 20_000);
    await selectText(page, 'words of its own');
    await pressAdder(page, 'highlight');
    await until(
      'the highlight is painted',
      async () => (await painted(page))['mine']?.includes('words of its own'),
      20_000,
    );
    await selectText(page, 'second paragraph');
    await pressAdder(page, 'comment');
    const margin = await marginFrame(page);
    await until('the margin shows the composer and the note', async () => {
      const text = await margin.evaluate(() => document.body.textContent);
      return text?.includes('second paragraph') && text.includes('a note from before');
    });
    expect(faults).toEqual([]);
    await page.close();
  }

  test.each(Object.keys(PAGES))('%s', (name) => annotate(site.url + path(name)));

  test('a file of the learner’s own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonplace-file-'));
    await writeFile(join(folder, 'page.html'), html(BODY));
    await annotate(pathToFileURL(join(folder, 'page.html')).href);
    await rm(folder, { recursive: true });
  });

  test('an owner who declines: only private notes are shown and saved', async () => {
    const url = `${site.url}/declined`;
    await noteFromBefore(desk, url, 'counts the steps');
    // From now on new notes go to the class.
    await askBackground(desk, 'group.create', { name: 'Class' });
    await noteFromBefore(desk, url, 'the weed has covered');
    const page = await learner.open(url);
    await until('the private note is painted', async () => (await painted(page))['mine'] !== undefined);
    expect(await painted(page)).toEqual({ mine: ['counts the steps'] });
    await selectText(page, 'words of its own');
    await pressAdder(page, 'highlight');
    await until('the highlight is painted', async () => (await painted(page))['mine']?.length === 2);
    const { notes } = (await askBackground(desk, 'conversation.read', { keys: [documentKey(url)!] })) as Conversation;
    expect(notes.map(({ quote, group }) => [quote, group.personal])).toEqual([
      ['counts the steps', true],
      ['the weed has covered', false],
      ['words of its own', true],
    ]);
    await page.close();
  });

  test('one conversation under the addresses a page confirms, none where it has left its words behind', async () => {
    const page = await learner.open(`${site.url}/story?ref=mail`);
    await until('the content script', () => contentScriptRuns(learner, `${site.url}/story`));
    await selectText(page, 'words of its own');
    await pressAdder(page, 'highlight');
    await until('the highlight is painted', async () => (await painted(page))['mine']?.length === 1);
    await page.goto(`${site.url}/story`);
    await until('it is painted there', async () => (await painted(page))['mine']?.includes('words of its own'));
    await page.evaluate(() => history.pushState(null, '', '/story?id=2'));
    await until('it is gone', async () => (await painted(page))['mine']?.length === 0);
    await page.close();
  });

  test('a page that comes back by the back button shows what was written meanwhile', async () => {
    const page = await learner.open(`${site.url}/one`);
    await until('the content script', () => contentScriptRuns(learner, `${site.url}/one`));
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'kept' : 'loaded')),
    );
    await page.goto(`${site.url}/other`);
    await noteFromBefore(desk, `${site.url}/one`, 'counts the steps');
    await page.goBack();
    await until('the note is painted', async () => (await painted(page))['mine']?.includes('counts the steps'));
    expect(await page.title()).toBe('kept');
    await page.close();
  });
});
