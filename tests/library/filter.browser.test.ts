import { expect, test } from 'vitest';
import { filterNotes } from '../../src/library/filter.ts';
import { hashOf, parseRoute } from '../../src/library/route.ts';
import { sampleNotes } from './sample.ts';

const notes = sampleNotes(Date.UTC(2026, 10, 23));
const find = (words: string, group: string | null = null) => filterNotes(notes, { group, words });

test.each([
  ['QUEUE ramen', 'I have been in some very committed queues.'],
  ['tomász grandmother', ''],
  ['الهامش', 'ا'],
])('every word counts, wherever it stands; case and accents do not: %s', (words, found) => {
  const texts = find(words).map(({ text }) => text);
  if (found === '') expect(texts).toEqual([]);
  else expect(texts.some((text) => text.includes(found))).toBe(true);
});

test('accents in the search do not hide what has none, nor the other way round', () => {
  expect(find('tómasz').length).toBe(find('Tomasz').length);
  expect(find('Tomasz').length).toBeGreaterThan(0);
});

test('no words find everything, an unknown group nothing', () => {
  expect(find('  ')).toHaveLength(notes.length);
  expect(find('', 'nobody')).toHaveLength(0);
});

test('ten thousand notes are searched, none left out', () => {
  const many = Array.from({ length: 200 }).flatMap(() => sampleNotes(0));
  expect(many.length).toBeGreaterThan(10_000);
  const once = filterNotes(sampleNotes(0), { group: null, words: 'queue ramen' }).length;
  expect(once).toBeGreaterThan(0);
  expect(filterNotes(many, { group: null, words: 'queue ramen' })).toHaveLength(200 * once);
});

test.each([
  ['', { at: 'notes' }],
  ['#', { at: 'notes' }],
  ['#welcome', { at: 'welcome' }],
  ['#not-sent', { at: 'not-sent' }],
  ['#nonsense', { at: 'notes' }],
  ['#document/%2F%2Fexample.org%2Fa%3Fb%3D1', { at: 'document', key: '//example.org/a?b=1' }],
  ['#document/%E0%A4', { at: 'document', key: '%E0%A4' }],
] as const)('the place %s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test('a document has an address that leads back to it', () => {
  const route = { at: 'document', key: '//example.org/%D9%87?x=#!/y' } as const;
  expect(parseRoute(hashOf(route))).toEqual(route);
});
