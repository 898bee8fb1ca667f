/** The script in every page reads by hand what protocol/from-content.ts says in schemas. */
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { readFollowed, readLook } from '../../src/content/answers.ts';
import { fromContent } from '../../src/protocol/from-content.ts';

const VALUES = [undefined, null, true, false, 0, 1, '', 'https://a.example/', [], {}, [true], { url: null }];
const ANSWERS: unknown[] = [
  ...VALUES,
  ...VALUES.flatMap((value) => [{ hasPassages: value }, { url: value }, { hasPassages: value, url: value, more: 1 }]),
];

test.each([
  ['page.look', readLook],
  ['link.follow', readFollowed],
] as const)('%s', (method, read) => {
  let taken = 0;
  for (const answer of ANSWERS) {
    const parsed = v.safeParse(fromContent[method].answer, answer);
    if (parsed.success) expect(read(answer), JSON.stringify(answer)).toEqual(parsed.output);
    else expect(() => read(answer), JSON.stringify(answer)).toThrow('another form');
    if (parsed.success) taken++;
  }
  expect(taken).toBeGreaterThan(1);
  expect(taken).toBeLessThan(ANSWERS.length);
});
