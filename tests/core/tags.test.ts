/** Tags in one line, and the one that is being typed. */
import { expect, test } from 'vitest';
import { MAX_TAGS, mergeTags, tagAt, tagsOf, withTag } from '../../src/core/tags.ts';
import { fc } from '../laws.ts';

/** `|` is the caret. */
const at = (marked: string) => ({ typed: marked.replace('|', ''), caret: marked.indexOf('|') });
const completed = (marked: string, tag: string) => {
  const { typed, caret } = at(marked);
  const next = withTag(typed, tagAt(typed, caret), tag);
  return `${next.typed.slice(0, next.caret)}|${next.typed.slice(next.caret)}`;
};

test('tags are cut out of what was typed', () => {
  expect(tagsOf(' tides, #moon,tides,, مدّ، b ;c')).toEqual(['tides', 'moon', 'مدّ', 'b', 'c']);
  expect(tagsOf(' , ')).toEqual([]);
  expect(tagsOf('x'.repeat(100))).toEqual(['x'.repeat(64)]);
  expect(tagsOf(Array.from({ length: 50 }, (_, n) => `t${n}`).join())).toHaveLength(30);
});

test.each([
  ['ti|', 'ti'],
  ['moon, #ti|', 'ti'],
  ['mo|on, tides', 'moon'],
  ['moon,|', ''],
  ['مدّ، جز|', 'جز'],
])('in %s it is %s that is typed', (marked, words) => {
  const { typed, caret } = at(marked);
  expect(tagAt(typed, caret).words).toBe(words);
});

test.each([
  ['ti|', 'tides, |'],
  ['moon, ti|', 'moon, tides, |'],
  ['ti|, moon', 'tides|, moon'],
  ['sun, ti|, moon', 'sun, tides|, moon'],
])('%s completed is %s', (marked, after) => {
  expect(completed(marked, 'tides')).toBe(after);
});

test('of two lists that were changed from one, what either gave is there and what either took off is not', () => {
  const list = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'));
  fc.assert(
    fc.property(list, list, list, (saw, mine, theirs) => {
      const merged = mergeTags(saw, mine, theirs);
      const wanted = 'abcdefghijkl'.split('').filter((tag) => {
        const isIn = [mine, theirs].map((tags) => tags.includes(tag));
        return saw.includes(tag) ? isIn.every(Boolean) : isIn.some(Boolean);
      });
      expect([...merged].sort()).toEqual(wanted);
      expect([...mergeTags(saw, theirs, mine)].sort()).toEqual(wanted);
    }),
  );
});

test('nobody else changed them: they are as they were written, in their order', () => {
  expect(mergeTags(['a', 'b'], ['c', 'b', 'a'], ['a', 'b'])).toEqual(['c', 'b', 'a']);
});

test('joined they are no more than a record may hold, and of those that were there none is left out', () => {
  const theirs = Array.from({ length: MAX_TAGS }, (_, at) => `t${at}`);
  expect(mergeTags(['t0'], ['t0', 'mine'], theirs)).toEqual(theirs);
});
