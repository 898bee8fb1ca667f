/** A note that gets another passage keeps where it was, once each, and never more than may be stored. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { anchorTakenBack, reanchored } from '../../src/core/reanchor.ts';
import { MAX_FORMER, target as schema, type Target } from '../../src/core/record.ts';
import { MAX_QUOTE, type Selector } from '../../src/core/selectors.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString();
const quote = (exact: string): Selector[] => [{ type: 'TextQuoteSelector', exact }];
const target = (exact: string): Target => ({ source: 's', keys: ['k'], title: 't', selectors: quote(exact) });
/** `B < A1` is a note at B that stood at A until minute 1. */
const picture = (one: Target | null): string => {
  const words = (selectors: readonly Selector[]) =>
    selectors[0]?.type === 'TextQuoteSelector' ? selectors[0].exact : '';
  const former = (one?.former ?? []).toReversed();
  return [
    words(one?.selectors ?? []),
    ...former.map(({ selectors, replaced }) => words(selectors) + new Date(replaced).getUTCMinutes()),
  ].join(' < ');
};
/** A note at A, then at each of the others, a minute apart. */
const walked = (others: string): Target =>
  others.split('').reduce((one, exact, minute) => reanchored(one, quote(exact), at(minute + 1)), target('A'));

describe('re-anchoring', () => {
  test.each([
    ['B', 'B < A1'],
    ['BC', 'C < B2 < A1'],
    ['A', 'A'],
    ['BB', 'B < A1'],
    ['BA', 'A < B2 < A1'],
    ['BAC', 'C < A3 < B2'],
    ['BCBC', 'C < B4 < C3 < A1'],
  ])('from A to %s: %s', (others, expected) => expect(picture(walked(others))).toBe(expected));

  test('keeps what it does not know of the target', () => {
    const newer = { ...target('A'), pages: [3] };
    expect(reanchored(newer, quote('B'), at(1))).toMatchObject({ source: 's', keys: ['k'], title: 't', pages: [3] });
  });

  test('forgets the oldest when there is no room for more', () => {
    const others = 'BCDEFGHIJKLMNOPQ';
    const one = walked(others);
    expect(one.former).toHaveLength(MAX_FORMER);
    expect(picture(one)).toMatch(/^Q < P16 < .* < G7$/);
  });

  test('what it stores may be stored, however long the quotes are', () => {
    const long = (letter: string) => quote(letter.repeat(MAX_QUOTE));
    let one: Target = { ...target(''), selectors: long('"') };
    for (const [minute, letter] of Array.from('abcdefghij').entries()) one = reanchored(one, long(letter), at(minute));
    expect(v.is(schema, one)).toBe(true);
    expect(one.former?.length).toBeGreaterThan(1);
    expect(one.former?.at(-1)?.selectors).toEqual(long('i'));
  });

  test('an anchor that is too large by itself is remembered by its words', () => {
    const many = Array.from({ length: 8 }, (_, n): Selector => ({
      type: 'TextQuoteSelector',
      exact: String(n).repeat(MAX_QUOTE),
    }));
    const one = reanchored({ ...target(''), selectors: many }, quote('B'), at(1));
    expect(one.former).toEqual([{ selectors: [many[0]], replaced: at(1) }]);
    expect(v.is(schema, one)).toBe(true);
  });
});

describe('undo', () => {
  test.each([
    ['B', 'A'],
    ['BC', 'B < A1'],
    ['BA', 'B < A1'],
  ])('of the last of %s: %s', (others, expected) => expect(picture(anchorTakenBack(walked(others)))).toBe(expected));

  test('leaves the target as it was, to the letter', () => {
    expect(anchorTakenBack(walked('B'))).toEqual(target('A'));
    expect(anchorTakenBack(target('A'))).toBeNull();
  });
});
