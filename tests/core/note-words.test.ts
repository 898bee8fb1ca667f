import { expect, test } from 'vitest';
import { fold, hasWords, marksOf } from '../../src/core/note-words.ts';
import { sampleNotes } from '../library/sample.ts';

const [some] = sampleNotes(Date.UTC(2026, 10, 23));
if (!some) throw new Error('no sample');
const note = { ...some, text: '', quote: '', tags: [], author: { ...some.author, name: '' } };
const withText = (text: string) => ({ ...note, text, target: { ...note.target, title: '' } });

const marked = (text: string, words: string): string =>
  (marksOf(words)(withText(text))?.(text) ?? [])
    .toReversed()
    .reduce((made, { from, to }) => `${made.slice(0, from)}[${made.slice(from, to)}]${made.slice(to)}`, text);

test.each([
  ['The Tide turns', 'tide', 'The [Tide] turns'],
  ['tides, ebb tide', 'TIDE ebb', '[tide]s, [ebb] [tide]'],
  ['Crème de la crème', 'creme', '[Crème] de la [crème]'],
  // An accent that stands behind its letter goes with it, also at the end and where nothing else is left of it.
  ['cafe\u0301 au lait', 'cafe', '[cafe\u0301] au lait'],
  ['un cafe\u0301', 'CAFÉ', 'un [cafe\u0301]'],
  ['İstanbul', 'istanbul', '[İstanbul]'],
  // One character that reads as two is marked whole, whichever half was typed.
  ['the ﬁnal word', 'final', 'the [ﬁnal] word'],
  ['the ﬁnal word', 'inal', 'the [ﬁnal] word'],
  ['ΛΟΓΟΣ καὶ λόγος', 'λόγος', '[ΛΟΓΟΣ] καὶ [λόγος]'],
  ['كَتَبَ الكتاب', 'كتب', '[كَتَبَ] الكتاب'],
  ['यह किताब है', 'किताब', 'यह [किताब] है'],
  ['我在图书馆', '图书', '我在[图书]馆'],
  ['🌊 the sea 🌊', 'sea 🌊', '[🌊] the [sea] [🌊]'],
  ['한국어', '한국', '[한국]어'],
  ['ὁ Ὀδυσσεύς', 'ΟΔΥΣ', 'ὁ [Ὀδυσ]σεύς'],
  ['ὁ Ὀδυσσεύς', 'Ὀδυσς', 'ὁ [Ὀδυσσ]εύς'],
  ['aaaa', 'aa', '[aaaa]'],
  ['aaa ababa', 'aa aba', '[aaa] [ababa]'],
  ['nothing looked for', ' ', 'nothing looked for'],
  ['one of two', 'one three', 'one of two'],
])('%s, looked through for %s', (text, words, expected) => expect(marked(text, words)).toBe(expected));

test('whatever is found of a text alone is marked in it', () => {
  const text = 'Ὀδυσσεύς ﬂöge Ångström ½ straße ЙОД عُمَر İI ǅ ａｂｃ ﷺ';
  for (const word of text.split(' ')) {
    expect(hasWords(word)(withText(text)), word).toBe(true);
    expect(marked(text, word), word).toContain(`[${word}]`);
  }
});

test('folding a character alone takes as many units as folding it where it stands', () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const one = String.fromCodePoint(code);
    const [before, after] = ['aΣ', 'Σb'];
    if (fold(before + one + after).length !== 4 + fold(one).length) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});
