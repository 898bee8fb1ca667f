/** Notes in the words of Hypothesis and back. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fromHypothesis, sentAnnotation, toHypothesis } from '../../../src/core/hypothesis/annotation.ts';
import { fromHypothesisSelectors, toHypothesisSelectors } from '../../../src/core/hypothesis/selectors.ts';
import { annotationFields } from '../../../src/core/record.ts';
import type { Selector } from '../../../src/core/selectors.ts';

const URI = 'https://example.org/chapter?utm_source=x';
const SENT = [
  {
    type: 'RangeSelector',
    startContainer: '/div[1]/p[2]',
    startOffset: 4,
    endContainer: '/div[1]/p[2]',
    endOffset: 12,
  },
  { type: 'TextPositionSelector', start: 104, end: 112 },
  { type: 'TextQuoteSelector', exact: 'a 😀 fox', prefix: 'The ', suffix: ' jumps' },
  { type: 'PageSelector', index: 3, label: 'iv' },
];
const OURS: Selector[] = [
  { type: 'TextQuoteSelector', exact: 'a 😀 fox', prefix: 'The ' },
  { type: 'TextPositionSelector', start: 10, end: 17 },
  {
    type: 'RangeSelector',
    startSelector: point('/html[1]/body[1]/div[1]/p[2]', 4),
    endSelector: point('/html[1]/body[1]/div[1]/p[2]', 11),
  },
];

function point(value: string, at: number) {
  return {
    type: 'XPathSelector' as const,
    value,
    refinedBy: { type: 'TextPositionSelector' as const, start: at, end: at },
  };
}

describe('selectors', () => {
  it('names the ends of a range by paths from the body, in UTF-16 units', () => {
    expect(toHypothesisSelectors(OURS)).toEqual([
      { type: 'TextQuoteSelector', exact: 'a 😀 fox', prefix: 'The ' },
      { type: 'TextPositionSelector', start: 10, end: 18 },
      {
        type: 'RangeSelector',
        startContainer: '/div[1]/p[2]',
        startOffset: 4,
        endContainer: '/div[1]/p[2]',
        endOffset: 12,
      },
    ]);
  });

  it('reads theirs, and leaves out what counts another text or is of a kind that we have not', () => {
    expect(fromHypothesisSelectors(SENT)).toEqual([OURS[2], { ...OURS[0], suffix: ' jumps' }]);
  });

  it('leaves out what it cannot read, whoever sent it', () => {
    const bad = [
      null,
      3,
      { type: 'TextQuoteSelector' },
      { type: 'RangeSelector', startContainer: '//*', startOffset: 0 },
    ];
    expect(fromHypothesisSelectors(bad)).toEqual([]);
  });

  it('keeps the end of a range that is in another element', () => {
    const [, , range] = OURS;
    const end = point('/html[1]/body[1]/p[9]', 3);
    const two = [OURS[0], { ...range, endSelector: end }] as Selector[];
    expect(toHypothesisSelectors(two)[1]).toMatchObject({ endContainer: '/p[9]', endOffset: 3 });
  });

  it('names no range that is outside of the body', () => {
    const outside: Selector = {
      type: 'RangeSelector',
      startSelector: point('/html[1]/head[1]', 0),
      endSelector: point('/html[1]/head[1]', 1),
    };
    expect(toHypothesisSelectors([outside])).toEqual([]);
  });
});

describe('a note', () => {
  const read = (more: object) => fromHypothesis(v.parse(sentAnnotation, { uri: URI, ...more }), null);

  it('is what its words and its passage make it', () => {
    const target = [{ source: URI, selector: SENT }];
    expect(read({ target }).kind).toBe('highlight');
    expect(read({ target, text: 'why?' }).kind).toBe('comment');
    expect(read({ text: 'of all of it' }).kind).toBe('page');
    expect(fromHypothesis(v.parse(sentAnnotation, { uri: URI }), 'A'.repeat(22)).kind).toBe('reply');
  });

  it('is one that our records allow, known by the names its document has', () => {
    const fields = read({ tags: [' b', 'b', ''], document: { title: 'One', dc: { identifier: ['doi:10.1000/XY'] } } });
    expect(v.is(annotationFields, fields)).toBe(true);
    expect(fields.tags).toEqual(['b']);
    expect(fields.target).toMatchObject({
      source: 'https://example.org/chapter',
      keys: ['//example.org/chapter', 'doi:10.1000/xy'],
      title: 'One',
    });
  });

  it('of a PDF is known by its fingerprint, wherever it was opened', () => {
    const print = 'urn:x-pdf:0123456789abcdef0123456789abcdef';
    const link = [{ href: print }, { href: 'https://example.org/a.pdf' }];
    const fields = fromHypothesis(v.parse(sentAnnotation, { uri: print, document: { link } }), null);
    expect(fields.target.keys).toEqual(['//example.org/a.pdf', print]);
    expect(fromHypothesis(v.parse(sentAnnotation, { uri: print }), null).target).toMatchObject({
      source: print,
      keys: [print],
    });
  });

  it('is handed back with the very selectors that came, until its passage is another', () => {
    const fields = read({ target: [{ source: URI, selector: SENT }] });
    expect(toHypothesis(fields, []).target[0].selector).toEqual(SENT);
    fields.target.selectors = OURS;
    expect(toHypothesis(fields, []).target[0].selector).toEqual(toHypothesisSelectors(OURS));
  });

  it('keeps selectors beside its own only where these would not give them back to the letter', () => {
    const quote = { type: 'TextQuoteSelector', exact: 'the 🜂 passage', prefix: 'before ', suffix: ' behind' };
    const range = {
      type: 'RangeSelector',
      startContainer: '/div[1]/p[2]/text()[1]',
      startOffset: 4,
      endContainer: '/div[1]/p[2]/text()[1]',
      endOffset: 18,
    };
    const kept = (selector: unknown[]): unknown => read({ target: [{ source: URI, selector }] })['hypothesis'];
    const shown = (selector: unknown[]): unknown =>
      toHypothesis(read({ target: [{ source: URI, selector }] }), []).target[0].selector;
    const cases = [
      [quote],
      [{ ...quote, more: 1 }],
      [{ suffix: quote.suffix, type: quote.type, exact: quote.exact }],
      [quote, { type: 'TextPositionSelector', start: 1, end: 9 }],
      [quote, range],
      [{ ...quote, exact: 'half \ud83d' }],
    ];
    for (const selector of cases) expect(shown(selector)).toEqual(selector);
    expect(kept([quote])).toBeUndefined();
    expect(kept([{ ...quote, more: 1 }])).toEqual({ selectors: [{ ...quote, more: 1 }] });
    expect(kept([])).toBeUndefined();
  });

  it('says whom it mentions in words, as nobody there knows our ids', () => {
    const fields = read({ text: `[@Ada](mention:${'A'.repeat(22)}) see` });
    expect(toHypothesis(fields, []).text).toBe('@Ada see');
  });

  it('refuses more than is kept of a note', () => {
    const sent = v.parse(sentAnnotation, { uri: URI });
    expect(() => fromHypothesis(sent, null, { extra: { big: 'x'.repeat(60_000) } })).toThrow('too long');
  });
});
