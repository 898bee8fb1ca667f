/** What is read out of a page's head to cite it by: in its elements and in its scripts, and no more than the border lets through. */
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { readAbout } from '../../src/content/page-about.ts';
import { citationFrom } from '../../src/core/citation-claims.ts';
import { pageFacts } from '../../src/protocol/from-content.ts';

const page = document.implementation.createHTMLDocument();
beforeEach(() => page.head.replaceChildren());

const say = (html: string): void => page.head.insertAdjacentHTML('beforeend', html);
const sayJson = (json: unknown, type = 'application/ld+json'): void => {
  const script = page.createElement('script');
  script.type = type;
  script.textContent = typeof json === 'string' ? json : JSON.stringify(json);
  page.head.append(script);
};
const news = { '@type': 'NewsArticle', headline: 'Low water', author: { name: 'Ada' }, datePublished: '2024-03-09' };

test('scripts of schema.org stand beside elements', () => {
  say('<meta property="og:site_name" content="The Quay">');
  sayJson({ '@context': 'https://schema.org', ...news }, 'application/LD+json');
  expect(citationFrom(readAbout(page))).toEqual({
    type: 'article-newspaper',
    title: 'Low water',
    authors: ['Ada'],
    issued: '2024-03-09',
    container: 'The Quay',
  });
});

test('a script that is no JSON takes nothing along, and one of another kind or place is none', () => {
  sayJson('{"@type":"Book",');
  sayJson('');
  sayJson('['.repeat(90_000));
  sayJson({ '@type': 'Book', name: 'x', author: 'y' }, 'application/json');
  page.body.innerHTML = `<script type="application/ld+json">${JSON.stringify({ '@type': 'Book', name: 'x' })}</script>`;
  sayJson(news);
  expect(citationFrom(readAbout(page))).toMatchObject({ title: 'Low water', type: 'article-newspaper' });
});

test('too much of it is not read', () => {
  sayJson({ ...news, articleBody: 'x'.repeat(100_000) });
  expect(readAbout(page)).toEqual([]);
  for (let n = 0; n < 8; n++) sayJson('{}');
  sayJson(news);
  expect(readAbout(page)).toEqual([]);
});

test('whatever stands there, the border lets it through', () => {
  for (let n = 0; n < 100; n++) say(`<meta name="citation_author" content="Author ${n}">`);
  sayJson({ ...news, author: Array.from({ length: 100 }, (_, n) => `Other ${n}`), headline: 'x'.repeat(501) });
  const about = readAbout(page);
  expect(v.is(pageFacts, { url: '', title: '', optedOut: false, about })).toBe(true);
  expect(about.map(({ name }) => name)).toContain('schema:issued');
});
