import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { askBackground, badgeOf, tabAt } from './harness/ask.ts';
import { gatherCircle, mustBeOk, type Circle } from './harness/circle.ts';
import { painted } from './harness/in-page.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

const SENTENCES = Array.from(
  { length: 8 },
  (_, at) =>
    `Sentence number ${at} speaks of the ${['moon', 'weed', 'rope', 'bell', 'sand', 'lamp', 'gull', 'wall'][at]} by the harbour.`,
);

describe('a learner who goes offline', () => {
  let circle: Circle;
  let site: Site;
  let keys: string[];
  beforeAll(async () => {
    site = await serveSite({
      '/': { body: `<!doctype html><title>Harbour</title>${SENTENCES.map((one) => `<p>${one}</p>`).join('')}` },
    });
    keys = [documentKey(`${site.url}/`)!];
    circle = await gatherCircle();
  });
  afterAll(async () => {
    await circle.close();
    await site.close();
  });

  const target = (sentence: number) => ({
    source: `${site.url}/`,
    keys,
    title: 'Harbour',
    selectors: [{ type: 'TextQuoteSelector', exact: SENTENCES[sentence], prefix: '', suffix: '' }],
  });

  test('writes five notes and two edits, loses the browser, and everything arrives exactly once', async () => {
    const { ada, ben, group } = circle;
    const write = async (text: string, sentence: number) =>
      (
        await askBackground(await ben.desk(), 'note.create', {
          kind: 'comment',
          text,
          tags: [],
          group,
          target: target(sentence),
          parent: null,
        })
      )['id'] as string;
    const first = await write('before the cut, one', 0);
    const second = await write('before the cut, two', 1);
    await until('Ada has both', async () => (await ada.conversation(keys)).notes.length === 2);

    ben.wire.set('cut');
    const offline: string[] = [];
    for (let at = 0; at < 5; at++) offline.push(await write(`written offline ${at}`, at + 2));
    await mustBeOk(await ben.desk(), 'note.edit', {
      id: first,
      text: 'before the cut, one, edited offline',
      tags: ['edited'],
    });
    await mustBeOk(await ben.desk(), 'note.edit', {
      id: second,
      text: 'before the cut, two, edited offline',
      tags: [],
    });
    const waiting = await ben.conversation(keys);
    expect(waiting.notes.filter((note) => note.send.state === 'waiting')).toHaveLength(7);
    await until(
      'the extension says that it cannot reach the endpoint',
      async () => (await ben.conversation(keys)).sync.state === 'unreachable',
    );
    expect((await ada.conversation(keys)).notes).toHaveLength(2);

    await ben.learner.kill();
    await ben.learner.restart();
    expect((await ben.conversation(keys)).notes.filter((note) => note.send.state === 'waiting')).toHaveLength(7);
    ben.wire.set('whole');
    await askBackground(await ben.desk(), 'sync.now', {});
    await until('Ada has all seven changes', async () => {
      const { notes } = await ada.conversation(keys);
      return notes.length === 7 && notes.filter((note) => note.text.includes('edited offline')).length === 2;
    });
    const { notes } = await ada.conversation(keys);
    expect(notes.map((note) => note.id).toSorted()).toEqual([first, second, ...offline].toSorted());
    expect(notes.map((note) => note.text).toSorted()).toEqual(
      [
        'before the cut, one, edited offline',
        'before the cut, two, edited offline',
        ...offline.map((_, at) => `written offline ${at}`),
      ].toSorted(),
    );
    expect((await ben.conversation(keys)).notes.every((note) => note.send.state === 'sent')).toBe(true);
    expect(await askBackground(await ben.desk(), 'sync.now', {})).toMatchObject({ waiting: 0, refused: 0 });

    const page = await ada.learner.open(`${site.url}/`);
    await until('Ada sees all seven passages', async () => (await painted(page))['peer']?.length === 7);
    const desk = await ada.desk();
    const tab = await tabAt(desk, site.url);
    await until('the badge counts them', async () => (await badgeOf(desk, tab)) === '7');
  });
});
