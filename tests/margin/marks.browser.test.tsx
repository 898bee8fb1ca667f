/** What was looked for in the margin is marked where it stands, as the search finds it, and heard as it was written. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import { noReactions } from '../../src/core/reaction.ts';
import { painted } from '../../src/ui/painted.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, readingNotes, settle, stage, type, type Stage } from './stage.tsx';

type FrameTree = { frame: { id: string } };
type AXNode = { ignored: boolean; role?: { value: string }; name?: { value: string } };

let on: Stage;
afterEach(() => on.end());

const all = readingNotes();
const first = all.find(({ parent, quote }) => parent === null && quote !== '')!;
/** A thread of two notes and one beside it, with these words. */
const notes = (change: Partial<Note>): Note[] => {
  const bare = { ...first, tags: [], mentions: [], text: 'plain' };
  const other = all.find(({ id, parent, quote }) => parent === null && quote !== '' && id !== first.id)!;
  const reply = all.find(({ parent }) => parent !== null)!;
  return [
    { ...bare, ...change },
    { ...reply, parent: first.id, text: 'A reply about the ébb alone', tags: [] },
    { ...other, text: 'beside it', quote: 'another', tags: [] },
  ];
};
const look = async (words: string) => {
  if (!on.root.querySelector('.find-bar')) await settle(() => button(on.root, 'Search these notes').click());
  await type(find<HTMLInputElement>(on.root, '.find-bar input[type=search]'), words);
  // It comes after the letter has been seen.
  await settle(painted);
};
const marks = (within: ParentNode = on.root) => [...within.querySelectorAll('mark')].map((one) => one.textContent);

describe('what was looked for is marked', () => {
  test('in words, passage, tags and names, without case and accents, and nothing is where nothing was', async () => {
    const author = { ...first.author, name: 'Zoë Ébb' };
    on = await stage(notes({ text: 'The Ébb, and **ebb**ing', quote: 'at e\u0301bb', tags: ['ebb tide'], author }));
    const before = find(on.root, '.note').textContent;
    expect(marks()).toEqual([]);
    await look('EBB');
    const item = find(on.root, '.note-item');
    const within = (selector: string) => marks(find(item, selector));
    expect([within('.quote'), within('.note-author'), within('.markdown'), within('.tags')]).toEqual([
      ['e\u0301bb'],
      ['Ébb'],
      ['Ébb', 'ebb'],
      ['ebb'],
    ]);
    expect(find(on.root, '.note').textContent).toBe(before);
    expect(on.root.querySelectorAll('.card')).toHaveLength(1);
    expect(marks(find(on.root, '.thread-replies'))).toEqual(['ébb']);
    expect(await axeFaults(document.documentElement)).toEqual([]);
    await look('');
    expect(marks()).toEqual([]);
  });

  test('each of several words, and in those notes of a thread only that have them all', async () => {
    on = await stage(notes({ text: 'ebb and flood' }));
    await look('flood ebb');
    expect(marks()).toEqual(['ebb', 'flood']);
  });

  test('with the spaces between them, also where a passage is cut after some lines', async () => {
    on = await stage(notes({ quote: 'the ebb and flood' }));
    await look('ebb the and');
    const quote = find(on.root, '.quote-words');
    expect(marks(quote)).toEqual(['the', 'ebb', 'and']);
    expect(quote.innerText.trim()).toBe('the ebb and flood');
  });

  test('in code, lists, links and mentions, but not in formulas', async () => {
    const id = first.author.id;
    const text = [
      'Say [@Ebba](mention:' + id + ') `ebb()` and [the ebb](https://example.org/ebb)',
      '- ebb *ebb*',
      '```\nlet ebb;\n```',
      '$ebb^2$',
    ].join('\n\n');
    on = await stage(notes({ text, mentions: [{ id, name: 'Ebba', isMe: false }] }));
    await expect.poll(() => on.root.querySelector('.formula math')).toBeTruthy();
    await look('ebb');
    const words = find(on.root, '.note-item .markdown');
    expect(marks(words)).toEqual(['Ebb', 'ebb', 'ebb', 'ebb', 'ebb', 'ebb']);
    expect(marks(find(words, '.mention'))).toEqual(['Ebb']);
    expect(marks(find(words, '.formula'))).toEqual([]);
    expect(words.querySelector('.formula math')).toBeTruthy();
  });

  test('in a passage as far as it goes, and in a thread that is done, which is open until that is looked for no more', async () => {
    const resolved = { by: 'Ann', mine: false, at: first.created };
    on = await stage(
      notes({ reactions: { ...noReactions(), resolved }, quote: `${'so long a passage '.repeat(40)}ebb` }),
    );
    const seen = () => find(on.root, '.note-item').checkVisibility({ contentVisibilityAuto: false });
    const done = find(on.root, '.thread-done-acts button');
    expect(done.getAttribute('aria-expanded')).toBe('false');
    await look('ebb');
    expect(done.getAttribute('aria-expanded')).toBe('true');
    expect(seen()).toBe(true);
    const [passage, mark] = [find(on.root, '.quote'), find(on.root, '.quote mark')];
    expect(mark.getBoundingClientRect().height).toBeGreaterThan(0);
    expect(mark.getBoundingClientRect().bottom).toBeLessThanOrEqual(passage.getBoundingClientRect().bottom + 1);
    await settle(() => done.click());
    expect(done.getAttribute('aria-expanded')).toBe('false');
    await look('');
    expect(done.getAttribute('aria-expanded')).toBe('false');
  });

  test('in view: the list begins anew with each search, and shows the first of them', async () => {
    const plain = Array.from({ length: 8 }, (_, at) => ({ ...first, id: `${first.id.slice(0, -3)}${at + 10}A` }));
    const long = { text: 'no such word here. '.repeat(120) };
    on = await stage([...plain, ...notes(long)].map((note) => ({ ...note, quote: '' })));
    on.root.style.cssText = 'inline-size:380px;block-size:500px';
    const list = find(on.root, '.margin-scroll');
    list.scrollTop = list.scrollHeight;
    await settle(() => button(on.root, 'Search these notes').click());
    await settle(() => (list.scrollTop = list.scrollHeight));
    await look('ébb');
    const seen = list.getBoundingClientRect();
    const mark = find(on.root, 'mark').getBoundingClientRect();
    expect(list.scrollTop).toBeGreaterThan(0);
    expect(mark.top).toBeGreaterThanOrEqual(seen.top);
    expect(mark.bottom).toBeLessThanOrEqual(seen.bottom);
    // Another text for the same words moves nothing.
    const before = list.scrollTop;
    await look('ébb ');
    expect(list.scrollTop).toBe(before);
    await look('no such');
    await expect.poll(() => list.scrollTop).toBe(0);
  });

  test('not where what was found is the title of the page, which the cards do not show', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...first,
      id: `${first.id.slice(0, -3)}${at + 10}A`,
      quote: '',
      tags: [],
      text: at === 29 ? 'of the sea' : 'plain',
      target: { ...first.target, title: 'Appointments with the sea' },
    }));
    on = await stage(many);
    on.root.style.cssText = 'inline-size:380px;block-size:500px';
    await look('sea');
    expect(find(on.root, '.find-result').textContent).toContain('30 of 30');
    expect(marks()).toEqual(['sea']);
    expect(find(on.root, '.margin-scroll').scrollTop).toBe(0);
  });

  test('among many answers, which are opened where one of them is found, and not where none is', async () => {
    const [root, reply, other] = notes({});
    const answers = (parent: string, text: (at: number) => string): Note[] =>
      Array.from({ length: 21 }, (_, at) => ({
        ...reply!,
        id: `${parent.slice(0, -3)}${at + 10}A`,
        parent,
        text: text(at),
      }));
    on = await stage([
      root!,
      ...answers(root!.id, (at) => (at === 20 ? 'the ébb' : 'plain')),
      { ...other!, text: 'ebb' },
      ...answers(other!.id, () => 'plain'),
    ]);
    const opened = () =>
      [...on.root.querySelectorAll('.card')].map((card) =>
        [...card.querySelectorAll('.thread-replies .note-item')].map((one) => one.closest('[hidden]') === null).at(-1),
      );
    expect(opened()).toEqual([false, false]);
    await look('ebb');
    expect(opened()).toEqual([true, false]);
    expect(find(on.root, '.thread-replies mark').getBoundingClientRect().height).toBeGreaterThan(0);
    await look('');
    expect(opened()).toEqual([false, false]);
  });

  test('for the eye alone: assistive technology has the words, with no mark between them', async () => {
    on = await stage(notes({ text: 'The Ébb of it' }));
    await look('ebb');
    const { frameTree } = (await cdp().send('Page.getFrameTree')) as { frameTree: { childFrames?: FrameTree[] } };
    const trees = (frameTree.childFrames ?? []).map(async ({ frame }) => {
      const { nodes } = (await cdp().send('Accessibility.getFullAXTree', { frameId: frame.id })) as { nodes: AXNode[] };
      return nodes;
    });
    const nodes = (await Promise.all(trees)).flat();
    const heard = nodes.filter(({ ignored }) => !ignored);
    expect(heard.filter(({ role }) => role?.value === 'mark')).toEqual([]);
    const words = heard.filter(({ role }) => role?.value === 'StaticText').map(({ name }) => name?.value);
    const at = words.indexOf('Ébb');
    expect(words.slice(at - 1, at + 2)).toEqual(['The ', 'Ébb', ' of it']);
  });
});
