import { describe, expect, test } from 'vitest';
import { filterIn, isRanked, parseQuery, withFilter } from '../../../src/core/search/query.ts';
import { NOW } from './notes.ts';

const wanted = (typed: string) => parseQuery(typed, NOW).clauses.map((one) => one.wanted);
const problems = (typed: string) => parseQuery(typed, NOW).problems;

describe('what is understood', () => {
  test('words, phrases and filters, each with its place', () => {
    const { clauses } = parseQuery('tide -"goes out" tag:sea', NOW);
    expect(clauses.map(({ wanted: { by }, isNot, from, to }) => [by, isNot, from, to])).toEqual([
      ['words', false, 0, 4],
      ['words', true, 5, 16],
      ['tag', false, 17, 24],
    ]);
  });

  test('only the last word, while it is typed, is open', () => {
    expect(wanted('one two')).toMatchObject([{ isOpen: false }, { isOpen: true }]);
    expect(wanted('one two ')).toMatchObject([{ isOpen: false }, { isOpen: false }]);
    expect(wanted('on* two ')).toMatchObject([{ isOpen: true }, { isOpen: false }]);
  });

  test('an address is words, not a filter', () => {
    expect(problems('https://example.org/a')).toEqual([]);
    expect(wanted('https://example.org/a')).toHaveLength(4);
  });

  test('a filter that is still being typed asks for nothing', () => {
    for (const typed of ['tag:', 'by:"', '-', '"', 'is:', 'before:'])
      expect(parseQuery(typed, NOW)).toEqual({ clauses: [], problems: [] });
  });

  test('dates are days of the reader', () => {
    const at = (said: string) => (wanted(`after:${said}`)[0] as { at: number }).at;
    expect(at('today')).toBe(new Date(2026, 10, 26).getTime());
    expect(at('yesterday')).toBe(new Date(2026, 10, 25).getTime());
    expect(at('7d')).toBe(new Date(2026, 10, 19).getTime());
    expect(at('2024-02-29')).toBe(new Date(2024, 1, 29).getTime());
  });
});

describe('what is not', () => {
  test.each([
    ['author:ada', [{ code: 'filter', words: 'author:ada' }]],
    ['kind:poem', [{ code: 'kind', words: 'poem' }]],
    ['color:beige', [{ code: 'color', words: 'beige' }]],
    ['is:nice', [{ code: 'is', words: 'nice' }]],
    [
      'before:2026-02-31 after:soon',
      [
        { code: 'before', words: '2026-02-31' },
        { code: 'after', words: 'soon' },
      ],
    ],
  ])('%s is told', (typed, expected) => expect(problems(typed)).toEqual(expected));

  test('an unknown filter is searched as words', () => {
    expect(wanted('note:well ')).toMatchObject([{ words: ['note'] }, { words: ['well'] }]);
  });

  test('whatever is pasted is parsed in no time and without an exception', () => {
    for (const typed of ['"'.repeat(5000), 'a:'.repeat(5000), '- '.repeat(5000), '\ud800', 'x'.repeat(100_000)])
      expect(() => parseQuery(typed, NOW)).not.toThrow();
  });
});

test('a filter is set, replaced and taken out, and the rest stays', () => {
  expect(withFilter('tide', 'in', 'Reading circle')).toBe('tide in:"Reading circle"');
  expect(withFilter('in:"Reading circle" tide -in:x', 'in', 'me')).toBe('tide -in:x in:me');
  expect(withFilter('tide in:me', 'in', null)).toBe('tide');
  expect(filterIn('tide in:"Reading circle"', 'in')).toBe('Reading circle');
  expect(filterIn('tide -in:x', 'in')).toBeNull();
});

test('a search is ranked where words are looked for', () => {
  expect(isRanked(parseQuery('tide', NOW))).toBe(true);
  expect(isRanked(parseQuery('tag:sea -tide', NOW))).toBe(false);
});
