/** The ends of a passage go by words and sentences of its language. */
import { expect, test } from 'vitest';
import { stretch, type Edge, type Unit } from '../../src/anchoring/stretch.ts';

const TEXT = 'The sea keeps its own clock. Who waits for it is never late! The moon is.';

function stretched(quote: string, edge: Edge, by: 1 | -1, unit: Unit, text = TEXT, locale = 'en'): string {
  const start = text.indexOf(quote);
  return text.slice(...stretch(text, [start, start + quote.length], edge, by, unit, locale));
}

test.each<[string, Edge, 1 | -1, Unit, string]>([
  ['keeps its', 'end', 1, 'word', 'keeps its own'],
  ['keeps its', 'end', -1, 'word', 'keeps'],
  ['keeps its', 'start', -1, 'word', 'sea keeps its'],
  ['keeps its', 'start', 1, 'word', 'its'],
  // from within a word to its border
  ['eeps it', 'end', 1, 'word', 'eeps its'],
  ['eeps it', 'start', -1, 'word', 'keeps it'],
  // nothing would be left, or there is nothing more
  ['keeps', 'end', -1, 'word', 'keeps'],
  ['moon is', 'end', 1, 'word', 'moon is'],
  ['The sea', 'start', -1, 'word', 'The sea'],
  ['waits', 'end', 1, 'sentence', 'waits for it is never late!'],
  ['waits', 'start', -1, 'sentence', 'Who waits'],
  ['clock. Who waits', 'end', -1, 'sentence', 'clock.'],
])('%s: %s by %i %s', (quote, edge, by, unit, wanted) => {
  expect(stretched(quote, edge, by, unit)).toBe(wanted);
});

test('words without spaces between them', () => {
  expect(stretched('大海', 'end', 1, 'word', '大海有自己的时钟。', 'zh')).toBe('大海有');
});

test.each(['', 'no such language', 'x'])('a page whose language is "%s" has words as well', (lang) => {
  expect(stretched('sea', 'end', 1, 'word', TEXT, lang)).toBe('sea keeps');
});
