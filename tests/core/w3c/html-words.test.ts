/** Words out of HTML: what is said and what is not, and hostile text of a megabyte, in which nothing may be looked at twice. */
import { expect, test } from 'vitest';
import { quotesIn } from '../../../src/core/import/html-quotes.ts';
import { parseXml } from '../../../src/core/import/parse-xml.ts';
import { wordsOfHtml } from '../../../src/core/w3c/html-words.ts';

test.each([
  ['<p>one</p><p>two<br>three</p>', 'one\ntwo\nthree'],
  ['a <!-- no --> b<script>if (a<b) c()</script > c<STYLE>p > a {}</style>', 'a b c'],
  ['<script>"<!--"</script>said<!-- <script> -->, too', 'said, too'],
  ['<script>no end, <b>so</b> words', 'no end, so words'],
  ['<!-- no end, so words', '<!-- no end, so words'],
  ['<scripty>said</scripty>', 'said'],
  ['1 < 2 and <b>2</b> > 1 <', '1 < 2 and 2 > 1 <'],
  ['<i title="a">x</i>&amp;&lt;b&gt;&#65;&#x42;&nope;&#0;', 'x&<b>AB&nope;&#0;'],
  ['  <li>a</li>  \n <li> b </li>', 'a\nb'],
])('%s', (html, words) => {
  expect(wordsOfHtml(html)).toBe(words);
});

const MEGABYTE = 1_000_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));
const passage = '<p><span class="highlight">q</span>';

// By a pattern that goes back, each of these takes minutes.
test.each([
  '<span ',
  '<span',
  '<p ',
  '<',
  '<script',
  '<script>',
  '<!--',
  '<!-- --',
  '</script ',
  '</span> ',
  '<b> ',
  ' ',
  '<span class="citation">',
  '<span class="citation"> </span',
  'data-annotation="',
  'background-color: ',
])('a megabyte of %s is read in one pass', (piece) => {
  const hostile = filled(piece);
  expect(wordsOfHtml(hostile).length).toBeLessThanOrEqual(hostile.length);
  expect(quotesIn(hostile)).toEqual([]);
  expect(quotesIn(passage + hostile)).toHaveLength(1);
  expect(quotesIn(`<p><span class="highlight">q${hostile}`).length).toBeLessThanOrEqual(1);
});

test('a megabyte of an attribute that has no value, too', () => {
  expect(parseXml(`<x ${'a'.repeat(MEGABYTE)} b="c"/>`)?.attributes).toEqual({ b: 'c' });
});
