import { describe, expect, test } from 'vitest';
import { eachRecordFor } from '../../../src/core/import/for-group.ts';
import { readGiven } from '../../../src/core/import/importers.ts';
import { quoteOf } from '../../../src/core/selectors.ts';
import { named } from '../export/every-kind.ts';
import { samples } from './samples.ts';

const read = (name: string) => readGiven(samples[name]!)!;
const shortly = (name: string) =>
  read(name).notes.map(({ fields, origin }) => ({
    quote: quoteOf(fields.target.selectors)?.exact ?? '',
    text: fields.text,
    title: fields.target.title,
    created: origin.created,
  }));

describe('Kindle', () => {
  test('passages in the sentences of seven languages, each with its time', () => {
    expect(shortly('kindle').map(({ quote, created }) => [quote, created])).toEqual([
      ['The quay is under water.', '2024-03-03T21:05:11.000Z'],
      ['Das Wasser kommt.', '2020-05-12T07:05:09.000Z'],
      ['El agua vuelve.', '2015-08-07T22:10:03.000Z'],
      ['L’eau revient.', '2015-12-02T08:01:02.000Z'],
      ['潮水会回来。', '2014-04-20T23:27:46.000Z'],
      ['Вода вернётся.', '2020-01-06T09:15:00.000Z'],
    ]);
  });

  test('a note at the end of a passage is that passage’s, and a bookmark has no words', () => {
    expect(read('kindle').notes[0]?.fields).toMatchObject({ kind: 'comment', text: 'Twice a day?' });
    expect(read('kindle').rejected).toMatchObject([{ why: 'empty', at: { line: 11 } }]);
  });

  test('the last bracket of a title is its author, whatever stands in it', () => {
    const [, german, spanish] = read('kindle').notes;
    expect(german?.fields.target).toMatchObject({ title: 'Gezeiten', citation: { authors: ['Text (von 1910) Meer'] } });
    expect(spanish?.fields.target.title).toBe('Las mareas');
  });
});

test('Readwise: tags from both places, what a spreadsheet was kept from, and lines inside cells', () => {
  const { notes, rejected } = read('readwise');
  expect(rejected).toEqual([]);
  expect(notes.map(({ fields }) => [fields.text, fields.tags, fields.color])).toEqual([
    ['Why?', ['craft', 'how-we-read', 'one', 'two'], 'yellow'],
    ['', [], undefined],
  ]);
  expect(shortly('readwise').map(({ quote }) => quote)).toEqual([
    'A passage, with "quotes"\nand two lines',
    '=1+1 is two',
  ]);
});

test('Zotero as JSON: the work that people know, not its file; drawings have no place', () => {
  const { notes, rejected } = read('zotero');
  expect(rejected).toMatchObject([{ why: 'unsupported', what: 'ANNO0002' }]);
  expect(notes).toMatchObject([
    {
      name: 'zotero:ANNO0001',
      fields: {
        kind: 'comment',
        text: 'Twice?',
        tags: ['tide'],
        color: 'green',
        target: {
          source: 'https://example.org/tides',
          title: 'On tides',
          citation: { authors: ['Mora, Ines'], issued: '2020-05' },
        },
      },
      origin: { created: '2024-03-03T21:05:11.000Z', modified: '2024-03-04T21:05:11.000Z' },
    },
  ]);
});

test('Zotero as RDF: the passages in its notes, with the words behind them', () => {
  expect(read('zoteroRdf').notes).toMatchObject([
    {
      name: 'zotero:ANNO0003',
      fields: {
        text: 'why both?',
        color: 'pink',
        target: { source: 'https://example.org/tides', title: 'On tides & quays' },
      },
    },
  ]);
  expect(shortly('zoteroRdf')[0]?.quote).toBe('Water & stone');
});

test('Omnivore: passages of its articles, with labels and words', () => {
  expect(shortly('omnivore')).toMatchObject([
    { quote: 'The quay is\nunder water.', text: 'Twice a day?', title: 'On tides' },
    { quote: 'Another passage.', text: '' },
  ]);
  expect(read('omnivore').notes[0]?.fields.tags).toEqual(['tide', 'quay', 'sea']);
});

describe('records', () => {
  test.each(Object.keys(samples))('%s: known again by the same ids, other ones in another group, each once', (name) => {
    const ids = (group: string) => [...eachRecordFor(group, read(name).notes)].map(({ id }) => id);
    expect(ids(named('a'))).toEqual(ids(named('a')));
    expect(new Set([...ids(named('a')), ...ids(named('b'))]).size).toBe(read(name).notes.length * 2);
  });

  test('what is answered stands before what answers it, and a ring is cut', () => {
    const [one] = read('readwise').notes;
    const note = (name: string, answers: string) => ({ ...one!, name, answers });
    const records = [...eachRecordFor(named('a'), [note('c', 'b'), note('b', 'a'), note('a', 'c')])];
    const seen = new Set<string>();
    for (const { id, fields } of records) {
      if (fields.parent !== null) expect(seen).toContain(fields.parent);
      seen.add(id);
    }
    expect(records.filter(({ fields }) => fields.parent === null)).toHaveLength(1);
  });
});

test.each([
  '',
  'dear diary',
  '{}',
  '[]',
  '{"a":1}',
  '<html></html>',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>',
  'a,b\n1,2',
])('none of ours: %j', (text) => {
  expect(readGiven({ text })).toBeNull();
});
