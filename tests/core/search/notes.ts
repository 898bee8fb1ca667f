/** Notes to search, made from little, and a catalogue of them. */
import { Catalog } from '../../../src/core/search/catalog.ts';
import type { Entry } from '../../../src/core/search/entry.ts';
import type { Facts } from '../../../src/core/search/facts.ts';
import { findRows } from '../../../src/core/search/find.ts';
import { parseQuery } from '../../../src/core/search/query.ts';
import { buildSegment } from '../../../src/core/search/segment.ts';
import { languagesOf, stemsIn } from '../../../src/core/search/stems.ts';

export const NOW = new Date(2026, 10, 26, 12).getTime();

export function entry(id: string, about: Partial<Entry> = {}): Entry {
  return {
    id,
    group: 'circle',
    author: 'ada',
    parent: null,
    kind: 'comment',
    color: null,
    created: NOW,
    text: '',
    quote: '',
    tags: [],
    title: '',
    source: 'https://example.org/a',
    keys: ['//example.org/a'],
    stamp: '1',
    ...about,
  };
}

export const facts = (about: Partial<Facts> = {}): Facts => ({
  me: 'ada',
  groups: new Map([
    ['circle', { name: 'Reading circle', personal: false }],
    ['mine', { name: 'Ada', personal: true }],
  ]),
  nameOf: (_, author) => ({ ada: 'Ada Lovelace', luis: 'Luís Peña' })[author] ?? '',
  isMuted: () => false,
  orphans: new Set(),
  settled: new Set(),
  ...about,
});

export function catalogOf(...segments: readonly Entry[][]): Catalog {
  const catalog = new Catalog();
  for (const entries of segments) catalog.add(buildSegment(entries));
  return catalog;
}

/** The ids of what is found, in order. */
export function found(catalog: Catalog, typed: string, known = facts(), wanted: readonly string[] = ['en']): string[] {
  const stems = stemsIn(languagesOf(wanted, (word) => catalog.share(word)));
  const { rows } = findRows(catalog, parseQuery(typed, NOW), known, stems);
  return [...rows].map((row) => catalog.idOf(row) ?? '');
}
