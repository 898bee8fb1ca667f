/** What pages say in JSON-LD, as sites write it, and as nobody should. */
import { describe, expect, test } from 'vitest';
import { citationFrom } from '../../src/core/citation-claims.ts';
import { schemaClaims } from '../../src/core/schema-org.ts';

const cited = (...documents: unknown[]) => citationFrom(schemaClaims(documents));
const context = { '@context': 'https://schema.org' };

describe('as sites write it', () => {
  test('an article of an issue of a volume of a journal', () => {
    const article = {
      ...context,
      '@type': 'ScholarlyArticle',
      headline: 'On  tides',
      author: [
        { '@type': 'Person', familyName: 'Mora', givenName: 'Ines' },
        { '@type': 'Person', name: 'Kenji Morita' },
      ],
      datePublished: '2024-03-09T08:00:00Z',
      pageStart: 101,
      pageEnd: '119',
      isPartOf: {
        '@type': 'PublicationIssue',
        name: 'Issue 3',
        issueNumber: 3,
        isPartOf: {
          '@type': ['PublicationVolume', 'Periodical'],
          volumeNumber: '12',
          isPartOf: { '@type': 'Periodical', name: 'Journal of Margins', issn: ['1234-5678', '8765-4321'] },
        },
      },
      publisher: { '@type': 'Organization', name: 'Example Press' },
    };
    expect(cited(article)).toEqual({
      type: 'article-journal',
      title: 'On tides',
      authors: ['Mora, Ines', 'Kenji Morita'],
      issued: '2024-03-09',
      container: 'Journal of Margins',
      publisher: 'Example Press',
      volume: '12',
      issue: '3',
      pages: '101–119',
      issn: '1234-5678',
    });
  });

  test('a graph in which things are named by their addresses', () => {
    const graph = [
      { '@type': 'WebSite', '@id': '#site', name: 'The Quay', publisher: { '@id': '#press' } },
      { '@type': 'WebPage', '@id': '#page', name: 'Low water | The Quay', isPartOf: { '@id': '#site' } },
      {
        '@type': ['Article', 'BlogPosting'],
        headline: 'Low water',
        author: { '@type': 'Person', '@id': '#ada' },
        isPartOf: { '@id': '#page' },
        publisher: { '@id': '#press' },
        datePublished: '2023-05',
      },
      { '@type': 'Person', '@id': '#ada', name: 'Ada' },
      { '@type': 'Organization', '@id': '#press', name: 'Quay Press' },
    ];
    expect(cited({ ...context, '@graph': graph })).toMatchObject({
      title: 'Low water',
      authors: ['Ada'],
      issued: '2023-05',
      publisher: 'Quay Press',
    });
  });

  test.each([
    ['Book', 'book'],
    ['NewsArticle', 'article-newspaper'],
    ['http://schema.org/BlogPosting', 'post-weblog'],
    ['schema:Thesis', 'thesis'],
    ['WebPage', 'webpage'],
    ['Article', undefined],
  ])('%s', (type, kind) => {
    expect(cited({ '@type': type, name: 'x', author: 'Ada' })?.type).toBe(kind);
  });

  test('the work that a page is about comes before the page', () => {
    const page = {
      '@type': 'WebPage',
      name: 'Shop',
      author: 'Shop',
      mainEntity: { '@type': 'Book', name: 'Tides', isbn: '1' },
    };
    expect(cited([page])).toMatchObject({ type: 'book', title: 'Tides', isbn: '1' });
  });

  test('what scholarly sites write for it comes first, and what is for sharing last', () => {
    const claims = schemaClaims([
      { '@type': 'NewsArticle', headline: 'In JSON-LD', author: 'Ada', datePublished: '2024' },
    ]);
    const others = [
      { name: 'citation_title', content: 'By Highwire' },
      { name: 'og:title', content: 'For sharing' },
      { name: 'article:published_time', content: '2020' },
    ];
    expect(citationFrom([...others, ...claims])).toMatchObject({
      title: 'By Highwire',
      authors: ['Ada'],
      issued: '2024',
    });
  });
});

describe('as nobody should', () => {
  test('of several works nobody knows which is meant', () => {
    const posts = ['a', 'b'].map((name) => ({ '@type': 'BlogPosting', name, author: 'Ada' }));
    expect(schemaClaims(posts)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a number', 7],
    ['no list of types', { '@type': { a: 1 }, name: 'x' }],
    ['names that are none', { '@type': 'Book', name: { a: [] }, author: [[[]], null, 3.5, {}], isbn: true }],
    ['a prototype', JSON.parse('{"@type":"Book","__proto__":{"author":"x"},"constructor":{"name":1}}')],
  ])('%s', (_name, document) => {
    expect(() => schemaClaims([document])).not.toThrow();
    for (const { content } of schemaClaims([document])) expect(content).not.toBe('');
  });

  test('in a circle, and in a real one', () => {
    const one: Record<string, unknown> = {
      '@type': 'Article',
      '@id': '#1',
      name: 'x',
      isPartOf: { '@id': '#2' },
      author: { '@id': '#1' },
    };
    const two = { '@type': 'Periodical', '@id': '#2', isPartOf: { '@id': '#2' }, issueNumber: '1' };
    expect(schemaClaims([one, two]).length).toBeLessThan(50);
    one['@graph'] = [one];
    one['isPartOf'] = one;
    one['mainEntity'] = one;
    expect(schemaClaims([one]).length).toBeLessThan(50);
  });

  test('without an end: it is looked at for a moment, and says little', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => ({ '@type': 'Person', '@id': `#${at}`, name: 'x' }));
    let deep: object = {};
    for (let depth = 0; depth < 20_000; depth++) deep = { '@graph': [deep], isPartOf: deep, '@type': 'Person' };
    const begun = performance.now();
    const claims = schemaClaims([
      deep,
      { '@graph': many },
      { '@type': 'Book', name: 'y'.repeat(1e6), author: many, isPartOf: deep },
    ]);
    expect(performance.now() - begun).toBeLessThan(200);
    expect(claims.length).toBeLessThan(50);
    for (const { content } of claims) expect(content.length).toBeLessThanOrEqual(500);
  });
});
