/**
 * On a long page a search looks at little of it, whatever the quote: counted in characters of the page and places of
 * its sequences that are looked at, not in time.
 */
import { expect, test } from 'vitest';
import { type AnchorResult, anchorSteps } from '../../src/anchoring/anchor.ts';
import { describe } from '../../src/anchoring/describe.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import { finish } from '../../src/anchoring/slices.ts';
import type { TextIndex } from '../../src/anchoring/text-index.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { show, wordsOf } from './marked-page.ts';

/** A list of numbers that counts how many of it are read; a part that is taken out counts whole. */
function counted<T extends Uint16Array | Int32Array>(list: T, looked: (count: number) => void): T {
  const subarray = (from: number, to?: number) => {
    const part = list.subarray(from, to);
    looked(part.length);
    return part;
  };
  return new Proxy(list, {
    get(target, key) {
      if (key === 'subarray') return subarray;
      if (typeof key === 'string' && key !== 'length') looked(1);
      return Reflect.get(target, key);
    },
  });
}

interface Search {
  results: AnchorResult[];
  /** Most that one step looked at, once the page was indexed. */
  most: number;
}

/** Looks for passages in an index that is ready for thousands of them. */
function search(list: readonly (readonly Selector[])[], index: TextIndex): Search {
  const { units, map } = index.folded;
  const grams = finish(index.gramSteps());
  let count = 0;
  const looked = (more: number) => (count += more);
  Object.defineProperty(index, 'folded', { value: { units: counted(units, looked), map } });
  (grams as { places: Int32Array }).places = counted(grams.places, looked);
  const results: AnchorResult[] = [];
  let most = 0;
  for (const _ of anchorSteps(list, index, (at, result) => (results[at] = result))) {
    most = Math.max(most, count);
    count = 0;
  }
  return { results, most };
}

const WORDS = 'tide quay lamp rope salt wind oar hull mast reef gull cove pier foam kelp dune'.split(' ');
/** Sentences of the same few words, as in one long book, each in its own order. */
const sentence = (at: number) =>
  [1, 3, 5, 7, 11, 13, 17, 19, 23].map((by) => WORDS[(at * by + ((at * at) >> 4) * by) % WORDS.length]).join(' ');
const paragraphs = Array.from({ length: 18_500 }, (_, at) => `<p>${sentence(at)} ${at}.</p>`);

function describeEach(container: Element, chosen: readonly number[]): Selector[][] {
  const index = buildTextIndex(container);
  return chosen.map((at) => {
    const range = document.createRange();
    range.selectNodeContents(container.children[at]!);
    return describe(range, index);
  });
}

test('one edited quote on a page of 873,000 characters', () => {
  const [selectors] = describeEach(show(paragraphs.join('')), [9000]);
  const edited = paragraphs.with(9000, paragraphs[9000]!.replace(/ (\w+) (\w+) /, ' certainly '));
  const index = buildTextIndex(show(`<p>A foreword came.</p>${edited.join('')}`));
  expect(index.text.length).toBeGreaterThan(873_000);
  const { results, most } = search([selectors!], index);
  expect(results[0]?.state).toBe('changed');
  expect(wordsOf(results[0]?.range ?? null)).toContain('9000.');
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(30_000);
});

test('two hundred notes on a page that has shifted', () => {
  const chosen = Array.from({ length: 200 }, (_, at) => at * 90 + 7);
  const list = describeEach(show(paragraphs.join('')), chosen);
  const index = buildTextIndex(show(`${'<p>New at the top of the page.</p>'.repeat(40)}${paragraphs.join('')}`));
  const { results, most } = search(list, index);
  expect(results.map(({ state }) => state)).toEqual(chosen.map(() => 'exact'));
  expect(results.every(({ range }, at) => wordsOf(range)?.endsWith(` ${chosen[at]}.`))).toBe(true);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(2000);
});

test.each([
  ['alone', undefined],
  ['with what stands around it everywhere', 'vening tree. Everyone here sees th'],
])('one letter that is everywhere on a page of 2,400,000 characters, %s', (_, prefix) => {
  const index = buildTextIndex(show(`<p>${'Everyone here sees the evening tree. '.repeat(65_000)}</p>`));
  expect(index.text.length).toBeGreaterThan(2_400_000);
  const quote: Selector = { type: 'TextQuoteSelector', exact: 'e', ...(prefix !== undefined && { prefix }) };
  const { results, most } = search([[quote, { type: 'TextPositionSelector', start: 100, end: 101 }]], index);
  expect(results).toHaveLength(1);
  expect(most).toBeLessThan(10_000);
});
