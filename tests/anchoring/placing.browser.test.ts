/** While a page lives, what stands keeps its place, what is better found is taken, and the reader's view comes first. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describe } from '../../src/anchoring/describe.ts';
import { PageText, buildTextIndex } from '../../src/anchoring/page-text.ts';
import { type Placed, placeSteps } from '../../src/anchoring/placing.ts';
import { finish } from '../../src/anchoring/slices.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { show, showMarked, wordsOf } from './marked-page.ts';

const observer = new MutationObserver(() => undefined);
let text: PageText;
let known: (Placed | undefined)[] = [];

beforeEach(() => {
  known = [];
  text = new PageText(document, {
    follow: (root) => observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true }),
    flush() {
      const records = observer.takeRecords();
      if (records.length > 0) text.changed(records);
    },
  });
});
afterEach(() => observer.disconnect());

/** Places a list again, knowing what was found before; gives the order in which places were told. */
function place(list: readonly (readonly Selector[])[]): number[] {
  const order: number[] = [];
  const wanted = list.map((selectors, at) => ({ selectors, before: known[at] }));
  finish(
    placeSteps(wanted, text, document, (at, placed) => {
      known[at] = placed;
      order.push(at);
    }),
  );
  return order;
}

const found = (at = 0) => ({
  state: known[at]?.result.state,
  words: wordsOf(known[at]?.result.range ?? null),
});

function selectorsOf(marked: string): Selector[] {
  const { container, range } = showMarked(marked);
  return describe(range, buildTextIndex(container));
}

const FILLER = Array.from(
  { length: 120 },
  (_, i) => `<p>Paragraph ${i} tells of the shore, its ${i * 3} boats and the ${i * 7} nets that dry beside them.</p>`,
);
const PASSAGE = 'who keeps the light must never count the ships that pass it in the dark';
const LINE = `<p>They say that ⟦${PASSAGE}⟧ of a winter night.</p>`;
const PLAIN = LINE.replaceAll(/[⟦⟧]/g, '');
const page = (line: string) => [...FILLER.slice(0, 20), line, ...FILLER.slice(20)].join('');

test('a passage keeps its range while other parts change', () => {
  const selectors = selectorsOf(page(LINE));
  const container = show(page(PLAIN));
  place([selectors]);
  const range = known[0]?.result.range;
  container.insertAdjacentHTML('afterbegin', '<p>A foreword that was not there before.</p>');
  container.lastElementChild?.remove();
  place([selectors]);
  expect(found()).toEqual({ state: 'exact', words: PASSAGE });
  expect(known[0]?.result.range).toBe(range);
  expect(known[0]?.result.span).toEqual(text.read().spanOf(range ?? document.createRange()));
});

test('a paragraph that is written anew gets its passage back', () => {
  const selectors = selectorsOf(page(LINE));
  const container = show(page(PLAIN));
  place([selectors]);
  const paragraph = container.children[20];
  paragraph?.replaceWith(paragraph.cloneNode(true));
  place([selectors]);
  expect(found()).toEqual({ state: 'exact', words: PASSAGE });
  expect(known[0]?.result.range?.startContainer.isConnected).toBe(true);
});

test('a paragraph that is taken out and put in elsewhere keeps its passage', () => {
  const selectors = selectorsOf(page(LINE));
  const container = show(page(PLAIN));
  place([selectors]);
  container.prepend(container.children[20]!);
  place([selectors]);
  expect(found().words).toBe(PASSAGE);
});

test('what was found in an edited place goes to its own place when that comes later', () => {
  const selectors = selectorsOf(page(LINE));
  const edited = PLAIN.replace('must never count the ships', 'should seldom count those ships');
  const container = show([...FILLER.slice(20), edited, ...FILLER.slice(0, 5)].join(''));
  place([selectors]);
  expect(found().state).toBe('changed');
  container.insertAdjacentHTML('beforeend', page(PLAIN));
  place([selectors]);
  expect(found()).toEqual({ state: 'exact', words: PASSAGE });
});

test('a lost passage is found when it comes, also far from where it was', () => {
  const selectors = selectorsOf(page(LINE));
  const container = show(FILLER.join(''));
  place([selectors]);
  expect(found()).toEqual({ state: 'lost', words: null });
  container.insertAdjacentHTML('beforeend', `<p>Something else.</p>`);
  place([selectors]);
  expect(found().state).toBe('lost');
  container.insertAdjacentHTML('beforeend', PLAIN);
  place([selectors]);
  expect(found().words).toBe(PASSAGE);
});

test('a passage that is deleted is lost, and nothing near is taken for it', () => {
  const selectors = selectorsOf(page(LINE));
  const container = show(page(PLAIN));
  place([selectors]);
  container.children[20]?.remove();
  place([selectors]);
  expect(found()).toEqual({ state: 'lost', words: null });
});

test('what the reader sees is placed first', () => {
  const container = show(FILLER.map((one) => one.replace('<p>', '<p style="height:300px">')).join(''));
  const index = buildTextIndex(container);
  const list = [...container.children].map((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return describe(range, index);
  });
  container.children[30]?.scrollIntoView({ block: 'center' });
  const order = place(list);
  expect(order).toHaveLength(120);
  expect(order.slice(0, 3).every((at) => Math.abs(at - 30) <= 2)).toBe(true);
  expect(order.at(-1)).toBe(119);
});
