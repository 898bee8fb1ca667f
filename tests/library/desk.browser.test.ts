/** What was found can be looked through while more notes come, but not once their numbers have changed. */
import { expect, test } from 'vitest';
import { buildSegment } from '../../src/core/search/segment.ts';
import { Desk } from '../../src/library/catalog/desk.ts';
import { catalogOf, entry, facts } from '../core/search/notes.ts';

test('rows of a search hold while segments are added, and are given up when one is dropped', async () => {
  const catalog = catalogOf([entry('a')], [entry('b')]);
  const places = { batchesOf: () => [], shelvesOf: () => [] };
  const desk = new Desk({ catalog, places, factsOf: async () => facts(), read: async () => [], languages: ['en'] });
  const answer = await desk.answer({ number: 1, ask: 'find', asked: { query: '', withMuted: false } });
  expect(answer).toMatchObject({ notes: 2, readings: 1 });
  const asked = { search: 1, from: 0, to: 9 };
  catalog.add(buildSegment([entry('c')]));
  expect(await desk.answer({ number: 2, ask: 'ids', asked })).toHaveLength(2);
  expect(await desk.answer({ number: 3, ask: 'readings', asked })).toHaveLength(1);
  const [first] = catalog.parts;
  if (first) catalog.drop(first.segment);
  expect(await desk.answer({ number: 4, ask: 'ids', asked })).toEqual([]);
  expect(await desk.answer({ number: 5, ask: 'readings', asked })).toEqual([]);
});
