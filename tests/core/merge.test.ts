import { describe, expect, test } from 'vitest';
import { mergeFields } from '../../src/core/merge.ts';
import { fc } from '../laws.ts';

const current = { text: 'theirs', tags: ['a'], kind: 'comment' };

describe('mergeFields', () => {
  test('takes a change made on the newest revision', () => {
    const merged = mergeFields({ current, fieldRevs: { text: 3 }, nextRev: 4, baseRev: 3, change: { text: 'mine' } });
    expect(merged).toEqual({ outcome: 'applied', fields: { ...current, text: 'mine' }, fieldRevs: { text: 4 } });
  });

  test('keeps both of two changes to different fields', () => {
    const merged = mergeFields({ current, fieldRevs: { text: 3 }, nextRev: 4, baseRev: 2, change: { tags: ['b'] } });
    expect(merged).toMatchObject({
      outcome: 'applied',
      fields: { text: 'theirs', tags: ['b'] },
      fieldRevs: { text: 3, tags: 4 },
    });
  });

  test('joins tags with those that came since, where the writer says which ones they changed', () => {
    const since = { ...current, tags: ['a', 'theirs'] };
    const change = { tags: ['mine'] };
    const merged = mergeFields({ current: since, fieldRevs: {}, nextRev: 4, baseRev: 2, change, sawTags: ['a'] });
    expect(merged).toMatchObject({ fields: { tags: ['theirs', 'mine'] }, fieldRevs: { tags: 4 } });
    const same = mergeFields({
      current: since,
      fieldRevs: {},
      nextRev: 4,
      baseRev: 2,
      change: { tags: ['a'] },
      sawTags: ['a'],
    });
    expect(same).toEqual({ outcome: 'applied', fields: since, fieldRevs: {} });
  });

  test('never overwrites words written since', () => {
    const merged = mergeFields({
      current,
      fieldRevs: { text: 3 },
      nextRev: 4,
      baseRev: 2,
      change: { text: 'mine', tags: [] },
    });
    expect(merged).toEqual({ outcome: 'conflict', field: 'text' });
  });

  test('the same words twice are no conflict', () => {
    const merged = mergeFields({ current, fieldRevs: { text: 3 }, nextRev: 4, baseRev: 1, change: { text: 'theirs' } });
    expect(merged).toEqual({ outcome: 'applied', fields: current, fieldRevs: { text: 3 } });
  });

  test('the input is left as it was, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.nat(5),
        (now, change, baseRev) => {
          const before = JSON.stringify(now);
          mergeFields({ current: now, fieldRevs: {}, nextRev: 6, baseRev, change });
          expect(JSON.stringify(now)).toBe(before);
        },
      ),
    );
  });
});
