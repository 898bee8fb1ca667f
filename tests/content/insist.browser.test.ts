import { expect, test } from 'vitest';
import { insist } from '../../src/content/insist.ts';

const worksAfter = (failures: number) => {
  const asked = { times: 0 };
  const work = async (): Promise<void> => {
    if (asked.times++ < failures) throw new Error('nobody answered');
  };
  return { asked, work };
};
const never = () => false;

test('what fails at first is done again until it works', async () => {
  const { asked, work } = worksAfter(2);
  await insist(work, never, [1, 1, 1]);
  expect(asked.times).toBe(3);
});

test('the last failure is told', async () => {
  const { asked, work } = worksAfter(9);
  await expect(insist(work, never, [1, 1])).rejects.toThrow('nobody answered');
  expect(asked.times).toBe(3);
});

test('nothing is tried again that is of no use', async () => {
  const { asked, work } = worksAfter(9);
  await expect(insist(work, () => true, [1, 1])).rejects.toThrow();
  expect(asked.times).toBe(1);
});

test('what is never answered is asked again', async () => {
  let asked = 0;
  const work = (): Promise<void> => (asked++ === 0 ? new Promise(() => undefined) : Promise.resolve());
  await insist(work, never, [20, 20]);
  expect(asked).toBe(2);
});

test('what has succeeded is not done again, and what fails late is told once', async () => {
  const { asked, work } = worksAfter(0);
  await insist(work, never, [5, 5]);
  await new Promise((later) => setTimeout(later, 30));
  expect(asked.times).toBe(1);
});

test('when the first is answered late, nothing more is asked', async () => {
  let asked = 0;
  const late = (): Promise<void> =>
    asked++ === 0 ? new Promise((done) => setTimeout(done, 30)) : new Promise(() => undefined);
  await insist(late, never, [20, 20, 20]);
  await new Promise((later) => setTimeout(later, 100));
  expect(asked).toBe(2);
});
