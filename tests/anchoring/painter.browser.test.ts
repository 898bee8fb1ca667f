/** Marks are painted without touching the page, found under the pointer, and gone when they should be. */
import { afterEach, expect, test, vi } from 'vitest';
import { boxesOf } from '../../src/anchoring/geometry.ts';
import type { Mark } from '../../src/anchoring/mark.ts';
import { type Painter, createPainter } from '../../src/anchoring/painter.ts';
import { show, showMarked } from './marked-page.ts';
import { fc } from '../laws.ts';

let painter: Painter | undefined;
afterEach(() => painter?.destroy());

function mark(id: string, style: string, text: Node, from: number, to: number): Mark {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  return { id, range, style };
}

function firstText(): Text {
  const text = document.querySelector('p')?.firstChild;
  if (text instanceof Text) return text;
  throw new Error('no text in the page');
}

const painted = (style: string) => [...(CSS.highlights.get(`commonplace-${style}`) ?? [])].map(String);

function middleOf(range: Range): [number, number] {
  const box = range.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

test('marks are painted by style, and the page stays as it was', () => {
  const container = show('<p>one two three four</p>');
  const before = container.innerHTML;
  painter = createPainter(document);
  const text = firstText();
  painter.paint([mark('a', 'mine', text, 0, 3), mark('b', 'peer', text, 4, 7), mark('c', 'peer', text, 8, 13)]);
  expect(painted('mine')).toEqual(['one']);
  expect(painted('peer')).toEqual(['two', 'three']);
  expect(container.innerHTML).toBe(before);
  expect(document.querySelectorAll('style').length).toBe(document.querySelectorAll('head style').length);
});

test('painting again takes away what is no longer wanted', () => {
  show('<p>one two three four</p>');
  painter = createPainter(document);
  const text = firstText();
  const kept = mark('a', 'mine', text, 0, 3);
  painter.paint([kept, mark('b', 'peer', text, 4, 7)]);
  painter.paint([kept]);
  expect(painted('mine')).toEqual(['one']);
  expect(painted('peer')).toEqual([]);
  painter.destroy();
  expect([...CSS.highlights.keys()].filter((name) => name.startsWith('commonplace-'))).toEqual([]);
  expect(document.adoptedStyleSheets).toEqual([]);
});

test('the marks under a point are told, the shortest first', () => {
  show('<p>one two three four</p>');
  painter = createPainter(document);
  const text = firstText();
  const long = mark('long', 'peer', text, 0, 13);
  const short = mark('short', 'mine', text, 4, 7);
  painter.paint([long, short, mark('other', 'mine', text, 14, 18)]);
  expect(painter.at(...middleOf(short.range))).toEqual(['short', 'long']);
  const [, y] = middleOf(short.range);
  expect(painter.at(document.documentElement.clientWidth - 1, y)).toEqual([]);
});

test('a mark in a shadow tree is found under the pointer', () => {
  const { range } = showMarked('<div><template shadowrootmode="open"><p>some ⟦shaded⟧ words</p></template></div>');
  painter = createPainter(document);
  painter.paint([{ id: 'a', range, style: 'peer' }]);
  expect(painter.at(...middleOf(range))).toEqual(['a']);
});

test('focus shows one mark, and nothing when it is taken away', () => {
  show('<p>one two three four</p>');
  painter = createPainter(document);
  const text = firstText();
  painter.paint([mark('a', 'mine', text, 0, 3), mark('b', 'peer', text, 4, 7)]);
  painter.focus('b');
  expect(painted('focus')).toEqual(['two']);
  painter.paint([mark('b', 'peer', text, 4, 13)]);
  expect(painted('focus')).toEqual(['two three']);
  painter.focus(null);
  expect(painted('focus')).toEqual([]);
  expect(painter.rangesOf('b').map(String)).toEqual(['two three']);
});

test('styles come with the first mark, and can be brought in another way', () => {
  show('<p>one</p>');
  const log: string[] = [];
  const port = {
    addStyles(css: string, root: Document | ShadowRoot) {
      log.push(css);
      expect(root).toBe(document);
      return () => log.push('removed');
    },
  };
  const other = createPainter(document, port);
  other.paint([]);
  expect(log).toEqual([]);
  other.paint([mark('a', 'mine', firstText(), 0, 3)]);
  other.destroy();
  expect(log[0]).toContain('::highlight(commonplace-mine)');
  expect(log[1]).toBe('removed');
});

/** All that is painted in a document: the places of every layer, in order. */
function layers(within = document): Record<string, string[]> {
  const registry = within.defaultView!.CSS.highlights;
  const place = ({ startContainer, startOffset, endContainer, endOffset }: AbstractRange) =>
    `${numberOf(startContainer)}:${startOffset}–${numberOf(endContainer)}:${endOffset}`;
  return Object.fromEntries(
    [...registry]
      .map(([name, highlight]) => [name, [...highlight].map(place).sort()] as const)
      .filter(([, all]) => all.length > 0),
  );
}

function numberOf(node: Node): number {
  return [...document.querySelectorAll('p')].indexOf(node.parentElement as HTMLParagraphElement);
}

test('a thousand marks, some added and some taken away again and again, are painted as if from scratch', () => {
  const words = 'one two three four five six seven eight nine ten ';
  show(`<p>${words}</p>`.repeat(40));
  const texts = [...document.querySelectorAll('p')].map((paragraph) => paragraph.firstChild!);
  const pool = Array.from({ length: 1000 }, (_, i) => {
    const [from, long] = [(i * 7) % 40, 1 + ((i * 13) % 30)];
    const range = document.createRange();
    range.setStart(texts[(i * 11) % 40]!, from);
    const last = Math.min(((i * 11) % 40) + (i % 9 === 0 ? 1 : 0), 39);
    range.setEnd(texts[last]!, last === (i * 11) % 40 ? Math.min(from + long, words.length) : long);
    return {
      id: String(i),
      range,
      style: ['mine', 'peer', 'changed', 'unsure'][i % 4]!,
      by: i % 4 === 3 ? undefined : i % 7,
    };
  });
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(999), { maxLength: 300 }), { minLength: 2, maxLength: 6 }), (turns) => {
      const [kept, fresh] = [createPainter(document), createPainter(document)];
      const shown = new Map(pool.map((one) => [one.id, one as Mark]));
      for (const turn of turns) {
        for (const at of turn) {
          const one = pool[at]!;
          // the same words found again are another range, and a mark may come to look otherwise
          if (!shown.delete(one.id)) shown.set(one.id, { ...one, range: one.range.cloneRange(), style: 'peer' });
        }
        kept.paint([...shown.values()]);
      }
      kept.focus('3');
      const painted = layers();
      kept.destroy();
      fresh.paint([...shown.values()]);
      fresh.focus('3');
      expect(painted).toEqual(layers());
      fresh.destroy();
    }),
    { numRuns: 12 },
  );
});

test('only what differs is told to the browser', () => {
  show(`<p>${'one two three '.repeat(1000)}</p>`);
  painter = createPainter(document);
  const text = firstText();
  const marks = () =>
    Array.from({ length: 1000 }, (_, i) => ({ ...mark(String(i), 'peer', text, i * 14, i * 14 + 9), by: i % 3 }));
  painter.paint([...marks(), { ...mark('long', 'mine', text, 0, 7000), by: 5 }]);
  const [add, remove] = [vi.spyOn(Highlight.prototype, 'add'), vi.spyOn(Highlight.prototype, 'delete')];
  // the same passages, found anew; one of them is gone and one is new
  painter.paint([
    ...marks().slice(1),
    mark('new', 'peer', text, 9, 13),
    { ...mark('long', 'mine', text, 0, 7000), by: 5 },
  ]);
  expect([add.mock.calls.length, remove.mock.calls.length]).toEqual([1, 2]);
  painter.paint(painter.marks);
  painter.hover(['7']);
  expect([add.mock.calls.length, remove.mock.calls.length]).toEqual([2, 2]);
  vi.restoreAllMocks();
});

test('passages of several people are shaded by how many; what is only guessed is not counted', () => {
  show('<p>one two three four five</p>');
  painter = createPainter(document);
  const text = firstText();
  painter.paint([
    { ...mark('a', 'mine', text, 0, 13), by: 0 },
    { ...mark('b', 'peer', text, 4, 18), by: 1 },
    { ...mark('c', 'peer', text, 4, 13), by: 2 },
    { ...mark('d', 'peer', text, 4, 13), by: 2 },
    mark('e', 'unsure', text, 0, 18),
  ]);
  expect(painted('crowd-3')).toEqual(['two three']);
  expect(painted('crowd-2')).toEqual([]);
  painter.paint([
    { ...mark('a', 'mine', text, 0, 13), by: 0 },
    { ...mark('b', 'peer', text, 4, 18), by: 1 },
  ]);
  expect([painted('crowd-2'), painted('crowd-3')]).toEqual([['two three'], []]);
});

async function showFrame(words: string): Promise<{ frame: HTMLIFrameElement; range: Range }> {
  const frame = show(
    `<p>outside</p><iframe style="border:7px solid;margin:50px" srcdoc="<p>${words}</p>"></iframe>`,
  ).querySelector('iframe')!;
  return { frame, range: await textOf(frame, words) };
}

async function textOf(frame: HTMLIFrameElement, words: string): Promise<Range> {
  await expect.poll(() => frame.contentDocument?.body?.textContent).toBe(words);
  const range = frame.contentDocument!.createRange();
  range.selectNodeContents(frame.contentDocument!.querySelector('p')!.firstChild!);
  return range;
}

test('a mark in a frame is painted, found and given up there; the frame’s page stays as it was', async () => {
  const { frame, range } = await showFrame('inside');
  painter = createPainter(document);
  const followed: Document[] = [];
  painter.follow((one) => followed.push(one));
  painter.paint([mark('a', 'mine', firstText(), 0, 7), { id: 'b', range, style: 'peer' }]);
  const inner = frame.contentDocument!;
  const html = inner.documentElement.outerHTML;
  expect(followed).toEqual([document, inner]);
  expect(layers(inner)).toHaveProperty('commonplace-peer');
  expect(layers()).not.toHaveProperty('commonplace-peer');
  const point = middleOf(range);
  expect(painter.at(...point, inner)).toEqual(['b']);
  expect(painter.at(...point)).not.toContain('b');
  painter.focus('b');
  expect(inner.defaultView!.CSS.highlights.get('commonplace-focus')?.size).toBe(1);
  expect(inner.documentElement.outerHTML).toBe(html);
  painter.destroy();
  expect([layers(inner), inner.adoptedStyleSheets, document.adoptedStyleSheets]).toEqual([{}, [], []]);
});

test('frames that load anew or vanish disturb nothing', async () => {
  const { frame, range } = await showFrame('inside');
  painter = createPainter(document);
  const one = mark('a', 'mine', firstText(), 0, 7);
  painter.paint([one, { id: 'b', range, style: 'peer' }]);
  frame.srcdoc = '<p>anew</p>';
  const anew = await textOf(frame, 'anew');
  painter.focus('b');
  // the place in the old document is not looked up again before the page has calmed down
  painter.paint([one, { id: 'b', range, style: 'peer' }]);
  painter.paint([one, { id: 'b', range: anew, style: 'peer' }]);
  expect(layers(frame.contentDocument!)).toHaveProperty('commonplace-peer');
  expect(boxesOf([range, anew])[0]).toBeNull();
  frame.remove();
  painter.hover(['a', 'b']);
  painter.paint([one, { id: 'b', range: anew, style: 'peer' }]);
  expect(boxesOf([anew])).toEqual([null]);
  painter.paint([one]);
  expect(layers()).toHaveProperty('commonplace-hover');
  painter.destroy();
  expect(layers()).toEqual({});
});
