/** Parts of a long list: what came with the answer is drawn at once and not asked for again. */
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { afterEach, expect, test } from 'vitest';
import { CHUNK } from '../../src/library/catalog/messages.ts';
import { useChunks } from '../../src/library/list/use-chunks.ts';

const place = document.createElement('div');
afterEach(() => render(null, place));

const asked: string[] = [];
const loaded = (version: number) => async (from: number, to: number) => {
  asked.push(`${version}: ${from}`);
  return Array.from({ length: to - from }, (_, at) => `later ${version}-${from + at}`);
};
const loads = [1, 2].map(loaded);

function List({ version, first, to }: { version: number; first: readonly string[]; to: number }) {
  const { at, want } = useChunks<string>(version, loads[version - 1]!, first);
  useEffect(() => want(0, to), [want, to]);
  return <p>{Array.from({ length: to }, (_, index) => at(index) ?? '-').join(' ')}</p>;
}

test('the first are there with the first drawing; the others are fetched, and those of another list in their place', async () => {
  const first = Array.from({ length: CHUNK }, (_, at) => `now ${at}`);
  render(<List version={1} first={first} to={CHUNK + 1} />, place);
  expect(place.textContent).toBe(`${first.join(' ')} -`);
  await expect.poll(() => place.textContent).toBe(`${first.join(' ')} later 1-${CHUNK}`);
  expect(asked).toEqual([`1: ${CHUNK}`]);

  render(<List version={2} first={[]} to={1} />, place);
  // What was there stays to be seen until its successor is here.
  expect(place.textContent).toBe('now 0');
  await expect.poll(() => place.textContent).toBe('later 2-0');
  expect(asked.slice(1)).toContain('2: 0');
});
