/** The fit finds the weights that made the data, and probabilities leave room for "none". */
import { expect, test } from 'vitest';
import { type Choice, chances, fit, logLoss } from '../../bench/anchoring/calibrate/logit.ts';
import { seeded } from '../../bench/random.ts';
import { probabilities } from '../../src/anchoring/judge.ts';

const TRUE = [-2, 3, 1.5, -1];

function made(count: number, seed: string): Choice[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const options = Array.from({ length: 1 + Math.floor(random() * 4) }, () => [
      1,
      ...TRUE.slice(1).map(() => 2 * random()),
    ]);
    let dice = random();
    const chosen = chances(options, TRUE).findIndex((chance) => (dice -= chance) < 0);
    return { options, chosen };
  });
}

test('the weights that made the choices are found', () => {
  const found = fit(made(20_000, 'logit'), TRUE.length);
  found.forEach((weight, at) => expect(Math.abs(weight - TRUE[at]!)).toBeLessThan(0.15));
});

test('no other weights explain choices better than the fitted ones', () => {
  const choices = made(2_000, 'other');
  const found = fit(choices, TRUE.length);
  for (const at of found.keys())
    for (const step of [-0.2, 0.2])
      expect(logLoss(choices, found.with(at, found[at]! + step))).toBeGreaterThan(logLoss(choices, found));
});

test('a term that settles everything gets a finite weight', () => {
  const choices = Array.from({ length: 50 }, (_, at): Choice => ({ options: [[1, at % 2]], chosen: (at % 2) - 1 }));
  const found = fit(choices, 2);
  expect(found.every(Number.isFinite)).toBe(true);
  expect(chances([[1, 1]], found)[0]).toBeGreaterThan(0.9);
});

test('chances are those that anchoring uses', () => {
  const options = [
    [1, 0.4, 0.2, 1],
    [1, 1.9, 0.1, 0],
  ];
  const evidence = options.map((terms) => terms.reduce((sum, term, at) => sum + term * TRUE[at]!, 0));
  expect(chances(options, TRUE)).toEqual(probabilities(evidence));
});
