/**
 * A thousand malformed files made out of good ones: cut, swapped, doubled, with other types where something was expected.
 * Nothing throws, nothing that is no note gets through, and whatever is not taken is named.
 */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { seeded } from '../../../bench/random.ts';
import { recordsFor } from '../../../src/core/import/for-group.ts';
import { importedRecord } from '../../../src/core/import/imported-record.ts';
import { IMPORTERS, readGiven, type Given, type Recognised } from '../../../src/core/import/importers.ts';
import { named } from '../export/every-kind.ts';
import { samples } from './samples.ts';

const MANY = 1000;
const ODD: unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  ' ',
  [],
  {},
  true,
  'x'.repeat(70_000),
  '\ud800',
  '\u0000',
  '🌙',
  [[]],
  { a: { b: {} } },
  '9999-99-99T99:99:99Z',
  'javascript:1',
  Number.NaN,
];

type Random = () => number;
const pick = <T>(next: Random, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;

/** Some value in a document of JSON becomes another. */
function disturbed(document: unknown, next: Random): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, key]);
      visit(inner);
    }
  };
  visit(copy);
  for (let count = 1 + Math.floor(next() * 4); count > 0; count--) {
    const [holder, key] = pick(next, places);
    const other = pick(next, places);
    const dice = next();
    if (dice < 0.5) holder[key] = pick(next, ODD);
    else if (dice < 0.75) delete holder[key];
    // A copy: JSON has no rings.
    else holder[key] = JSON.parse(JSON.stringify(other[0][other[1]]) ?? 'null');
  }
  return copy;
}

function damaged(text: string, next: Random): string {
  const at = Math.floor(next() * text.length);
  const until = at + Math.floor(next() * 200);
  const choices = [
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(until),
    () => text.slice(0, until) + text.slice(at),
    () => text.slice(0, at) + String(pick(next, ODD)) + text.slice(at),
    () => text.replaceAll('\n', next() < 0.5 ? '\r' : ''),
    () => text.replaceAll('"', ''),
  ];
  return pick(next, choices)();
}

function malformed(given: Given, next: Random): Given {
  if ('archive' in given) {
    return {
      archive: new Map(
        [...given.archive].map(([name, text]) => [
          next() < 0.1 ? damaged(name, next) : name,
          next() < 0.7 ? damaged(text, next) : text,
        ]),
      ),
    };
  }
  const { text } = given;
  if (!/^[[{]/.test(text) || next() < 0.2) return { text: damaged(text, next) };
  let document: unknown = JSON.parse(text);
  for (let round = 0; round < 2; round++) document = disturbed(document, next);
  return { text: JSON.stringify(document) ?? '' };
}

function mustBeSound({ notes, rejected }: Pick<Recognised, 'notes' | 'rejected'>): void {
  for (const record of recordsFor(named('group'), notes)) v.parse(importedRecord, record);
  expect(new Set(recordsFor(named('group'), notes).map(({ id }) => id)).size).toBe(notes.length);
  for (const { at, why, what } of rejected) {
    expect(Object.values(at)).toHaveLength(1);
    expect(why).not.toBe('');
    expect(typeof what).toBe('string');
  }
}

test(`${MANY} malformed files: no exception, no half note, every bad record named`, () => {
  let [read, taken, named_] = [0, 0, 0];
  const names = Object.keys(samples);
  for (let seed = 1; seed <= MANY; seed++) {
    const next = seeded(seed);
    const name = names[seed % names.length]!;
    const given = malformed(samples[name]!, next);
    const found = readGiven(given);
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
