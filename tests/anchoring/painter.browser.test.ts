/** Marks are painted without touching the page, found under the pointer, and gone when they should be. */
import { afterEach, expect, test } from 'vitest';
import { boxesOf, topOf } from '../../src/anchoring/geometry.ts';
import type { Mark } from '../../src/anchoring/mark.ts';
import { type Painter, createPainter } from '../../src/anchoring/painter.ts';
import { show, showMarked } from './marked-page.ts';

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

test('the same is told where the browser cannot test highlights itself', () => {
  show('<p>one two three four</p>');
  painter = createPainter(document);
  const text = firstText();
  const long = mark('long', 'peer', text, 0, 13);
  const short = mark('short', 'mine', text, 4, 7);
  painter.paint([long, short]);
  Object.defineProperty(CSS.highlights, 'highlightsFromPoint', { value: undefined, configurable: true });
  try {
    expect(painter.at(...middleOf(short.range))).toEqual(['short', 'long']);
    expect(painter.at(2, document.documentElement.clientHeight - 2)).toEqual([]);
  } finally {
    Reflect.deleteProperty(CSS.highlights, 'highlightsFromPoint');
  }
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
    addStyles(css: string) {
      log.push(css);
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

test('a thousand marks are painted at once', () => {
  show(`<p>${'one two three '.repeat(2000)}</p>`);
  painter = createPainter(document);
  const text = firstText();
  const marks = Array.from({ length: 1000 }, (_, i) => mark(String(i), 'peer', text, i * 14, i * 14 + 7));
  painter.paint(marks);
  expect(painted('peer').length).toBe(1000);
});

test('boxes are told in document coordinates, whatever the scroll', () => {
  show('<p style="margin-top:1500px">one</p><div style="height:3000px"></div><p hidden>two</p>');
  const [shown, hidden] = [...document.querySelectorAll('p')].map((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return range;
  });
  if (!shown || !hidden) throw new Error('two paragraphs were shown');
  const before = topOf(shown);
  expect(before).toBeGreaterThan(1400);
  window.scrollTo(0, 1000);
  expect(topOf(shown)).toBeCloseTo(before, 0);
  expect(boxesOf([shown, hidden])[1]).toBeNull();
  window.scrollTo(0, 0);
});
