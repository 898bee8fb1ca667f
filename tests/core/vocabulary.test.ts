/** What a group has words for: counted, and found while one of them is typed. */
import { expect, test } from 'vitest';
import { beginningWith, MAX_VOCABULARY, TagCount } from '../../src/core/vocabulary.ts';

test('the most used tag comes first, in the form that is used most', () => {
  const count = new TagCount();
  for (const tags of [['moon'], ['Marée', 'moon'], ['maree'], ['marée'], ['Marée', 'alga']]) count.add(tags);
  expect(count.mostUsed()).toEqual(['Marée', 'moon', 'alga']);
});

test('a hostile number of tags is cut', () => {
  const count = new TagCount();
  for (let at = 0; at < 2 * MAX_VOCABULARY; at++) count.add([`tag ${at}`]);
  count.add(['often']);
  count.add(['often']);
  expect(count.mostUsed()).toHaveLength(MAX_VOCABULARY);
  expect(count.mostUsed()[0]).toBe('often');
});

test('what begins so stands before what has a later word that does; case and accents do not matter', () => {
  const all = ['low tide', 'Tides', 'étiage', 'tidal flats', 'moon'];
  const found = (typed: string) => beginningWith(all, typed, (one) => one);
  expect(found('ti')).toEqual(['Tides', 'tidal flats', 'low tide']);
  expect(found('ETI')).toEqual(['étiage']);
  expect(found(' ')).toEqual(all);
  expect(found('ide')).toEqual([]);
  expect(beginningWith(['مدّ', 'جزر'], 'مد', (one) => one)).toEqual(['مدّ']);
});
