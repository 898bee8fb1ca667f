import { describe, expect, test } from 'vitest';
import { writeJsonLd } from '../../../src/core/export/jsonld.ts';
import { idOfUrn, urnOf } from '../../../src/core/export/iri.ts';
import { newId } from '../../../src/core/id.ts';
import type { AnnotationFields } from '../../../src/core/record.ts';
import { describedIn, givenBack, isSame, MAX_KEPT } from '../../../src/core/w3c/kept.ts';
import { readAnnotation } from '../../../src/core/w3c/read-annotation.ts';
import { describeNote } from '../../../src/core/w3c/write-annotation.ts';
import { everyKind, exportOf, makeNote, named } from '../export/every-kind.ts';

const page = 'https://example.org/reading?page=1';
const quote = { type: 'TextQuoteSelector', exact: 'a 🌙 idea', prefix: 'before ', suffix: ' after' };
const passage = { type: 'SpecificResource', source: page, selector: [quote] };
const annotation = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  type: 'Annotation',
  motivation: 'commenting',
  body: {
    type: 'TextualBody',
    value: 'So it *is*.',
    format: 'text/markdown',
    textDirection: 'auto',
    purpose: 'commenting',
  },
  target: passage,
  ...more,
});

function fieldsOf(sent: unknown, others?: Parameters<typeof readAnnotation>[1]): AnnotationFields {
  const read = readAnnotation(sent, others);
  if (!read.ok) throw new Error(read.reason);
  return read.fields;
}

function refusal(sent: unknown): string {
  const read = readAnnotation(sent);
  return read.ok ? 'read' : read.reason;
}

/** As the endpoint gives it back. */
const writtenOf = (fields: AnnotationFields) => ({
  ...describeNote(describedIn(fields)),
  ...givenBack(describedIn(fields), fields.w3c),
});

test('every identifier comes back from its URN, one that fills its spare bits too', () => {
  const made = Array.from({ length: 50 }, (_, at) =>
    newId(at * 1e9, (length) => crypto.getRandomValues(new Uint8Array(length))),
  );
  for (const id of [...made, named('comment'), 'abcdefghijklmnopqrstuv']) expect(idOfUrn(urnOf(id))).toBe(id);
  for (const other of ['urn:uuid:1', 'https://example.org/', `${urnOf(named('a'))}#16`])
    expect(idOfUrn(other)).toBeNull();
});

describe('our own export', () => {
  const items: Record<string, unknown>[] = JSON.parse(writeJsonLd(exportOf(everyKind))).first.items;

  test.each(everyKind.map((note) => [note.id, note] as const))('%s is read as the note that it was', (id, note) => {
    const item = items.find((one) => one['id'] === urnOf(id));
    const read = readAnnotation(item);
    // Its page has no address at all.
    if (id === named('hostile'))
      return expect(read).toMatchObject({ ok: false, reason: expect.stringMatching(/^target: its address/) });
    if (!read.ok) throw new Error(read.reason);
    expect(read.iri).toBe(urnOf(id));
    expect([read.created, read.creator]).toEqual([
      note.created,
      { iri: urnOf(note.author.id), name: note.author.name.toWellFormed() },
    ]);
    const { kind, text, parent, target, copyOf, color } = read.fields;
    expect({ parent, copyOf: copyOf ?? null, color }).toEqual({
      parent: note.parent,
      copyOf: note.copyOf,
      color: note.color?.name,
    });
    expect([kind, text]).toEqual([note.kind, note.text.toWellFormed()]);
    if (parent === null) expect(target.selectors).toEqual(note.target.selectors);
  });
});

describe('what is read', () => {
  test('a passage with words and tags', () => {
    const body = [
      { type: 'TextualBody', value: 'One.' },
      { type: 'TextualBody', value: ' craft ', purpose: 'tagging' },
      'https://example.org/proof',
    ];
    expect(fieldsOf(annotation({ body }))).toMatchObject({
      kind: 'comment',
      text: 'One.\n\n<https://example.org/proof>',
      tags: ['craft'],
      target: { source: page, keys: ['//example.org/reading?page=1'], selectors: [quote] },
      parent: null,
    });
  });

  test.each([
    ['highlighting', {}, 'highlight'],
    ['questioning', { body: { type: 'TextualBody', value: 'Why?' } }, 'question'],
    ['bookmarking', { target: page }, 'page'],
    ['linking', { body: 'https://example.org/other' }, 'connection'],
    ['oa:commenting', { body: { type: 'TextualBody', value: 'Yes.' } }, 'comment'],
  ])('%s', (motivation, more, kind) => {
    expect(fieldsOf(annotation({ body: undefined, motivation, ...more })).kind).toBe(kind);
  });

  test('an answer to a note that is here is where that is', () => {
    const target = makeNote('there', { selectors: [quote as never] }).target;
    const iri = 'https://notes.example/anno/g/1';
    const others = { noteOf: (one: string) => (one === iri ? named('there') : null), pageOf: () => target };
    const { kind, parent, target: where, w3c } = fieldsOf(annotation({ target: iri, motivation: 'replying' }), others);
    expect({ kind, parent, where }).toEqual({
      kind: 'reply',
      parent: named('there'),
      where: { source: target.source, keys: target.keys, title: target.title, selectors: [] },
    });
    // Its target is the note, and by which IRI is said where it is written.
    expect(w3c).not.toHaveProperty('target');
  });

  test('HTML as its words', () => {
    const value = '<p>One &amp; <b>two</b>&#x1F319;<br>three</p><script>x</script><p>&lt;four&gt;</p>';
    expect(fieldsOf(annotation({ body: { type: 'TextualBody', format: 'text/html', value } })).text).toBe(
      'One & two🌙\nthree\n<four>',
    );
  });

  test('times with another offset, in UTC', () => {
    expect(readAnnotation(annotation({ created: '2026-01-01T01:00:00+02:00' }))).toMatchObject({
      created: '2025-12-31T23:00:00.000Z',
    });
  });
});

describe('what a note cannot say', () => {
  const extension = {
    '@context': ['http://www.w3.org/ns/anno.jsonld', 'https://example.org/own.jsonld'],
    rights: 'https://creativecommons.org/licenses/by/4.0/',
    'own:mood': { 'own:grade': 3 },
    motivation: 'describing',
    body: [
      { type: 'TextualBody', value: 'Bonjour', language: 'fr', format: 'text/plain' },
      { type: 'TextualBody', value: 'craft', purpose: 'tagging' },
    ],
    target: {
      source: page,
      selector: [quote, { type: 'CssSelector', value: '#a > p' }],
      state: { type: 'TimeState', sourceDate: '2026-01-01T00:00:00Z' },
    },
  };

  test('is given back as it came', () => {
    const fields = fieldsOf(annotation(extension));
    expect(fields).toMatchObject({ kind: 'comment', text: 'Bonjour', tags: ['craft'] });
    const { '@context': contexts, ...others } = writtenOf(fields);
    expect(contexts).toEqual(['https://example.org/own.jsonld']);
    for (const key of ['rights', 'own:mood', 'motivation', 'body', 'target'] as const)
      expect(isSame(others[key], extension[key]), key).toBe(true);
  });

  test('is not kept twice where a note says it all', () => {
    expect(fieldsOf(annotation())).not.toHaveProperty('w3c');
    expect(fieldsOf(annotation({ target: { source: page, selector: quote } }))).not.toHaveProperty('w3c');
  });

  test('of words or passage gives way once its author has changed them here, and only there', () => {
    const fields = fieldsOf(annotation(extension));
    const edited = writtenOf({ ...fields, text: 'Au revoir' });
    expect(edited['body']).toMatchObject([{ value: 'Au revoir' }, { value: 'craft' }]);
    expect(isSame(edited['target'], extension.target)).toBe(true);
    const moved = writtenOf({
      ...fields,
      target: { ...fields.target, selectors: [{ ...quote, type: 'TextQuoteSelector', exact: 'elsewhere' }] },
    });
    expect(moved['target']).toMatchObject({ selector: [{ exact: 'elsewhere' }] });
    expect(isSame(moved['body'], extension.body)).toBe(true);
    expect(moved['rights']).toBe(extension.rights);
  });

  test('a name it had elsewhere, and whom it names as its author', () => {
    const sent = annotation({
      id: 'https://old.example/1',
      via: 'https://older.example/2',
      canonical: 'urn:x:1',
      creator: { id: 'https://ann.example/', name: 'Ann' },
    });
    expect(fieldsOf(sent).w3c).toEqual({
      via: ['https://older.example/2', 'https://old.example/1'],
      canonical: 'urn:x:1',
      'dc:creator': { id: 'https://ann.example/', name: 'Ann' },
    });
  });
});

describe('what is refused, and why', () => {
  test.each<[string, unknown, RegExp]>([
    ['no annotation', { hello: 1 }, /^type:/],
    ['a list', [], /^type:/],
    ['two targets', annotation({ target: [page, 'https://example.org/2'] }), /^target: .*one annotation for each/],
    ['no target', annotation({ target: undefined }), /^target:/],
    ['a target that nobody else can open', annotation({ target: 'chrome://settings' }), /^target: its address/],
    ['body and bodyValue', annotation({ bodyValue: 'x' }), /^body: not beside/],
    ['a textual body without text', annotation({ body: { type: 'TextualBody' } }), /^body\.value/],
    ['a body that is nothing', annotation({ body: { type: 'Whatever' } }), /^body:/],
    ['two sources', annotation({ target: { type: 'SpecificResource', source: [page, page] } }), /^target\.source/],
    [
      'a selector without a class',
      annotation({ target: { source: page, selector: { exact: 'x' } } }),
      /^target\.selector: its type/,
    ],
    [
      'a passage that ends before it begins',
      annotation({ target: { source: page, selector: { type: 'TextPositionSelector', start: 5, end: 2 } } }),
      /^target\.selector/,
    ],
    [
      'a quote that is too long',
      annotation({ target: { source: page, selector: { ...quote, exact: 'x'.repeat(20_001) } } }),
      /^target\.selector: a quote/,
    ],
    ['no instant', annotation({ created: 'yesterday' }), /^created/],
    ['a canonical name that is none', annotation({ canonical: ['urn:x:1', 'urn:x:2'] }), /^canonical/],
    ['a context of its own in it', annotation({ '@context': [{ creator: 'https://example.org/x' }] }), /^@context/],
    ['an answer to nothing known', annotation({ target: urnOf(named('gone')) }), /^target: it answers/],
    ['more than there is room for', annotation({ 'own:long': 'x'.repeat(MAX_KEPT) }), /^It has more/],
  ])('%s', (_, sent, reason) => {
    expect(refusal(sent)).toMatch(reason);
  });
});
