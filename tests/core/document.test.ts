import { describe, expect, test } from 'vitest';
import { keysToTell } from '../../src/core/document/doi-hosts.ts';
import { documentKey, identifyDocument, presentKeys, type PageFacts } from '../../src/core/document.ts';
import { target } from '../../src/core/record.ts';
import * as v from 'valibot';
import * as addresses from './document/address-cases.ts';
import * as claims from './document/claim-cases.ts';
import { fc } from '../laws.ts';

const keysOf = (page: string | PageFacts): string[] =>
  identifyDocument(typeof page === 'string' ? { url: page } : page)?.keys ?? [];
const meet = (a: string | PageFacts, b: string | PageFacts): boolean => {
  const [ours, theirs] = [keysOf(a), keysOf(b)];
  expect(ours.length * theirs.length).toBeGreaterThan(0);
  return ours.some((key) => theirs.includes(key));
};

describe('by its address', () => {
  test.each(addresses.same)('one document: %s', (_, a, b) => {
    expect(documentKey(a)).not.toBeNull();
    expect(documentKey(a)).toBe(documentKey(b));
  });
  test.each(addresses.different)('two documents: %s', (_, a, b) => expect(meet(a, b)).toBe(false));
  test.each([
    'about:blank',
    'chrome://settings',
    'data:text/html,hi',
    'javascript:1',
    'blob:https://a.example/1',
    'no',
    '',
  ])('no document: %s', (url) => expect([documentKey(url), identifyDocument({ url })]).toEqual([null, null]));
});

describe('by what it says of itself', () => {
  test.each(claims.same)('one document: %s', (_, a, b) => expect(meet(a, b)).toBe(true));
  test.each(claims.different)('two documents: %s', (_, a, b) => expect(meet(a, b)).toBe(false));
  test('the first key is of its address, whatever it claims', () => {
    for (const [, page] of [...claims.same, ...claims.different]) expect(keysOf(page)[0]).toBe(documentKey(page.url));
  });
});

const anyUrl = fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] });
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const NOISE = ['utm_source=a%20b', 'fbclid=x', 'gclid', 'mc_eid=9', '_ga=1.2', 'PHPSESSID=q', 'X-Amz-Signature=0'];

describe('for any address', () => {
  const allCases = [...addresses.same, ...addresses.different].flatMap(([, a, b]) => [a, b]);

  test('the key is a normal form: its own present form, and that of the source kept with a note', () => {
    const holds = (url: string): void => {
      const key = documentKey(url) ?? '';
      expect(presentKeys([key])).toEqual([key]);
      if (!url.startsWith('file:') && !url.includes('token='))
        expect(documentKey(identifyDocument({ url })?.source ?? '')).toBe(key);
    };
    allCases.forEach(holds);
    fc.assert(fc.property(anyUrl, holds));
  });
  test('nothing that a page can say is thrown at, and what comes of it can be kept with a note', () => {
    const any = fc.record({
      url: fc.oneof(
        anyUrl,
        anyText,
        fc.string({ maxLength: 9000 }).map((path) => `https://a.example/${path}`),
      ),
      canonical: fc.oneof(anyUrl, anyText),
      amp: fc.oneof(anyUrl, anyText),
      saidAt: fc.oneof(anyUrl, anyText),
      dois: fc.array(
        fc.oneof(
          anyText,
          anyText.map((text) => `10.1234/${text}`),
        ),
        { maxLength: 8 },
      ),
      fingerprint: anyText,
    });
    fc.assert(
      fc.property(any, (facts) => {
        const identity = identifyDocument(facts);
        if (identity) expect(v.is(target, { ...identity, selectors: [] })).toBe(true);
      }),
    );
  });
  test('of long addresses the end counts as well', () => {
    const long = `https://example.org/?q=${'%C3%A9'.repeat(10_000)}`;
    const [a, b] = [identifyDocument({ url: `${long}a` }), identifyDocument({ url: `${long}b` })];
    expect(a?.keys).not.toEqual(b?.keys);
    expect(v.is(target, { ...a, selectors: [] })).toBe(true);
  });
  test('tracking and the order of parameters change nothing', () => {
    const parameter = fc.tuple(fc.stringMatching(/^[b-df-hj-np-tv-z]{1,6}$/), fc.webSegment());
    const query = fc.uniqueArray(parameter, { selector: ([name]) => name, maxLength: 5 });
    fc.assert(
      fc.property(query, fc.shuffledSubarray(NOISE), fc.webSegment(), (parameters, noise, path) => {
        const written = parameters.map(([name, value]) => `${name}=${value}`);
        const plain = `https://example.org/${path}?${written.join('&')}`;
        const other = `http://www.example.org/${path}?${[...written.toReversed(), ...noise].join('&')}`;
        expect(documentKey(other)).toBe(documentKey(plain));
      }),
    );
  });
  test('another id is another document, wherever it stands', () => {
    const places = [
      (id: string) => `https://example.org/view.php?id=${id}`,
      (id: string) => `https://example.org/${id}`,
      (id: string) => `https://example.org/#/item/${id}`,
      (id: string) => `https://example.org/x?token=0123456789abcdef${id}`,
      (id: string) => `https://example.org/${'long/'.repeat(600)}?id=${id}`,
      (id: string) => `file:///home/ada/${id}.html`,
    ];
    const id = fc.stringMatching(/^[a-z\d]{1,20}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        id,
        id,
        (at, a, b) => (documentKey(at(a)) === documentKey(at(b))) === (a === b),
      ),
    );
  });
});

describe('what is the reader’s own', () => {
  const SECRET = 'S3cret0123456789abcdef';
  test.each([
    `https://${SECRET}:${SECRET}@example.org/a`,
    `https://example.org/a;jsessionid=${SECRET}`,
    `https://example.org/a?access_token=${SECRET}`,
    `https://example.org/a?id=1&token=${SECRET}&api_key=${SECRET}`,
    `https://example.org/a?password=${SECRET}`,
    `https://example.org/a?sesskey=${SECRET}&wstoken=${SECRET}`,
    `https://example.org/cas?ticket=ST-1-${SECRET}`,
    `https://example.org/cb?code=${SECRET}&id_token=${SECRET}`,
    `https://example.org/a?reset_token=abcdefghijkl&key=${SECRET}`,
    `https://example.org/a#access_token=${SECRET}`,
    `https://example.org/#/a?access_token=${SECRET}`,
    `https://files.example/a.pdf?X-Amz-Signature=${SECRET}&X-Amz-Security-Token=${SECRET}`,
    `https://example.org/(S(${SECRET.toLowerCase()}))/a`,
    `https://www-example-org.cdn.ampproject.org/c/s/example.org/a?auth_token=${SECRET}`,
    `file:///home/${SECRET}/a.html`,
  ])('is in no key and no source: %s', (url) => {
    const facts = { url, canonical: url, amp: url, saidAt: url };
    expect(JSON.stringify(identifyDocument(facts)).toLowerCase()).not.toContain(SECRET.toLowerCase());
  });
  test('a file keeps its name and nothing of where it lies', () => {
    const identity = identifyDocument({ url: 'file:///home/ada/Reading%20list.html#x', title: '' });
    expect(identity?.source).toBe('file:///Reading%20list.html');
    expect(identity?.keys).toEqual([expect.stringMatching(/^urn:x-file:[\da-f]{32}$/)]);
  });
});

test('keys of older versions are given their present form; others stay', () => {
  expect(presentKeys(['//www.example.org/%7Ea?gbraid=1', '//example.org/~a', 'doi:10.1/x', 'urn:x-pdf:ab'])).toEqual([
    '//example.org/~a',
    'doi:10.1/x',
    'urn:x-pdf:ab',
  ]);
  expect(presentKeys(['file:///home/ada/a.html'])).toEqual([documentKey('file:///home/ada/a.html')]);
});

test('a page is told of a DOI’s passages only where articles are kept, over TLS', () => {
  const keys = ['//x/a', 'doi:10.1/x'];
  expect(keysToTell(keys, 'https://www.nature.com/articles/x')).toEqual(keys);
  expect(keysToTell(keys, 'https://www-nature-com.uni.idm.oclc.org/articles/x')).toEqual(keys);
  for (const url of [
    'http://www.nature.com/x',
    'https://nature.com.evil.example/',
    'https://evilnature.com/',
    'https://evil.example/nature.com',
  ])
    expect(keysToTell(keys, url)).toEqual(['//x/a']);
});
