/**
 * Backups by schedule in the two real browsers: the file is in the downloads folder, and on a device that has nothing it brings back
 * every note. Automation cannot answer a browser's question for a permission, so the extension has this one from the start here; that
 * it is asked for is tests/background and tests/library.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';
import { askBackground } from './harness/ask.ts';
import { startFirefoxLearner } from './harness/firefox.ts';
import { until } from './harness/wait.ts';

declare const chrome: {
  alarms: { create(name: string, info: object): Promise<void> };
};

/** A device: a page of the library, and where its browser puts files. */
type Device = { library: Page; downloads: string; close: () => Promise<void> };

const BACKUP = 'Commonplace/commonplace-backup-1.jsonld';
const TEXTS = ['the tide comes in', 'and the tide goes out, with *every* boat 🌙', 'في الهامش متّسع'];

describe.each(['chrome', 'firefox'] as const)('in %s', (kind) => {
  let folder = '';
  let extension = '';
  const open: Device[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commonplace-backup-'));
    extension = join(folder, 'extension');
    await cp(`dist/${kind}`, extension, { recursive: true });
    const manifest = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8')) as {
      permissions: string[];
      optional_permissions: string[];
    };
    expect(manifest.optional_permissions).toContain('downloads');
    manifest.permissions.push('downloads');
    manifest.optional_permissions = manifest.optional_permissions.filter((one) => one !== 'downloads');
    await writeFile(join(extension, 'manifest.json'), JSON.stringify(manifest));
  });
  afterAll(async () => {
    await Promise.all(open.map((device) => device.close()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function device(name: string): Promise<Device> {
    const downloads = join(folder, name, 'downloads');
    await mkdir(downloads, { recursive: true });
    const made = await (kind === 'chrome' ? chromium(join(folder, name), downloads) : firefox(downloads));
    open.push(made);
    return made;
  }

  async function chromium(home: string, downloads: string): Promise<Device> {
    const profile = join(home, 'profile');
    await mkdir(join(profile, 'Default'), { recursive: true });
    const download = { default_directory: downloads, prompt_for_download: false };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ download }));
    const browser = await launchChromium({ profile, extension, viewport: { width: 1200, height: 800 } });
    const first = await browser.waitForTarget((one) => one.url().includes('/src/library/'));
    const library = await first.page();
    if (!library) throw new Error('the extension has no page');
    return { library, downloads, close: () => browser.close() };
  }

  async function firefox(downloads: string): Promise<Device> {
    const learner = await startFirefoxLearner(extension, {
      'browser.download.dir': downloads,
      'browser.download.folderList': 2,
    });
    return { library: learner.desk(), downloads, close: () => learner.close() };
  }

  /** As the schedule does it: what is due is made when the alarm goes off. */
  async function backedUp({ library, downloads }: Device): Promise<string> {
    await askBackground(library, 'backup.choose', { isOn: true, of: 'all', everyDays: 1, keep: 5 });
    await library.evaluate(() => chrome.alarms.create('backup', { when: Date.now(), periodInMinutes: 30 }));
    const { value } = await until('the backup is there', async () => {
      const text = await readFile(join(downloads, BACKUP), 'utf8');
      return text.endsWith('}\n') && text;
    });
    return value;
  }

  async function write(library: Page): Promise<void> {
    const { groups } = (await askBackground(library, 'conversation.read', { keys: [] })) as {
      groups: { id: string; personal: boolean }[];
    };
    const group = groups.find(({ personal }) => personal)?.id;
    for (const [at, text] of TEXTS.entries()) {
      const source = `https://example.org/reading/${at}`;
      const selectors = [{ type: 'TextQuoteSelector', exact: `passage ${at}`, prefix: 'before ', suffix: ' after' }];
      const target = { source, keys: [source.replace('https:', '')], title: `Reading ${at}`, selectors };
      const fields = { kind: 'comment', text, tags: ['tide'], group, target, parent: null };
      expect(await askBackground(library, 'note.create', fields)).toHaveProperty('id');
    }
  }

  async function restore(library: Page, text: string): Promise<void> {
    const file = join(folder, 'from-the-other-device.jsonld');
    await writeFile(file, text);
    await library.evaluate(() => {
      location.hash = '#import';
    });
    const field = await library.waitForSelector('input[type=file]' as 'input');
    await field?.uploadFile(file);
    await library.waitForSelector('.import-acts .button-primary');
    await library.$eval('.import-acts .button-primary', (button) => (button as HTMLElement).click());
    await library.waitForSelector('#import-result');
  }

  const itemsOf = (text: string) =>
    (JSON.parse(text) as { first: { items: { body: { value: string }[] }[] } }).first.items;

  test('a backup is made by schedule, and brings every note back to a device that has none', async () => {
    const old = await device('old');
    await write(old.library);
    const before = await backedUp(old);
    expect(
      itemsOf(before)
        .map(({ body }) => body[0]?.value)
        .toSorted(),
    ).toEqual(TEXTS.toSorted());
    await old.close();
    open.splice(open.indexOf(old), 1);

    const fresh = await device('fresh');
    await restore(fresh.library, before);
    const after = await backedUp(fresh);
    expect(itemsOf(after)).toEqual(itemsOf(before));
  }, 60_000);
});
