import { describe, expect, test } from 'vitest';
import { buildThreads, walkThread, type Thread } from '../../src/core/thread.ts';
import { fc } from '../laws.ts';

type N = { id: string; parent: string | null; created: string };
const n = (id: string, parent: string | null = null, created = id): N => ({ id, parent, created });
const shape = (threads: Thread<N>[]): unknown =>
  threads.map(({ note, replies }) => (replies.length > 0 ? [note.id, shape(replies)] : note.id));

describe('buildThreads', () => {
  test('replies stand under what they answer, oldest first, whatever the order of arrival', () => {
    expect(shape(buildThreads([n('4', '2'), n('3', '1'), n('1'), n('2', '1')]))).toEqual([['1', [['2', ['4']], '3']]]);
  });
  test('a reply to something that is gone is not hidden', () => {
    expect(shape(buildThreads([n('2', 'gone'), n('3', '2')]))).toEqual([['2', ['3']]]);
  });
  test('a ring, which only a hostile client can make, is cut at its oldest', () => {
    expect(shape(buildThreads([n('2', '3'), n('3', '1'), n('1', '2'), n('4', '3')]))).toEqual([
      ['1', [['3', ['2', '4']]]],
    ]);
  });
  test('a chain of a hundred thousand answers neither overflows nor takes for ever', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => n(String(at), at === 0 ? null : String(at - 1)));
    const [thread, ...more] = buildThreads(chain);
    expect(more).toEqual([]);
    let deepest = 0;
    for (const { depth } of walkThread(thread!)) deepest = Math.max(deepest, depth);
    expect(deepest).toBe(99_999);
    const ring = buildThreads(
      [...chain, n('end', '99999', '2')].map((one) => (one.id === '0' ? { ...one, parent: 'end' } : one)),
    );
    expect(ring.map((one) => one.note.id)).toEqual(['0']);
  });

  test('every note is shown exactly once', () => {
    const anyNote = fc.record({
      id: fc.integer({ min: 0, max: 30 }).map(String),
      parent: fc.option(fc.integer({ min: 0, max: 40 }).map(String)),
      created: fc.integer({ min: 0, max: 9 }).map(String),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyNote, { selector: (one) => one.id }), (notes) => {
        const shown = buildThreads(notes).flatMap((thread) => Array.from(walkThread(thread), ({ note }) => note.id));
        expect(shown.toSorted()).toEqual(notes.map((one) => one.id).toSorted());
      }),
    );
  });
});
