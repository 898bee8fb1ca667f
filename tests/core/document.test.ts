import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentKey, identifyDocument } from '../../src/core/document.ts';

const same: [string, string, string][] = [
  ['http and https', 'http://example.org/a', 'https://example.org/a'],
  ['www', 'https://www.example.org/a', 'https://example.org/a'],
  ['a place in the page', 'https://example.org/a#part-2', 'https://example.org/a'],
  ['text fragment', 'https://example.org/a#:~:text=hello', 'https://example.org/a'],
  ['tracking', 'https://example.org/a?utm_source=x&id=3&fbclid=y', 'https://example.org/a?id=3'],
  ['order of parameters', 'https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
  ['name and password', 'https://me:secret@example.org/a', 'https://example.org/a'],
  ['default port', 'https://example.org:443/a', 'https://example.org/a'],
];
const different: [string, string, string][] = [
  ['path', 'https://example.org/a', 'https://example.org/b'],
  ['case of the path', 'https://example.org/A', 'https://example.org/a'],
  ['trailing slash', 'https://example.org/a/', 'https://example.org/a'],
  ['parameter that names what is read', 'https://example.org/?p=1', 'https://example.org/?p=2'],
  ['route of an application', 'https://example.org/#/one', 'https://example.org/#/two'],
  ['hash-bang route', 'https://example.org/#!one', 'https://example.org/#!two'],
  ['port', 'http://127.0.0.1:8000/a', 'http://127.0.0.1:8001/a'],
  ['subdomain', 'https://a.example.org/', 'https://b.example.org/'],
  ['file', 'file:///home/a.html', 'file:///home/b.html'],
];

describe('documentKey', () => {
  test.each(same)('one document: %s', (_, a, b) => expect(documentKey(a)).toBe(documentKey(b)));
  test.each(different)('two documents: %s', (_, a, b) => expect(documentKey(a)).not.toBe(documentKey(b)));
  test.each(['about:blank', 'chrome://settings', 'data:text/html,hi', 'javascript:1', 'not an address', ''])(
    'no document: %s',
    (url) => expect(documentKey(url)).toBeNull(),
  );
  test('is stable: the key of a normalised address is the same key', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const identity = identifyDocument({ url });
        expect(identity && documentKey(identity.source)).toBe(documentKey(url));
      }),
    );
  });
});

describe('identifyDocument', () => {
  const keys = (url: string, canonical: string) => identifyDocument({ url, canonical })?.keys.length;

  test('believes a canonical link within its own site', () => {
    expect(keys('https://example.org/a?print=1', 'https://example.org/a')).toBe(2);
    expect(keys('https://m.example.org/a', 'https://example.org/a')).toBe(2);
  });
  test('a page cannot attach itself to another site', () => {
    expect(keys('https://evil.example/x', 'https://bank.example/')).toBe(1);
    expect(keys('http://127.0.0.1:1/x', 'http://127.0.0.1:2/x')).toBe(1);
  });
  test('a front page as canonical of everything is not believed', () => {
    expect(keys('https://example.org/deep', 'https://example.org/')).toBe(1);
  });
  test('never keeps a password, and has a title to show', () => {
    const identity = identifyDocument({ url: 'https://me:secret@example.org/a?gclid=1', title: '  ' });
    expect(identity).toEqual({
      source: 'https://example.org/a',
      keys: ['//example.org/a'],
      title: 'https://example.org/a',
    });
  });
});
