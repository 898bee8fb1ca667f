/**
 * Laws that hold on any page: what is described is found, edits elsewhere move nothing, and nothing ever throws. Ten
 * thousand random pages in all.
 */
import { expect, test } from 'vitest';
import type { Selector } from '../../src/core/selectors.ts';
import { anchor } from '../../src/anchoring/anchor.ts';
import { describe } from '../../src/anchoring/describe.ts';
import { fold, foldedAt } from '../../src/anchoring/fold.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import { type Editing, edit, editing } from './random-edits.ts';
import { type Tree, page, showPage, text } from './random-page.ts';
import { fc } from '../laws.ts';

const squeezed = (range: Range | null) => range && String.fromCharCode(...fold(range.toString()).units);

/** A span of the text between two shares of it, as a range. */
function pick(index: ReturnType<typeof buildTextIndex>, from: number, share: number): Range | null {
  const start = Math.floor(from * index.text.length);
  return index.range(start, Math.min(index.text.length, start + 1 + Math.floor(share * 60)));
}

/** Many pages take their time where others compute too. */
const PATIENCE = 240_000;

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

test(
  'what is described is found in the same page, the same range',
  () => {
    fc.assert(
      fc.property(page, share, share, (children, from, size) => {
        const index = buildTextIndex(showPage(children));
        const range = pick(index, from, size);
        const span = range && index.spanOf(range);
        if (!range || !span) return;
        const selectors = describe(range, index);
        const result = anchor(selectors, index);
        const quote = index.range(...span);
        if (squeezed(quote) === '') return;
        // a few words without surroundings may be too little to be sure of, but they are never put elsewhere
        expect(squeezed(result.range)).toBe(squeezed(quote));
        const found = result.range && index.spanOf(result.range);
        // signs that are compared as nothing may be left out at its beginning
        expect(foldedAt(index.folded, found?.[0] ?? -1)).toBe(foldedAt(index.folded, span[0]));
      }),
      {
        numRuns: 3000,
        examples: [[['\ufe70   ', { name: 'p', hidden: false, shadow: true, children: ['the'] }], 0, 0.034]],
      },
    );
  },
  PATIENCE,
);

test(
  'noise put elsewhere leaves a passage its words',
  () => {
    fc.assert(
      fc.property(page, share, share, fc.array(text, { minLength: 1, maxLength: 5 }), (children, from, size, noise) => {
        const container = showPage([FILLER, ...children, FILLER]);
        const index = buildTextIndex(container);
        const range = pick(index, from, size);
        const selectors = range ? describe(range, index) : [];
        const span = range && index.spanOf(range);
        const words = span && squeezed(index.range(...span));
        if (selectors.length === 0 || !words) return;
        for (const line of noise) {
          const paragraph = document.createElement('p');
          paragraph.textContent = line;
          container.prepend(paragraph);
        }
        const result = anchor(selectors, buildTextIndex(container));
        if (result.state === 'exact' || result.state === 'moved') expect(squeezed(result.range)).toBe(words);
        expect(result.state).not.toBe('lost');
      }),
      { numRuns: 1400 },
    );
  },
  PATIENCE,
);

test(
  'no page and no selectors make it throw',
  () => {
    const offset = fc.nat({ max: 1_000_000 });
    const point = fc.record({
      type: fc.constant('XPathSelector' as const),
      value: fc.oneof(
        fc.string(),
        fc.constantFrom('/html[1]/body[1]/main[1]', '//p', '/p[0]', '/div[999999]', 'p/../p'),
      ),
      refinedBy: fc.record({ type: fc.constant('TextPositionSelector' as const), start: offset, end: offset }),
    });
    const selector: fc.Arbitrary<Selector> = fc.oneof(
      fc.record({ type: fc.constant('TextQuoteSelector' as const), exact: text, prefix: text, suffix: text }),
      fc.record({ type: fc.constant('TextQuoteSelector' as const), exact: fc.string({ unit: 'binary' }) }),
      fc.record({ type: fc.constant('TextPositionSelector' as const), start: offset, end: offset }),
      fc.record({ type: fc.constant('RangeSelector' as const), startSelector: point, endSelector: point }),
    );
    fc.assert(
      fc.property(page, fc.array(selector, { maxLength: 4 }), (children, selectors) => {
        const result = anchor(selectors, buildTextIndex(showPage(children)));
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(1);
        expect(result.range === null).toBe(result.state === 'lost');
      }),
      { numRuns: 5000 },
    );
  },
  PATIENCE,
);

test(
  'edits elsewhere never move a passage, nor make it another place',
  () => {
    let certain = 0;
    let all = 0;
    fc.assert(
      fc.property(
        page,
        share,
        share,
        fc.array(editing, { minLength: 1, maxLength: 8 }),
        (children, from, size, edits) => {
          const container = showPage([FILLER, ...children, FILLER]);
          const index = buildTextIndex(container);
          const range = pick(index, from, size);
          const span = range && index.spanOf(range);
          const passage = span && index.range(...span);
          const words = squeezed(passage);
          if (!passage || !words) return;
          const selectors = describe(passage, index);
          const now = edits.reduce((at, one) => edit(container, at, one), passage);
          const later = buildTextIndex(container);
          const { state, range: found } = anchor(selectors, later);
          all++;
          if (state === 'lost' || state === 'unsure') return;
          certain++;
          expect(squeezed(found)).toBe(words);
          expect(found && later.spanOf(found)).toEqual(later.spanOf(now));
        },
      ),
      { numRuns: 600, examples: [PUT_BEHIND] },
    );
    // a law about what is certain says nothing if nothing is
    expect(certain / all).toBeGreaterThan(0.8);
  },
  PATIENCE,
);

/** Stands at both ends of a page, so that there is something to tell places by. */
const FILLER = 'Whoever reads in company reads twice, once for the page and once for the others at the table.';

/** A passage that stands twice, and so much put in behind it that a close look where its surroundings went cut it short. */
const PUT_BEHIND: [readonly (Tree | string)[], number, number, Editing[]] = [
  [
    {
      name: 'p',
      hidden: false,
      shadow: true,
      children: [{ name: 'p', hidden: false, shadow: true, children: ['the ﯪ 𐀀', 'café'] }],
    },
    { name: 'p', hidden: false, shadow: true, children: ['slowly ⠛!!!𐀉 the café the slowly and question'] },
  ],
  0,
  0.6,
  [{ kind: 'insert', which: 0, where: 0, words: 'ﵚ!𐀀ﻵآ𒾫 a café ꡶𑠙 slowly of 𘲖𐓈𐫔𑿟 ͼ𑫄𓊛𐜃 ڒꦱ𐹩𐖧🖳ꩱ slowly ㌁ⱗ⒮ꋤ🥸𔐶 ꐊ𛀛' }],
];
