import { expect, test } from 'vitest';
import { citationFrom } from '../../src/core/citation-claims.ts';
import { identifyDocument } from '../../src/core/document.ts';

const claims = (said: Record<string, string | string[]>) =>
  Object.entries(said).flatMap(([name, contents]) => [contents].flat().map((content) => ({ name, content })));

const highwire = claims({
  'og:title': 'On tides | Journal',
  'og:site_name': 'Example Press',
  citation_title: 'On tides',
  citation_author: ['Mora, Ines', 'Kenji Morita'],
  citation_publication_date: '2024/3/9',
  citation_journal_title: 'Journal of Margins',
  citation_volume: '12',
  citation_firstpage: '101',
  citation_lastpage: '119',
});

test('what scholarly sites write for it comes before what they write for sharing', () => {
  expect(citationFrom(highwire)).toEqual({
    type: 'article-journal',
    title: 'On tides',
    authors: ['Mora, Ines', 'Kenji Morita'],
    issued: '2024-03-09',
    container: 'Journal of Margins',
    volume: '12',
    pages: '101–119',
  });
});

test('Dublin Core and Open Graph where there is nothing better', () => {
  expect(citationFrom(claims({ 'DC.creator': 'Mora, Ines; Morita, Kenji', 'DC.date': '2020' }))).toEqual({
    authors: ['Mora, Ines', 'Morita, Kenji'],
    issued: '2020',
  });
  const shared = claims({ 'og:title': 'x', 'og:site_name': 'A site', 'article:author': 'https://example.org/me' });
  expect(citationFrom(shared)).toEqual({ title: 'x', container: 'A site' });
});

test('a title alone cites nothing, and what is out of form does not take the rest along', () => {
  expect(citationFrom(claims({ 'og:title': 'x' }))).toBeNull();
  expect(citationFrom(claims({ author: 'Ines', citation_date: 'soon', citation_volume: 'v'.repeat(99) }))).toEqual({
    authors: ['Ines'],
  });
});

test('it goes with the page, and not with the page that an application was at before', () => {
  const url = 'https://example.org/two';
  expect(identifyDocument({ url, about: highwire })?.citation?.title).toBe('On tides');
  expect(identifyDocument({ url, about: highwire, saidAt: 'https://example.org/one' })).not.toHaveProperty('citation');
  expect(identifyDocument({ url })).not.toHaveProperty('citation');
});
