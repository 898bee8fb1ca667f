import { describe, expect, test } from 'vitest';
import { writeJsonLd } from '../../../src/core/export/jsonld.ts';
import { iriOf, urnOf } from '../../../src/core/export/iri.ts';
import { newId } from '../../../src/core/id.ts';
import { everyKind, everyReaction, exportOf, makeNote, named, pictured, pictures } from './every-kind.ts';

type Selector = { type: string; exact: string; start: number; end: number; conformsTo: string };
type Item = { id: string; target: { selector: Selector[] }; 'as:context': { id: string } } & Record<string, unknown>;

const written: { first: { items: Item[] } } = JSON.parse(writeJsonLd(exportOf(everyKind)));
const { items } = written.first;
const item = (name: string): Item => {
  const found = items.find(({ id }) => id === urnOf(named(name)));
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('reactions', () => {
  const note = makeNote('reacted', { given: everyReaction });
  const { first } = JSON.parse(writeJsonLd(exportOf([note]))) as { first: { items: Item[] } };

  test('are annotations of the note by who gave them, after it; nods are none', () => {
    const [, ...others] = first.items;
    expect(
      others.map(({ motivation, target, body }) => [motivation, target, (body as { value: string }).value]),
    ).toEqual([
      ['oa:assessing', urnOf(note.id), 'agree'],
      ['oa:assessing', urnOf(note.id), 'doubt'],
      ['oa:assessing', urnOf(note.id), 'build on'],
      ['questioning', urnOf(note.id), 'me too'],
      ['oa:assessing', urnOf(note.id), 'answered the question'],
      ['moderating', urnOf(note.id), 'resolved'],
    ]);
    expect(others[0]?.['creator']).toEqual({ id: urnOf(named('kenji')), type: 'Person', name: 'Kenji Morita' });
  });

  test('of a group one has left, one’s own alone', () => {
    const left = { ...note, mine: true, group: { ...note.group, left: 'lock' as const } };
    const own = { ...left, given: everyReaction.map((one, at) => ({ ...one, mine: at === 1 })) };
    const { first: page } = JSON.parse(writeJsonLd(exportOf([own]))) as { first: { items: Item[] } };
    expect(page.items.slice(1).map(({ body }) => (body as { value: string }).value)).toEqual(['doubt']);
  });
});

test('a picture is a body that carries its bytes, beside the words that name it; one that is not here is only named', () => {
  const { first } = JSON.parse(writeJsonLd({ ...exportOf([pictured]), images: pictures })) as typeof written;
  expect(first.items[0]?.['body']).toEqual([
    expect.objectContaining({ value: pictured.text, format: 'text/markdown' }),
    { id: 'data:image/png;base64,iVBOR/v/', type: 'Image', format: 'image/png' },
  ]);
});

describe('collection (model §5)', () => {
  test('one context as a string, one IRI, a total, and a first page that is not empty', () => {
    expect(written).toMatchObject({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: expect.stringMatching(/^urn:uuid:/),
      type: 'AnnotationCollection',
      label: 'Measures and margins',
      total: everyKind.length,
    });
    expect(items).toHaveLength(everyKind.length);
    expect(written.first).not.toHaveProperty('@context');
  });

  test('an empty one has no page', () => {
    const empty = JSON.parse(writeJsonLd(exportOf([])));
    expect(empty.total).toBe(0);
    expect(empty).not.toHaveProperty('first');
  });
});

describe('annotation (model §3)', () => {
  test('each has exactly one IRI of its own, a type, a target, and stands alone', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(everyKind.length);
    for (const one of items) {
      expect(one['@context']).toBe('http://www.w3.org/ns/anno.jsonld');
      expect(one['type']).toBe('Annotation');
      expect(() => new URL(one['id'])).not.toThrow();
      expect(one['target']).toBeTruthy();
    }
  });

  test('times are in UTC with Z, and `modified` only of what was edited', () => {
    for (const one of items) expect(one['created']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(item('comment')['modified']).toBe('2026-11-02T09:00:00.000Z');
    expect(item('question')).not.toHaveProperty('modified');
  });

  test.each([
    ['highlight', 'highlighting'],
    ['comment', 'commenting'],
    ['question', 'questioning'],
    ['reply', 'replying'],
    ['page', 'commenting'],
    ['bookmark', 'bookmarking'],
  ])('the motivation of a %s is %s', (name, motivation) => {
    expect(item(name)['motivation']).toBe(motivation);
  });

  test('words and tags are textual bodies; a highlight has none', () => {
    expect(item('comment')['body']).toEqual([
      {
        type: 'TextualBody',
        value: expect.stringContaining('**because**'),
        format: 'text/markdown',
        textDirection: 'auto',
        purpose: 'commenting',
      },
      { type: 'TextualBody', value: 'how we read', purpose: 'tagging' },
      { type: 'TextualBody', value: 'craft', purpose: 'tagging' },
    ]);
    expect(item('highlight')).not.toHaveProperty('body');
    expect(item('highlight')).not.toHaveProperty('bodyValue');
  });

  test('who wrote it and for whom', () => {
    expect(item('rtl')['creator']).toEqual({ id: urnOf(named('layla')), type: 'Person', name: 'ليلى منصور' });
    expect(item('rtl')['audience']).toEqual({
      id: urnOf(named('circle')),
      type: 'Audience',
      'schema:name': 'Measures and margins',
    });
  });
});

describe('target (model §4)', () => {
  test('a passage has one source and our selectors, counted in code points', () => {
    const { target } = item('comment');
    expect(target).toMatchObject({ type: 'SpecificResource', source: 'https://example.org/reading?page=1' });
    expect(target.selector.map(({ type }) => type)).toEqual([
      'TextQuoteSelector',
      'TextPositionSelector',
      'RangeSelector',
    ]);
    expect(target.selector[0]?.exact).toBe('a bright 🌙 idea');
    expect(target.selector[1]).toMatchObject({ start: 120, end: 135 });
  });

  test('an image is an element, and the words that stand for it', () => {
    expect(item('image').target.selector).toEqual([
      { type: 'TextQuoteSelector', exact: 'Low tide at the quay', prefix: 'before ', suffix: ' after' },
      { type: 'TextPositionSelector', start: 300, end: 300 },
      { type: 'XPathSelector', value: '/html[1]/body[1]/figure[1]/img[1]' },
    ]);
  });

  test('a page note targets the page, a reply what it answers, even if that is gone', () => {
    expect(item('page')['target']).toBe('https://example.org/reading?page=1');
    expect(item('reply')['target']).toBe(urnOf(named('comment')));
    expect(item('orphan-reply')['target']).toBe(urnOf(named('deleted')));
    expect(item('orphan-reply')['as:context'].id).toBe('https://example.org/reading?page=1');
  });

  test('what a hostile client wrote is brought into form', () => {
    const [quote, position, fragment] = item('hostile').target.selector;
    expect(quote?.exact).toBe('a\n\n# b');
    expect(position).toMatchObject({ start: 3, end: 9 });
    expect(fragment?.conformsTo).toBe('about:invalid#relative');
    expect(item('hostile')['body']).toMatchObject([{ value: 'half \ufffd an emoji' }, { value: '\ufffd' }]);
  });
});

test('the order is that of the text, replies after what they answer', () => {
  const names = ['page', 'highlight', 'comment', 'reply', 'reply-2', 'question'];
  const places = names.map((name) => items.indexOf(item(name)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('an identifier is its own UUID', () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, at) => at * 25);
  expect(urnOf(newId(0x0123456789ab, () => bytes))).toBe('urn:uuid:01234567-89ab-7019-b24b-647d96afc8e1');
});

test('a foreign identifier with spare bits cannot take the name of ours', () => {
  expect(urnOf(named('x'))).not.toBe(urnOf(`${named('x').slice(0, 21)}B`));
});

test.each([
  ['https://example.org/a b|c', 'https://example.org/a%20b%7Cc'],
  ['http://[::1]:8787/x[1]', 'http://[::1]:8787/x%5B1%5D'],
  ['not an address', 'about:invalid#not%20an%20address'],
])('%s as an IRI', (address, iri) => {
  expect(iriOf(address)).toBe(iri);
});

test('a note of nobody known and no passage still has its form', () => {
  const [only] = JSON.parse(writeJsonLd(exportOf([makeNote('a', { author: { id: named('b'), name: '' } })]))).first
    .items;
  expect(only.creator).toEqual({ id: urnOf(named('b')), type: 'Person' });
  expect(only.target).toBe('https://example.org/reading?page=1');
});
