/** What concerns a reader among all notes: and what does not. */
import { describe, expect, test } from 'vitest';
import { inboxOf } from '../../src/core/inbox.ts';
import type { Note } from '../../src/core/note.ts';
import { noReactions } from '../../src/core/reaction.ts';
import { isQuiet, NIGHT } from '../../src/core/quiet-hours.ts';
import { makeNote, named } from './export/every-kind.ts';

let minute = 0;
const at = () => new Date(Date.UTC(2026, 10, 1, 9, minute++)).toISOString();
const theirs = (name: string, parent: string | null, change: Partial<Note> = {}): Note =>
  makeNote(name, { parent: parent === null ? null : named(parent), created: at(), ...change });
const mine = (name: string, parent: string | null, change: Partial<Note> = {}): Note =>
  theirs(name, parent, { mine: true, author: { id: named('me'), name: 'Me' }, ...change });
const me = { mentions: [{ id: named('me'), name: 'Me', isMe: true }] };
const told = (...notes: Note[]) => inboxOf(notes).map(({ kind, note }) => [kind, note.id.replace(/_+A$/, '')]);

describe('what others wrote', () => {
  test('answers anywhere below my question, replies right below a note of mine', () => {
    const question = mine('question', null, { kind: 'question' });
    expect(told(question, theirs('first', 'question'), theirs('deeper', 'first'), mine('thanks', 'deeper'))).toEqual([
      ['answer', 'deeper'],
      ['answer', 'first'],
    ]);
    expect(told(theirs('root', null), mine('said', 'root'), theirs('back', 'said'), theirs('on', 'back'))).toEqual([
      ['reply', 'back'],
    ]);
  });

  test('mentions of me, told once and as such also where they answer me', () => {
    const others = { mentions: [{ id: named('ann'), name: 'Ann', isMe: false }] };
    expect(told(theirs('root', null, me), theirs('other', null, others))).toEqual([['mention', 'root']]);
    expect(told(mine('note', null), theirs('answer', 'note', me))).toEqual([['mention', 'answer']]);
    expect(told(mine('to myself', null, me))).toEqual([]);
  });

  test('nothing of a group I left, of my own, or that only stands beside mine', () => {
    const left = { group: { id: named('old'), name: 'Old', personal: false, left: 'keep' as const } };
    expect(told(theirs('gone', null, { ...me, ...left }))).toEqual([]);
    expect(told(theirs('root', null), mine('one', 'root'), theirs('two', 'root'))).toEqual([]);
    expect(told(theirs('orphan', 'not here'))).toEqual([]);
  });

  test('nothing of somebody who is muted, also where their notes are shown again', () => {
    for (const muted of ['hidden', 'shown'] as const) expect(told(theirs('root', null, { ...me, muted }))).toEqual([]);
  });

  test('a ring of parents, which a hostile client can make, ends', () => {
    expect(told(theirs('a', 'b', me), theirs('b', 'a')).length).toBe(1);
  });
});

describe('thanks', () => {
  test('nods are one matter a note, with their number and nobody’s name', () => {
    const reactions = { ...noReactions(), nods: { count: 3, mine: false }, news: { nod: '2026-11-02T10:00:00.000Z' } };
    expect(inboxOf([mine('note', null, { reactions })])).toMatchObject([
      { id: `nods ${named('note')}`, kind: 'nods', by: null, count: 3, at: '2026-11-02T10:00:00.000Z' },
    ]);
  });

  test('an answer of mine that was one says who asked', () => {
    const reactions = { ...noReactions(), isAnswer: true, news: { answered: '2026-11-02T10:00:00.000Z' } };
    const asked = theirs('asked', null, { kind: 'question', author: { id: named('ann'), name: 'Ann' } });
    expect(inboxOf([asked, mine('answer', 'asked', { reactions })])).toMatchObject([
      { kind: 'answered', by: { name: 'Ann' } },
    ]);
    for (const muted of ['hidden', 'shown'] as const)
      expect(told({ ...asked, muted }, mine('answer', 'asked', { reactions }))).toEqual([]);
    // My own mark on an answer of my own is no news.
    expect(told(mine('asked', null, { kind: 'question' }), mine('answer', 'asked', { reactions }))).toEqual([]);
  });
});

test('the newest stands first', () => {
  const notes = [theirs('one', null, me), theirs('two', null, me), theirs('three', null, me)];
  expect(told(...notes).map(([, name]) => name)).toEqual(['three', 'two', 'one']);
});

test.each([
  [NIGHT, [0, 3, 7, 21, 23], [8, 12, 20]],
  [{ from: 1, to: 5 }, [1, 4], [0, 5, 23]],
  [{ from: 9, to: 9 }, [], [0, 8, 9, 23]],
  [null, [], [0, 12, 23]],
])('quiet hours of %o', (quiet, still, loud) => {
  const isQuietAt = (hour: number) => isQuiet(new Date(2026, 10, 1, hour, 30), quiet);
  expect([still.every(isQuietAt), loud.some(isQuietAt)]).toEqual([true, false]);
});
