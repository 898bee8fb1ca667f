/** Whatever a browser gives as a selection becomes the visible text in it, in documents and frames of every kind. */
import { expect, test } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.ts';
import { describe } from '../../src/anchoring/describe.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import { INTRO, OUTRO } from './carry.ts';
import { show, wordsOf } from './marked-page.ts';

const PAGE = `<!-- first --><p id="a">one <img alt="a boat" src="data:,"> two</p><!-- middle --><p id="b">three</p>
<script type="text/plain">four</script><p id="c" hidden>five</p><textarea>six</textarea><p id="d">seven</p>`;

type Point = (container: HTMLElement) => [Node, number];
const at =
  (selector: string, offset: number): Point =>
  (container) => [container.querySelector(selector)!, offset];
const inside =
  (selector: string, offset: number): Point =>
  (container) => [container.querySelector(selector)!.firstChild!, offset];
const comment =
  (which: number, offset: number): Point =>
  (container) => [[...container.childNodes].filter((node) => node.nodeType === 8)[which]!, offset];

test.each<[string, Point, Point, string]>([
  ['all of the page', () => [document, 0], () => [document, document.childNodes.length], 'one two three seven'],
  [
    'all of the document element',
    () => [document.documentElement, 0],
    () => [document.documentElement, document.documentElement.childNodes.length],
    'one two three seven',
  ],
  ['from the head on', () => [document.head, 0], at('#a', 1), 'one'],
  ['elements as ends', (main) => [main, 1], (main) => [main, 4], 'one two three'],
  ['from one comment to another', comment(0, 2), comment(1, 3), 'one two'],
  ['from inside an image', at('img', 0), inside('#b', 3), 'two thr'],
  ['to the inside of an image', inside('#a', 1), at('img', 0), 'ne'],
  ['from inside a script', inside('script', 2), inside('#d', 5), 'seven'],
  ['from hidden text to hidden text', inside('#c', 1), at('textarea', 0), ''],
  ['from hidden text on', inside('#c', 1), inside('#d', 2), 'se'],
  ['a field to its end', inside('textarea', 0), at('#d', 1), 'seven'],
  ['nothing', at('#b', 0), at('#b', 0), ''],
])('%s', (_, from, to, words) => {
  const container = show(PAGE);
  const range = document.createRange();
  range.setStart(...from(container));
  range.setEnd(...to(container));
  const index = buildTextIndex(document);
  const selectors = describe(range, index);
  const quote = selectors[0]?.type === 'TextQuoteSelector' ? selectors[0].exact : '';
  expect(quote.replace(/\s+/g, ' ').trim()).toBe(words);
  if (words !== '') expect(wordsOf(anchor(selectors, index).range)?.startsWith(words.split(' ')[0]!)).toBe(true);
});

test('a range in what has left the page gives nothing', () => {
  const container = show(INTRO);
  const gone = container.querySelector('p')!;
  const range = document.createRange();
  range.selectNodeContents(gone);
  gone.remove();
  expect(describe(range, buildTextIndex(document))).toEqual([]);
});

async function frameWith(
  fill: (frame: HTMLIFrameElement) => void,
  parent: Node = document.body,
): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  fill(frame);
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  parent.appendChild(frame);
  await loaded;
  return frame;
}

const WORDS = 'a margin is a meeting place of patient strangers';
const SENTENCE = `<p>Some say that <b>${WORDS}</b> who may never meet.</p>`;

test('an XHTML document, with sections of characters and instructions in it', async () => {
  show('');
  const xhtml = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${INTRO}<?pi here?><p>Some say that <![CDATA[a margin is a meeting place of patient strangers]]> who may never meet.</p>${OUTRO}</body></html>`;
  const address = URL.createObjectURL(new Blob([xhtml], { type: 'application/xhtml+xml' }));
  const frame = await frameWith((one) => (one.src = address));
  const inner = frame.contentDocument!;
  expect(inner.contentType).toBe('application/xhtml+xml');
  const index = buildTextIndex(inner);
  const start = index.text.indexOf(WORDS);
  expect(start).toBeGreaterThan(0);
  expect(index.range(start, start + 1)?.startContainer.nodeType).toBe(Node.CDATA_SECTION_NODE);
  const range = index.range(start, start + WORDS.length)!;
  const selectors = describe(range, index);
  expect(selectors.map(({ type }) => type)).toEqual(['TextQuoteSelector', 'TextPositionSelector', 'RangeSelector']);
  inner.body.prepend(inner.createElementNS('http://www.w3.org/1999/xhtml', 'p'), 'A foreword.');
  const result = anchor(selectors, buildTextIndex(inner));
  expect([result.state, wordsOf(result.range)]).toEqual(['exact', WORDS]);
});

test.each<[string, (frame: HTMLIFrameElement) => void]>([
  ['given as text', (frame) => (frame.srcdoc = INTRO + SENTENCE + OUTRO)],
  [
    'at an address',
    (frame) => (frame.src = URL.createObjectURL(new Blob([INTRO + SENTENCE + OUTRO], { type: 'text/html' }))),
  ],
])('a frame %s, and a frame in it', async (_, fill) => {
  const container = show('<p>The page around it speaks of other things altogether.</p>');
  for (const depth of [1, 2]) {
    let outer: Node = container;
    if (depth === 2) {
      const frame = await frameWith((one) => (one.srcdoc = '<p>between</p>'), container);
      outer = frame.contentDocument!.body;
    }
    const frame = await frameWith(fill, outer);
    const index = buildTextIndex(document);
    const range = frame.contentDocument!.createRange();
    range.selectNodeContents(frame.contentDocument!.querySelector('b')!);
    const selectors = describe(range, index);
    expect(selectors[0]).toMatchObject({ exact: WORDS });
    const result = anchor(selectors, index);
    expect([result.state, wordsOf(result.range)]).toEqual(['exact', WORDS]);
    expect(result.range?.startContainer.ownerDocument).toBe(frame.contentDocument);
    frame.remove();
  }
});

test('text that stands only in a shadow tree is found there, not in what resembles it outside', () => {
  const inside = `<x-card><template shadowrootmode="open">${SENTENCE}</template></x-card>`;
  const outside = SENTENCE.replace('patient', 'restless').replace('Some say', 'Nobody says');
  const container = show(INTRO + outside + inside + OUTRO);
  const index = buildTextIndex(container);
  const root = container.querySelector('x-card')!.shadowRoot!;
  const range = document.createRange();
  range.selectNodeContents(root.querySelector('b')!);
  const selectors = describe(range, index);
  const after = show(`${INTRO}<p>New.</p>${outside}${inside}${OUTRO}`);
  const { range: found, state } = anchor(selectors, buildTextIndex(after));
  expect([state, found?.startContainer.getRootNode()]).toEqual(['exact', after.querySelector('x-card')!.shadowRoot]);
});

test('a section of 60,000 characters is kept by its ends, also when it is cut into other elements', () => {
  const lines = Array.from({ length: 1200 }, (_, i) => `Paragraph ${i} says that ${i * 17} is not ${i * 13} 🌊.`);
  const before = show(`${INTRO}<section>${lines.map((line) => `<p>${line}</p>`).join('\n')}</section>${OUTRO}`);
  const range = document.createRange();
  range.selectNode(before.querySelector('section')!);
  const selectors = describe(range, buildTextIndex(before));
  const after = show(`${INTRO}<p>New.</p><div style="white-space:pre-line">${lines.join('\n')}</div>${OUTRO}`);
  const result = anchor(selectors, buildTextIndex(after));
  expect(wordsOf(result.range)).toBe(lines.join(' '));
  expect(['exact', 'moved']).toContain(result.state);
});
