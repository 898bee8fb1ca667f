/** Thresholds and margins decide as they say, and the scores of passages are counted fairly. */
import { expect, test } from 'vitest';
import { type Weighed, reliability, scoreOf } from '../../bench/anchoring/calibrate/decide.ts';
import { overlapOf, summary, verdictOf } from '../../bench/anchoring/score.ts';

function weighed(chances: readonly number[], chosen: number): Weighed {
  const verdicts = chances.map((_, at) =>
    chosen < 0 ? ('false' as const) : at === chosen ? ('hit' as const) : ('wrong' as const),
  );
  const options = chances.map(() => [1]);
  const silent = chosen < 0 ? 'orphan' : 'missed';
  return { sample: { document: 'd', source: 's', options, chosen, verdicts, silent }, chances };
}

const ALL = [
  weighed([0.9, 0.05], 0),
  weighed([0.55, 0.44], 0),
  weighed([0.5, 0.3], 1),
  weighed([0.7], -1),
  weighed([], -1),
];

test('a threshold alone', () => {
  expect(scoreOf(ALL, { accept: 0.5, margin: 0 })).toMatchObject({
    recall: 200 / 3,
    wrong: 100 / 3,
    missed: 0,
    falseAttach: 50,
  });
  expect(scoreOf(ALL, { accept: 0.8, margin: 0 })).toMatchObject({
    recall: 100 / 3,
    wrong: 0,
    missed: 200 / 3,
    falseAttach: 0,
  });
});

test('a margin asks for a clear winner', () => {
  expect(scoreOf(ALL, { accept: 0.5, margin: 0.3 })).toMatchObject({ recall: 100 / 3, wrong: 0, falseAttach: 50 });
});

test('scores that are as often right as they say have no error', () => {
  const half = [weighed([0.5], 0), weighed([0.5], -1)];
  expect(reliability(half).error).toBe(0);
  expect(reliability([weighed([0.9], -1)]).error).toBeCloseTo(0.9);
});

test('an answer is judged by how much it overlaps the truth', () => {
  const there = {
    id: '1',
    label: 'same',
    start: 0,
    end: 10,
    exact: '',
    newStart: 20,
    newEnd: 30,
    newExact: '',
  } as const;
  const text = 'x'.repeat(20) + '  inside  ' + 'x'.repeat(20);
  expect(overlapOf([0, 10], [5, 15])).toBeCloseTo(1 / 3);
  expect(verdictOf(there, [22, 28], text)).toBe('hit');
  expect(verdictOf(there, [22, 25], text)).toBe('partial');
  expect(verdictOf(there, [0, 5], text)).toBe('wrong');
  expect(verdictOf(there, null, text)).toBe('missed');
  expect(verdictOf({ id: '1', label: 'gone', start: 0, end: 1, exact: 'x' }, [0, 5], text)).toBe('false');
  expect(summary(['hit', 'missed', 'orphan', 'false'])).toEqual({
    cases: 4,
    recall: 50,
    wrong: 0,
    missed: 50,
    falseAttach: 50,
  });
});
