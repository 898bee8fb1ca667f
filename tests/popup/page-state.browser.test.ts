import { expect, test } from 'vitest';
import { stateOfAddress, stateOfPage } from '../../src/popup/page-state.ts';

const facts = { url: 'https://example.org/a', title: 'A', optedOut: false };
const tab = (url: string, title = 'Tab') => ({ url, title });

test.each([
  ['chrome://settings/', 'browser-page'],
  ['about:blank', 'browser-page'],
  ['chrome-extension://abc/page.html', 'browser-page'],
  ['view-source:https://example.org/', 'browser-page'],
  ['https://chromewebstore.google.com/detail/x', 'store-page'],
  ['https://addons.mozilla.org/en-US/', 'store-page'],
  ['', 'no-tab'],
  ['https://example.org/', null],
  ['file:///home/me/a.html', null],
])('%s is blocked by its address: %s', (url, blocked) => {
  expect(stateOfAddress(url, '').blocked).toBe(blocked);
});

test('notes are looked for by address before the page has answered', () => {
  expect(stateOfAddress('http://www.example.org/a?utm_source=x#part', 'A').keys).toEqual(['//example.org/a']);
});

test('a page that answers is known by all its names', () => {
  const state = stateOfPage(tab(facts.url), { ...facts, canonical: 'https://example.org/b' }, true);
  expect(state).toEqual({ keys: ['//example.org/a', '//example.org/b'], title: 'A', blocked: null });
});

test.each([
  ['https://example.org/a', true, 'no-script'],
  ['https://example.org/a.PDF?x=1', true, 'pdf'],
  ['file:///home/me/a.html', false, 'file-permission'],
  ['file:///home/me/a.html', true, 'no-script'],
])('%s without an answer, files allowed %s: %s', (url, allowed, blocked) => {
  expect(stateOfPage(tab(url), null, allowed).blocked).toBe(blocked);
});

test('a page whose owner opted out is left alone', () => {
  expect(stateOfPage(tab(facts.url), { ...facts, optedOut: true }, true).blocked).toBe('opted-out');
});

test('an article about a PDF is not a PDF', () => {
  const url = 'https://example.org/File:Paper.pdf';
  expect(stateOfPage(tab(url), { ...facts, url, title: 'File: Paper' }, true).blocked).toBeNull();
  expect(stateOfPage(tab(url), { ...facts, url, title: '' }, true).blocked).toBe('pdf');
});
