import { describe, expect, test } from 'vitest';
import { hitsIn, snippet, type Marks } from '../../../src/core/search/hits.ts';

const marked = (text: string, marks: Marks) =>
  hitsIn(text, marks)
    .toReversed()
    .reduce((made, { from, to }) => `${made.slice(0, from)}[${made.slice(from, to)}]${made.slice(to)}`, text);

describe('what was found is marked', () => {
  test.each([
    ['The Tide turns', [{ forms: ['tide', 'tides'] }], 'The [Tide] turns'],
    ['Crème and cream', [{ forms: ['creme'] }], '[Crème] and cream'],
    ['everywhere', [{ forms: ['ever'], beginning: 'ever' }], '[everywhere]'],
    ['it goes, out and goes in', [{ phrase: ['goes', 'out'] }], 'it [goes, out] and goes in'],
    ['我在图书馆', [{ phrase: ['图', '书', '馆'] }], '我在[图书馆]'],
    ['🌊 tide tide', [{ forms: ['tide'] }, { phrase: ['tide', 'tide'] }], '🌊 [tide tide]'],
    ['nothing', [], 'nothing'],
  ] as [string, Marks, string][])('%s', (text, marks, expected) => expect(marked(text, marks)).toBe(expected));
});

describe('a snippet', () => {
  const text = `${'word '.repeat(100)}the tide ${'more '.repeat(100)}`;
  test('shows the first hit with what stands around it, cut at words', () => {
    const pieces = snippet(text, [{ forms: ['tide'] }], 80);
    expect(pieces.find(({ isHit }) => isHit)?.words).toBe('tide');
    expect(pieces[0]).toEqual({ words: '…', isHit: false });
    expect(pieces.map(({ words }) => words).join('').length).toBeLessThan(90);
  });
  test('begins at the beginning where there is no hit, and has no ellipsis where nothing is cut', () => {
    expect(snippet('a short one', [{ forms: ['tide'] }], 80)).toEqual([{ words: 'a short one', isHit: false }]);
  });
});
