/** Texts that read the same fold the same, and every folded unit knows where it came from. */
import { expect, test } from 'vitest';
import { fold, foldedAt } from '../../src/anchoring/fold.ts';
import { fc } from '../laws.ts';

const folded = (text: string) => new TextDecoder('utf-16').decode(fold(text).units.slice());

test.each([
  ['white space', 'a b\n\tc\u00a0d', 'abcd'],
  ['quotation marks', '“a” ‘b’ «c»', '"a"\'b\'"c"'],
  ['dashes', 'a–b—c−d‑e', 'a-b-c-d-e'],
  ['ligatures and dots', 'ﬁne… oﬀ', 'fine...off'],
  ['soft hyphens and zero-width marks', 'a\u00adb\u200bc\u200dd\ufeffe', 'abcde'],
  ['decomposed letters', 'cafe\u0301 no\u0308', 'café'.normalize('NFC') + 'nö'],
  ['decomposed Hangul', '\u1112\u1161\u11ab', '한'],
  ['full-width forms', 'ＡＢＣ，１', 'ABC,1'],
])('%s', (_, text, expected) => {
  expect(folded(text)).toBe(expected);
});

test('decomposed and composed texts fold alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(folded(text.normalize('NFD'))).toBe(folded(text.normalize('NFC')));
    }),
  );
});

test('every character of the basic plane folds alike however it is composed', () => {
  let text = '';
  for (let code = 0x20; code < 0x10000; code++)
    if (code < 0xd800 || code > 0xdfff) text += `a${String.fromCharCode(code)}b`;
  const expected = folded(text).split('b');
  expect(folded(text.normalize('NFC')).split('b')).toEqual(expected);
  expect(folded(text.normalize('NFD')).split('b')).toEqual(expected);
});

test('the way back ascends and stays inside the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { units, map } = fold(text.normalize('NFD'));
      expect(map.length).toBe(units.length + 1);
      for (let i = 1; i < map.length; i++) expect(map[i]).toBeGreaterThanOrEqual(map[i - 1] ?? 0);
      expect(map.at(-1)).toBe(text.normalize('NFD').length);
    }),
  );
});

test('an offset leads to the first unit at or after it', () => {
  const one = fold('a  b');
  expect([0, 1, 2, 3, 4].map((at) => foldedAt(one, at))).toEqual([0, 1, 1, 1, 2]);
});
