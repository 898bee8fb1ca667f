/**
 * A thousand malformed files made out of good ones: cut, swapped, doubled, with other types where something was expected.
 * Nothing throws, nothing that is no note gets through, and whatever is not taken is named.
 */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { seeded } from '../../../bench/random.ts';
import { eachRecordFor } from '../../../src/core/import/for-group.ts';
import { importedRecord } from '../../../src/core/import/imported-record.ts';
import { IMPORTERS, readGiven, type Recognised } from '../../../src/core/import/importers.ts';
import { named } from '../export/every-kind.ts';
import { disturbed, malformedFile, ODD } from './malformed-files.ts';
import { samples } from './samples.ts';

const MANY = 1000;
function mustBeSound({ notes, rejected }: Pick<Recognised, 'notes' | 'rejected'>): void {
  for (const record of eachRecordFor(named('group'), notes)) v.parse(importedRecord, record);
  expect(new Set([...eachRecordFor(named('group'), notes)].map(({ id }) => id)).size).toBe(notes.length);
  for (const { at, why, what } of rejected) {
    expect(Object.values(at)).toHaveLength(1);
    expect(why).not.toBe('');
    expect(typeof what).toBe('string');
  }
}

test(`${MANY} malformed files: no exception, no half note, every bad record named`, () => {
  let [read, taken, named_] = [0, 0, 0];
  for (let seed = 1; seed <= MANY; seed++) {
    const found = readGiven(malformedFile(seed));
    if (!found) continue;
    read++;
    taken += found.notes.length;
    named_ += found.rejected.length;
    mustBeSound(found);
  }
  console.log(
    `${read} of ${MANY} were still files of a kind: ${taken} notes taken, ${named_} records named as not taken`,
  );
  expect(read).toBeGreaterThan(MANY / 2);
  expect(named_).toBeGreaterThan(MANY / 4);
});

test('nothing of a list is lost without a word: each record is taken or named', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = seeded(seed);
    const { text } = samples['hypothesis'] as { text: string };
    const { annotations } = JSON.parse(text) as { annotations: unknown[] };
    const rows = annotations
      .map((row) => (next() < 0.3 ? disturbed([row], next) : row))
      .flatMap((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
    const { notes, rejected } = IMPORTERS.hypothesis(rows);
    expect(notes.length + rejected.length).toBe(rows.length);
  }
});

test.each([IMPORTERS.jsonld, IMPORTERS.hypothesis, IMPORTERS.zotero])(
  'a document that is nothing of the kind is no exception',
  (importer) => {
    for (const odd of [...ODD, undefined, new Date(0)]) mustBeSound(importer(odd));
  },
);

test('names that are the same once they are well-formed are of one note: it is taken once, and the other named', () => {
  const note = (id: string) => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id,
    type: 'Annotation',
    created: '2026-01-01T00:00:00Z',
    body: { type: 'TextualBody', value: 'half a letter' },
    target: 'https://quay.example/',
  });
  const found = IMPORTERS.jsonld([note('urn:half:\ud800'), note('urn:half:\ud801'), note('urn:half:')]);
  mustBeSound(found);
  expect(found.rejected).toMatchObject([{ at: { item: 2 }, why: 'twice' }]);
  expect(found.notes).toHaveLength(2);
});
