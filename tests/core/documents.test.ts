import { expect, test } from 'vitest';
import { groupByDocument } from '../../src/core/documents.ts';
import { groupByPassage } from '../../src/core/passages.ts';
import { walkThread } from '../../src/core/thread.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { makeNote, named } from './export/every-kind.ts';

const at = (source: string, keys = [source], title = source) => ({ source, keys, title, selectors: [] });
const passage = (exact: string, start: number, prefix?: string): Selector[] => [
  { type: 'TextQuoteSelector', exact, ...(prefix !== undefined && { prefix }) },
  { type: 'TextPositionSelector', start, end: start + exact.length },
];

test('notes meet through any name they share, also by way of a third', () => {
  const documents = groupByDocument([
    makeNote('a', { target: at('x:1', ['1']) }),
    makeNote('b', { target: at('x:3', ['3']) }),
    makeNote('c', { target: at('x:2', ['1', '2', '3']) }),
    makeNote('d', { target: at('x:4', ['4']) }),
  ]);
  expect(documents.map(({ notes }) => notes.length).toSorted()).toEqual([1, 3]);
  expect(documents.find(({ notes }) => notes.length === 3)?.keys.toSorted()).toEqual(['1', '2', '3']);
});

test('a reply stands where its thread stands, whatever it says of itself', () => {
  const [only, ...others] = groupByDocument([
    makeNote('reply', { kind: 'reply', parent: named('root'), target: at('x:elsewhere') }),
    makeNote('root', { target: at('x:here') }),
  ]);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ source: 'x:here', title: 'x:here' });
});

test('a hostile circle of replies is sorted without an end being awaited', () => {
  const notes = [makeNote('a', { parent: named('b') }), makeNote('b', { parent: named('a') })];
  expect(groupByDocument(notes).flatMap((one) => one.notes)).toHaveLength(2);
});

test('the document written in last stands first and bears its newest title', () => {
  const old = '2026-01-01T00:00:00.000Z';
  const young = '2026-06-01T00:00:00.000Z';
  const documents = groupByDocument([
    makeNote('a', { target: at('x:1', ['1'], 'Old title'), created: old }),
    makeNote('b', { target: at('x:2', ['2'], 'Other'), created: '2026-03-01T00:00:00.000Z' }),
    makeNote('c', { target: at('x:1', ['1'], 'New title'), created: young, updated: '2026-07-01T00:00:00.000Z' }),
  ]);
  expect(documents.map(({ title, latest }) => [title, latest])).toEqual([
    ['New title', young],
    ['Other', '2026-03-01T00:00:00.000Z'],
  ]);
});

test('page notes come first, then passages by position; the same words elsewhere are another passage', () => {
  const passages = groupByPassage([
    makeNote('far', { selectors: passage('again', 900, 'the second ') }),
    makeNote('near', { selectors: passage('again', 10, 'the first ') }),
    makeNote('near-2', { selectors: passage('again', 10, 'the first '), created: '2026-12-01T00:00:00.000Z' }),
    makeNote('page', { kind: 'page' }),
  ]);
  expect(passages.map(({ quote, threads }) => [quote, threads.map(({ note }) => note.id)])).toEqual([
    ['', [named('page')]],
    ['again', [named('near'), named('near-2')]],
    ['again', [named('far')]],
  ]);
});

test('a thread a hundred thousand replies deep is walked', () => {
  const notes = Array.from({ length: 100_000 }, (_, n) =>
    makeNote(`n${n}`, n === 0 ? {} : { kind: 'reply', parent: named(`n${n - 1}`) }),
  );
  let thread: Parameters<typeof walkThread>[0] = { note: notes.at(-1), replies: [] };
  for (const note of notes.slice(0, -1).toReversed()) thread = { note, replies: [thread] };
  expect(groupByDocument(notes)).toHaveLength(1);
  let deepest = 0;
  for (const { depth } of walkThread(thread)) deepest = depth;
  expect(deepest).toBe(99_999);
});
