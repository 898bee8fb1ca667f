import { describe, expect, test } from 'vitest';
import { withAnswers, isOpenQuestion } from '../../src/core/questions.ts';
import { givenTo, noReactions, reactionsFor, type ReactionType } from '../../src/core/reaction.ts';
import type { ReactionRow } from '../../src/core/record.ts';
import { makeNote, named } from './export/every-kind.ts';

const [ANN, BEN, CLEO] = [named('ann'), named('ben'), named('cleo')];
let count = 0;
const by = (author: string, type: string, created = '2027-01-01T00:00:00.000Z'): ReactionRow => ({
  id: named(`r${count++}`),
  group: named('group'),
  author,
  rev: 1,
  seq: count,
  created,
  updated: created,
  kind: 'reaction',
  deleted: false,
  fields: { target: named('note'), type },
});
const nameOf = (member: string): string => (member === BEN ? 'Ben' : '');
const seenBy = (me: string, author: string, ...rows: ReactionRow[]) => reactionsFor(rows, { me, author, nameOf });

describe('what one reader is shown', () => {
  test('how many, and whether I did', () => {
    const rows = [by(BEN, 'me-too'), by(CLEO, 'me-too'), by(BEN, 'doubt')];
    expect(seenBy(BEN, ANN, ...rows)).toMatchObject({
      meToo: { count: 2, mine: true },
      doubt: { count: 1, mine: true },
      agree: { count: 0, mine: false },
    });
  });

  test('of nods the author a number, the giver that it is theirs, and a reader who has them nothing', () => {
    const rows = [by(BEN, 'nod'), by(CLEO, 'nod'), by(CLEO, 'nod')];
    expect(seenBy(ANN, ANN, ...rows).nods).toEqual({ count: 2, mine: false });
    expect(seenBy(BEN, ANN, ...rows).nods).toEqual({ count: null, mine: true });
    expect(seenBy(named('dora'), ANN, ...rows).nods).toEqual({ count: null, mine: false });
    expect(seenBy(ANN, ANN).nods).toEqual({ count: 0, mine: false });
  });

  test('one stance a person, the latest, in whichever order they come', () => {
    const rows = [by(BEN, 'agree', '2027-01-02T00:00:00.000Z'), by(BEN, 'doubt', '2027-01-01T00:00:00.000Z')];
    for (const list of [rows, rows.toReversed()]) {
      const { agree, doubt } = seenBy(ANN, ANN, ...list);
      expect([agree.count, doubt.count]).toEqual([1, 0]);
    }
  });

  test('who resolved it, by name, and nothing of a type of later', () => {
    expect(seenBy(ANN, ANN, by(BEN, 'resolved'), by(BEN, 'applause'))).toEqual({
      ...noReactions(),
      nods: { count: 0, mine: false },
      resolved: { by: 'Ben', mine: false, at: '2027-01-01T00:00:00.000Z' },
    });
  });
});

test('what may be taken out has its givers, and no nods', () => {
  const rows = [by(BEN, 'nod'), by(BEN, 'agree'), by(ANN, 'nod'), by(ANN, 'applause')];
  expect(givenTo(rows, { me: BEN, nameOf })).toMatchObject([{ type: 'agree', author: { name: 'Ben' }, mine: true }]);
});

describe('questions', () => {
  const can = { edit: true, delete: true, reply: true, react: ['resolved'] as ReactionType[] };
  const question = makeNote('question', { kind: 'question', mine: true, can });
  const answer = makeNote('answer', { kind: 'reply', parent: question.id });
  const deeper = makeNote('deeper', { kind: 'reply', parent: answer.id });
  const isAnswer = { ...noReactions(), isAnswer: true };

  test('are open until something is said to answer them, at any depth, or the thread is done', () => {
    const openIn = (...notes: Parameters<typeof withAnswers>[0][number][]) =>
      withAnswers(notes).filter(isOpenQuestion).length;
    expect(openIn(question, answer, deeper)).toBe(1);
    expect(openIn(question, answer, { ...deeper, reactions: isAnswer })).toBe(0);
    const resolved = { by: 'Ann', mine: false, at: '' };
    expect(openIn({ ...question, reactions: { ...noReactions(), resolved } }, answer)).toBe(0);
    expect(openIn(answer, deeper)).toBe(0);
  });

  test('their asker may mark every answer, nobody else any', () => {
    const mayMark = (mine: boolean) =>
      withAnswers([{ ...question, mine }, answer, deeper]).map(({ can: { react = [] } }) => react.includes('answered'));
    expect(mayMark(true)).toEqual([false, true, true]);
    expect(mayMark(false)).toEqual([false, false, false]);
  });

  test('notes keep their order, and those that nothing is to be said of are the same', () => {
    const notes = [deeper, makeNote('other'), question, answer];
    const told = withAnswers(notes);
    expect(told.map(({ id }) => id)).toEqual(notes.map(({ id }) => id));
    expect(told[1]).toBe(notes[1]);
  });
});
