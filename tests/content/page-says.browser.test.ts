/** What is read of a page, in a real DOM; what is believed of it is tests/core/document. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as v from 'valibot';
import { pageReader } from '../../src/content/page-says.ts';
import { factsOf, type PageSays } from '../../src/core/page-says.ts';
import { pageFacts, pageSays } from '../../src/protocol/from-content.ts';

const home = location.href;
/** As it goes over the border, and is understood behind it. */
const understood = (says: PageSays) => v.parse(pageFacts, factsOf(v.parse(pageSays, says)));
const read = () => understood(pageReader(document)());
const say = (html: string) => document.head.insertAdjacentHTML('beforeend', html);

let before: string;
beforeEach(() => {
  before = document.head.innerHTML;
});
afterEach(() => {
  document.head.innerHTML = before;
  history.replaceState(null, '', home);
});

test('a page that says nothing has an address and a title', () => {
  document.title = 'A reading';
  expect(read()).toEqual({
    url: home,
    title: 'A reading',
    canonical: '',
    amp: '',
    dois: [],
    saidAt: home,
    optedOut: false,
  });
});

test('its names are read, absolute', () => {
  say('<LINK REL="Canonical" href="/a"><link rel="amphtml" href="/a/amp"><meta property="og:url" content="/b">');
  say('<meta name="citation_doi" content="10.1/a"><meta name="DC.Identifier" content="doi:10.1/b">');
  say('<meta name="prism.doi" content="10.1/c"><meta name="citation_reference" content="10.1/d">');
  const { origin } = location;
  expect(read()).toMatchObject({ canonical: `${origin}/a`, amp: `${origin}/a/amp` });
  expect(read().dois).toEqual(['10.1/a', 'doi:10.1/b', '10.1/c']);
});

test('a link that is no address is said as it stands, also by a browser without URL.parse (Chromium 125)', () => {
  const parse = Object.getOwnPropertyDescriptor(URL, 'parse') ?? {};
  Reflect.deleteProperty(URL, 'parse');
  try {
    say('<link rel="canonical" href="/a"><link rel="amphtml" href="http://[">');
    expect(read()).toMatchObject({ canonical: `${location.origin}/a`, amp: 'http://[' });
  } finally {
    Object.defineProperty(URL, 'parse', parse);
  }
});

test('what a meta element says is no address, whatever else it has (RDFa allows it a rel)', () => {
  say('<meta rel="cite:doi" name="citation_doi" content="10.1/a"><meta rel="x" property="og:url" content="b">');
  expect(read()).toMatchObject({ canonical: 'b', dois: ['10.1/a'] });
});

test('og:url counts where there is no canonical link, and of two different links none does', () => {
  say('<meta property="og:url" content="https://a.example/b">');
  expect(read().canonical).toBe('https://a.example/b');
  say('<link rel="canonical" href="https://a.example/a"><link rel="canonical" href="https://a.example/a">');
  expect(read().canonical).toBe('https://a.example/a');
  say('<link rel="canonical" href="https://a.example/c">');
  expect(read().canonical).toBe('');
});

test('a page cannot say which PDF it is', () => {
  expect(v.parse(pageFacts, { ...read(), fingerprint: 'ab'.repeat(16) })).toEqual(read());
});

test('a page that says too much passes the border all the same', () => {
  const long = 'x'.repeat(70_000);
  say(`<link rel="canonical" href="https://a.example/${long}"><link rel="amphtml" href="https://a.example/${long}">`);
  for (let n = 0; n < 8; n++) say(`<meta name="citation_doi" content="10.1/${n}${n === 3 ? long : ''}">`);
  document.title = long;
  expect(read()).toMatchObject({ canonical: '', amp: '' });
  expect(read().dois).toHaveLength(7);
  say('<meta name="citation_doi" content="10.1/8">');
  expect(read().dois).toEqual([]);
  history.replaceState(null, '', `?${long}`);
  expect(read().url).toHaveLength(65_536);
});

test('claims without end are not read at all', () => {
  say('<link rel="canonical" href="/a">');
  expect(read().canonical).toBe(`${location.origin}/a`);
  say('<meta name="x.doi" content="10.1/a">'.repeat(100));
  expect(pageReader(document)().head).toEqual([]);
});

test('what the page says still is remembered with where it said it first', () => {
  const says = pageReader(document);
  const facts = () => understood(says());
  say('<link rel="canonical" href="/one">');
  expect(facts().saidAt).toBe(home);
  history.pushState(null, '', '/two#part');
  expect(facts()).toMatchObject({ url: `${location.origin}/two#part`, saidAt: home });
  // Half of it renewed is not all of it.
  say('<meta name="citation_doi" content="10.1/two">');
  expect(facts().saidAt).toBe(home);
  document.querySelector('link[rel="canonical"]')?.setAttribute('href', '/two');
  expect(facts().saidAt).toBe(location.href);
});

test('a place in the page does not hide that it went on', () => {
  const says = pageReader(document);
  const facts = () => understood(says());
  say('<link rel="canonical" href="/one">');
  facts();
  history.pushState(null, '', '/two');
  say('<meta name="citation_doi" content="10.1/two">');
  facts();
  history.pushState(null, '', '/two#part');
  expect(facts().saidAt).toBe(home);
});
