/** Tags in one line, and the one that is being typed. */
import { expect, test } from 'vitest';
import { tagAt, tagsOf, withTag } from '../../src/core/tags.ts';

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
