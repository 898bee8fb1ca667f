/** Words that a reader types are found however they are written in the page. */
import { expect, test } from 'vitest';
import { findWords } from '../../src/anchoring/find-words.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';

const found = (html: string, words: string): string[] => {
  const body = document.createElement('div');
  body.innerHTML = html;
  document.body.replaceChildren(body);
  const index = buildTextIndex(body);
  return findWords(index, words).map(([start, end]) => index.text.slice(start, end));
};

test.each([
  ['another case', '<p>The Sea keeps its own clock</p>', 'the sea', ['The Sea']],
  ['accents left out', '<p>Elle était naïve, été comme hiver</p>', 'etait naive', ['était naïve']],
  ['marks on letters that are composed', '<p>cafe\u0301 noir</p>', 'cafe', ['cafe\u0301']],
  ['markup between', '<p>never <b>quite</b> on time</p>', 'never quite on', ['never quite on']],
  ['several blocks', '<p>the end</p><p>The beginning</p>', 'end the beg', ['end The beg']],
  ['other quotation marks', '<p>“Tomorrow,” it said</p>', '"tomorrow," it', ['“Tomorrow,” it']],
  ['Hangul whole syllables only', '<p>가방 각하</p>', '가', ['가']],
  ['Arabic without its signs', '<p>كِتَابٌ جديد</p>', 'كتاب', ['كِتَابٌ']],
  ['each place', '<p>moon, Moon and MOON</p>', 'moon', ['moon', 'Moon', 'MOON']],
  ['places that do not overlap', '<p>aaaa</p>', 'aa', ['aa', 'aa']],
])('%s', (_name, html, words, wanted) => {
  expect(found(html, words)).toEqual(wanted);
});

test('nothing, white space, and what is not there', () => {
  for (const words of ['', '  \n', 'sun']) expect(found('<p>the moon</p>', words)).toEqual([]);
});

test('no more than anybody goes through', () => {
  expect(found(`<p>${'a '.repeat(5000)}</p>`, 'a')).toHaveLength(1000);
});
