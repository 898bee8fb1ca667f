/** What an annotation of others said and a note cannot: it leaves again with the note, as far as every reader can tell what it means. */
import { describe, expect, test } from 'vitest';
import { readGiven } from '../../../src/core/import/importers.ts';
import { type Note, shellOf } from '../../../src/core/note.ts';
import { isInContext } from '../../../src/core/w3c/in-context.ts';
import { importedNotes } from '../import/imported-notes.ts';
import { exportOf, pictures, wholeText } from './every-kind.ts';
import { foreignAnnotation } from './foreign-annotation.ts';

const imported = (annotation: object): Note[] => {
  const read = readGiven({ text: JSON.stringify(annotation) });
  expect([read?.kind, read?.rejected]).toEqual(['jsonld', []]);
  return importedNotes(read!.notes);
};
const written = (notes: readonly Note[], images?: typeof pictures): string =>
  wholeText('jsonld', { ...exportOf(notes), ...(images && { images }) });
const itemOf = (notes: readonly Note[]) =>
  (JSON.parse(written(notes)) as { first: { items: [object] } }).first.items[0];

describe('members that we do not know', () => {
  const { id, creator: _, created: __, type: ___, '@context': ____, ...others } = foreignAnnotation;
  const { 'own:mood': mood, tone, cached, related, ...meant } = others;

  test('are written back as they were sent', () => {
    const { audience, ...expected } = { ...meant, via: [...meant.via, id] };
    const item = itemOf(imported(foreignAnnotation));
    expect(item).toMatchObject(expected);
    expect(item).toMatchObject({ audience: [{ type: 'Audience' }, audience] });
  });

  test('but for those that a strict reader could not read, and another context than the published one', () => {
    expect([mood, tone, cached, related]).not.toContain(undefined);
    const item = itemOf(imported(foreignAnnotation));
    for (const key of ['own:mood', 'tone', 'cached', 'related']) expect(item).not.toHaveProperty([key]);
    expect(item).toMatchObject({ '@context': 'http://www.w3.org/ns/anno.jsonld' });
  });

  test('say nothing of who and where: that is the note’s own', () => {
    const [note] = imported(foreignAnnotation);
    const forged = {
      ...note!.w3c,
      id: 'urn:x:1',
      creator: 'https://evil.example/',
      created: '2001-01-01T00:00:00Z',
      'as:context': 'https://evil.example/',
    };
    expect(itemOf([{ ...note!, w3c: forged }])).toEqual(itemOf([note!]));
  });

  test('give way where the note says something else by now', () => {
    const [note] = imported(foreignAnnotation);
    const edited = itemOf([{ ...note!, text: 'Au revoir' }]);
    expect(edited).toMatchObject({ rights: meant.rights, body: [{ value: 'Au revoir' }, { value: 'craft' }] });
  });

  test('come back and leave again, byte for byte', () => {
    const before = written(imported(foreignAnnotation));
    const once = readGiven({ text: before });
    expect(once?.rejected).toEqual([]);
    expect(written(importedNotes(once!.notes))).toBe(before);
  });

  test('beside pictures too', () => {
    const body = {
      type: 'TextualBody',
      value: `![a](image:${'P'.repeat(22)})`,
      format: 'text/markdown',
      language: 'en',
    };
    const [note] = imported({ ...foreignAnnotation, body });
    const { first } = JSON.parse(written([note!], pictures)) as { first: { items: [{ body: object[] }] } };
    expect(first.items[0].body).toMatchObject([body, { type: 'Image' }]);
  });

  test('are not shown to who may not read the words', () => {
    const [note] = imported(foreignAnnotation);
    expect(note).toHaveProperty('w3c');
    expect(shellOf(note!)).not.toHaveProperty('w3c');
  });
});

test.each<[string, unknown, boolean]>([
  ['rights', 'https://creativecommons.org/licenses/by/4.0/', true],
  ['rights', 'by/4.0', false],
  ['rights', 'https://example.org/a b', false],
  ['schema:name', 'Ann', true],
  ['evil:name', 'Ann', false],
  ['name', '\ud800', false],
  ['motivation', ['commenting', 'oa:assessing'], true],
  ['motivation', 'grumbling', false],
  ['type', ['Annotation', 'https://example.org/Rant'], true],
  ['type', 'Rant', false],
  ['generator', { id: 'https://example.org/app', type: 'Software', name: 'App' }, true],
  ['generator', { id: '_:b0', type: 'Software' }, false],
  ['generator', { type: 'Software', '@graph': [] }, false],
  ['label', null, false],
  ['label', { '@value': 'x' }, false],
])('%s: %j', (key, value, isMeant) => {
  expect(isInContext(key, value)).toBe(isMeant);
});

test('what is nested without an end is looked at to a depth', () => {
  let deep: object = {};
  for (let depth = 0; depth < 20_000; depth++) deep = { state: deep };
  expect(isInContext('state', deep)).toBe(false);
});
