/** What changed between two texts, and that nothing of either is lost in telling it. */
import { expect, test } from 'vitest';
import { diffWords } from '../../src/core/word-diff.ts';
import { fc } from '../laws.ts';

/** `[-gone-]` and `{+new+}`. */
const told = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : text))
    .join('');

test.each([
  ['the tide is low', 'the tide is high', 'the tide is [-low-]{+high+}'],
  ['one two', 'one big two', 'one {+big +}two'],
  ['same', 'same', 'same'],
  ['', 'new', '{+new+}'],
  ['Is it so?', 'Is it so.', 'Is it so[-?-]{+.+}'],
  ['潮水很高', '潮水很低', '潮水很[-高-]{+低+}'],
])('%s → %s', (before, after, marked) => {
  expect(told(before, after)).toBe(marked);
});

test('both texts can be read out of it, whatever they are', () => {
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '*', 'é', '水', '🌊', 'ab'), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(''), other.join('')];
      const pieces = diffWords(before, after);
      const without = (gone: string) => pieces.flatMap(({ kind, text }) => (kind === gone ? [] : [text])).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});

test('texts too long to compare are told as changed as a whole', () => {
  const [before, after] = [Array(25_000).fill('a').join(' '), Array(25_000).fill('b').join(' ')];
  expect(diffWords(before, after)).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
});
