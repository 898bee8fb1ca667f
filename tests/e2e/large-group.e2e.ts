/**
 * A group too large to hold, in the built extension (ADR 0030): its reader is asked in the popup, chooses
 * by keyboard, and what leaves the browser is what the consent says, and nothing else.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { documentKey } from '../../src/core/document.ts';
import { Learner as Program, fields, freshId, putOp } from '../server/class.ts';
import { askBackground, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { painted } from './harness/in-page.ts';
import { wordsOf } from './harness/margin.ts';
import { until } from './harness/wait.ts';
import { layWire, type Wire } from './harness/wire.ts';

const ELSEWHERE = 1200;
const ESSAY = 'readings/the-same-page-again.html';
const SEA = 'readings/appointments-with-the-sea.html';

describe('a group too large to hold', () => {
  let endpoint: Endpoint;
  let wire: Wire;
  let learner: Learner;
  let owner: Program;
  let group: string;
  let invitation: string;
  let desk: Page;

  const keyOf = (path: string): string => documentKey(`${endpoint.url}/${path}`) ?? '';
  const noteOn = (path: string, exact: string, text: string) => {
    const source = `${endpoint.url}/${path}`;
    const selectors = [{ type: 'TextQuoteSelector' as const, exact }];
    return putOp(group, freshId(), fields({ text, target: { source, keys: [keyOf(path)], title: path, selectors } }));
  };

  beforeAll(async () => {
    endpoint = await startEndpoint({ SAMPLE: '1' });
    owner = await Program.guest(endpoint.url, 'Nadia');
    group = await owner.makeGroup('The whole school');
    const ops = Array.from({ length: ELSEWHERE }, (_, at) => noteOn(`elsewhere/${at % 300}`, 'words', `note ${at}`));
    for (let at = 0; at < ops.length; at += 200) await owner.push(...ops.slice(at, at + 200));
    await owner.push(noteOn(ESSAY, 'shared repertoire', 'about the essay'), noteOn(SEA, 'the sea', 'about the sea'));
    wire = await layWire(endpoint.url);
    const code = await owner.invite(group);
    invitation = `${wire.url}/j/${code.replaceAll('-', '')}`;
    learner = await startLearner();
    desk = await learner.extensionPage('src/library/index.html#settings');
    await askBackground(desk, 'holding.askFrom', { notes: 1000 });
  });
  afterAll(async () => {
    await learner.close();
    await wire.close();
    await endpoint.remove();
  });

  /** Words with a note, however surely its passage is known. */
  const marked = async (page: Page): Promise<string[]> => Object.values(await painted(page)).flat();
  const said = (): string => wire.heard().join('\n');
  const held = (keys: string[]) => askBackground(desk, 'conversation.read', { keys }) as Promise<{ notes: unknown[] }>;
  const popupOn = async (path: string): Promise<Page> =>
    learner.extensionPage(`src/popup/index.html#tab=${await tabAt(desk, `${endpoint.url}/${path}`)}`);

  test('joining asks first, and brings none of its notes', async () => {
    const page = await learner.open(`${endpoint.url}/${ESSAY}`);
    expect(await askBackground(desk, 'group.join', { invitation, name: 'Ben' })).toEqual({ ok: true });
    const popup = await popupOn(ESSAY);
    await until('the popup asks', async () => (await wordsOf(popup)).includes('1,202 notes'));
    expect((await held([keyOf(ESSAY)])).notes).toEqual([]);
    expect(await painted(page)).toEqual({});
    expect(said()).not.toContain('hashes');
    await page.close();
    await popup.close();
  });

  test('by keyboard, the notes of opened pages: those of the page in front come, by a digest alone', async () => {
    const page = await learner.open(`${endpoint.url}/${ESSAY}`);
    const popup = await popupOn(ESSAY);
    const all = await popup.waitForSelector('::-p-aria([name="All of it"][role="radio"])');
    await all?.focus();
    await popup.keyboard.press('ArrowDown');
    await popup.keyboard.press('Enter');
    await page.bringToFront();
    await until('the essay’s note is painted', async () => (await marked(page)).includes('shared repertoire'));
    expect((await held([keyOf(SEA)])).notes).toEqual([]);
    const heard = said();
    expect(heard).toContain(documentHash(group, keyOf(ESSAY)));
    expect(heard).not.toContain(documentHash(group, keyOf(SEA)));
    expect(heard).not.toContain('the-same-page-again');
    await page.close();
    await popup.close();
  });

  test('a page without notes of the group is never asked for, and one that was opened is not asked for again', async () => {
    const before = said().split('hashes').length;
    await (await learner.open(`${endpoint.url}/readings/`)).close();
    const page = await learner.open(`${endpoint.url}/${ESSAY}`);
    await until('it is painted again', async () => (await marked(page)).includes('shared repertoire'));
    expect(said().split('hashes').length).toBe(before);
    await page.close();
  });

  test('what is written live on the open page comes; what is written elsewhere is not held', async () => {
    const page = await learner.open(`${endpoint.url}/${ESSAY}`);
    await until('it is painted', async () => (await marked(page)).length === 1);
    await owner.push(noteOn('elsewhere/5', 'words', 'late elsewhere'), noteOn(ESSAY, 'a queue', 'late here'));
    await until('it comes live', async () => (await marked(page)).includes('a queue'));
    expect((await held([keyOf('elsewhere/5')])).notes).toEqual([]);
    await page.close();
  });

  test('in the library it is changed to everything and to one’s own, and own notes stay', async () => {
    const target = { ...fields().target, source: `${endpoint.url}/${SEA}`, keys: [keyOf(SEA)], selectors: [] };
    const note = { kind: 'page', text: 'my own', tags: [], group, target, parent: null };
    await askBackground(desk, 'note.create', note);
    const groups = await learner.extensionPage('src/library/index.html#groups');
    await groups.locator('::-p-text(On this device: The notes of pages that I open)').click();
    const choose = async (wanted: string): Promise<void> => {
      await groups.locator(`::-p-aria([name="${wanted}"][role="radio"])`).click();
      await groups.locator('::-p-aria([name="Keep it so"][role="button"])').click();
      await until(`it says ${wanted}`, async () => (await wordsOf(groups)).includes(`On this device: ${wanted}`));
    };
    await choose('All of it');
    await until('all is here', async () => (await held([keyOf('elsewhere/5')])).notes.length === 5);
    expect((await held([keyOf(SEA)])).notes).toHaveLength(2);
    await choose('My own notes only');
    await until('the others are gone', async () => (await held([keyOf('elsewhere/5')])).notes.length === 0);
    expect((await held([keyOf(SEA)])).notes).toMatchObject([{ text: 'my own' }]);
    const asked = said().split('hashes').length;
    await (await learner.open(`${endpoint.url}/${SEA}`)).close();
    expect(said().split('hashes').length).toBe(asked);
    await groups.close();
  });
});
