/**
 * What was found can be looked through while more notes come, but not once their numbers have changed; and how it begins is
 * told with the answer, unless that would hold the answer up.
 */
import { expect, test } from 'vitest';
import { buildSegment } from '../../src/core/search/segment.ts';
import { Desk } from '../../src/library/catalog/desk.ts';
import type { Answer, FoundRow } from '../../src/library/catalog/messages.ts';
import type { Note } from '../../src/core/note.ts';
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

const places = { batchesOf: () => [], shelvesOf: () => [] };

function deskReading(read: () => Promise<Note[]>): Desk {
  const catalog = catalogOf([entry('a', { text: 'shore' }), entry('b', { text: 'sand' })]);
  return new Desk({ catalog, places, factsOf: async () => facts(), read, languages: ['en'] });
}

const find = async (desk: Desk, query: string) =>
  (await desk.answer({ number: 1, ask: 'find', asked: { query, withMuted: false } })) as Answer;

test('the first notes of a search by words come with its answer; else the first readings', async () => {
  const note = { id: 'a' } as Note;
  const desk = deskReading(async () => [note]);
  expect(await find(desk, 'shore')).toMatchObject({ firstNotes: [{ id: 'a', note }], firstReadings: [] });
  const all = await find(desk, '');
  expect(all.firstNotes).toEqual([]);
  expect(all.firstReadings.map(({ count }) => count)).toEqual([2]);
});

test('notes that cannot be read hold no answer up: whoever asks for them is told', async () => {
  const late = Promise.withResolvers<Note[]>();
  const desk = deskReading(() => late.promise);
  const answer = await find(desk, 'shore');
  expect(answer).toMatchObject({ notes: 1, firstNotes: [] });
  const rows = desk.answer({
    number: 2,
    ask: 'rows',
    asked: { search: answer.search, from: 0, to: 12, withMuted: false },
  }) as Promise<FoundRow[]>;
  late.resolve([{ id: 'a' } as Note]);
  expect((await rows).map(({ note }) => note?.id)).toEqual(['a']);

  const broken = deskReading(() => Promise.reject(new Error('the disk')));
  const other = await find(broken, 'shore');
  expect(other).toMatchObject({ notes: 1, firstNotes: [] });
  const asked = { search: other.search, from: 0, to: 12, withMuted: false };
  await expect(broken.answer({ number: 2, ask: 'rows', asked })).rejects.toThrow('the disk');
});
