/** What the copied head of a page means, without a page; how it is copied is tests/content/page-says. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { factsOf, LONGEST_CLAIM, MOST_CLAIMS, type HeadClaim, type PageSays } from '../../src/core/page-says.ts';
import { pageFacts, pageSays } from '../../src/protocol/from-content.ts';
import { fc } from '../laws.ts';

const HERE = 'https://a.example/two#part';
const BEFORE = 'https://a.example/one';
const link = (rel: string, value: string, at?: string): HeadClaim => ({ kind: `${rel}\n\n`, value, at });
const meta = (name: string, value: string, at?: string): HeadClaim => ({ kind: `\n\n${name}`, value, at });
const ogUrl = (value: string, at?: string): HeadClaim => ({ kind: '\nog:url\n', value, at });
const saying = (...head: HeadClaim[]): PageSays => ({ url: HERE, title: 'Two', head, optedOut: false });
const facts = (...head: HeadClaim[]) => factsOf(saying(...head));
const times = (count: number, claim: HeadClaim) => Array.from({ length: count }, () => claim);

test('a page that says nothing is where it is', () => {
  const nothing = { canonical: '', amp: '', dois: [], saidAt: HERE };
  expect(facts()).toEqual({ url: HERE, title: 'Two', ...nothing, optedOut: false });
  expect(factsOf({ ...saying(), optedOut: true }).optedOut).toBe(true);
  const others = [
    link('next', '/3'),
    link('canonical-ish', '/4'),
    meta('doi.of.another', '10.1/a'),
    meta('', '10.1/b'),
  ];
  expect(facts(...others)).toMatchObject(nothing);
});

describe('its canonical address', () => {
  test.each<[string, HeadClaim[], string]>([
    ['a link, whatever else it is', [link('alternate\t CANONICAL', '/a')], '/a'],
    ['the link before og:url', [ogUrl('/b'), link('canonical', '/a')], '/a'],
    ['og:url where there is no link, the first of several', [ogUrl('/a'), ogUrl('/b')], '/a'],
    ['two links that say the same', times(2, link('canonical', '/a')), '/a'],
    ['none of two that differ, nor og:url then', [link('canonical', '/a'), link('canonical', '/b'), ogUrl('/c')], ''],
    ['none of nine, nor og:url then', [...times(9, link('canonical', '/a')), ogUrl('/c')], ''],
    ['none of nine og:url', times(9, ogUrl('/a')), ''],
    ['the longest', [link('canonical', 'x'.repeat(LONGEST_CLAIM - 1))], 'x'.repeat(LONGEST_CLAIM - 1)],
    ['none that is longer, which may be cut', [link('canonical', 'x'.repeat(LONGEST_CLAIM)), ogUrl('/c')], ''],
    ['none of a short one and a longer', [link('canonical', '/a'), link('canonical', 'x'.repeat(LONGEST_CLAIM))], ''],
  ])('%s', (_, head, canonical) => expect(facts(...head).canonical).toBe(canonical));
});

test('its AMP page is the first of no more than eight', () => {
  expect(facts(link('amphtml', '/a'), link('AMPHTML', '/b')).amp).toBe('/a');
  expect(facts(...times(9, link('amphtml', '/a'))).amp).toBe('');
});

test('its DOIs are those of citation metadata, no more than eight, and without what is too long for one', () => {
  const names = ['citation_doi', 'prism.DOI', 'bepress_citation_doi', 'DC.Identifier', 'dc.identifier.uri'];
  expect(facts(...names.map((name, at) => meta(name, `10.1/${at}`))).dois).toHaveLength(names.length);
  const long = meta('citation_doi', 'x'.repeat(301));
  expect(facts(long, meta('citation_doi', 'x'.repeat(300))).dois).toEqual(['x'.repeat(300)]);
  expect(facts(long, ...times(8, meta('citation_doi', '10.1/a'))).dois).toEqual([]);
});

describe('where it said so first', () => {
  test.each<[string, HeadClaim[], string]>([
    ['here', [link('canonical', '/a')], HERE],
    ['elsewhere, if only one of its names', [link('canonical', '/a'), meta('doi', '10.1/a', BEFORE)], BEFORE],
    [
      'on another page rather than at another place',
      [link('canonical', '/a', `${HERE}2`), ogUrl('/b'), meta('doi', 'x', BEFORE)],
      BEFORE,
    ],
    ['at another place, where there is no other page', [link('canonical', '/a', `${HERE}2`)], `${HERE}2`],
    [
      'not where it said what does not count',
      [link('canonical', '/a'), ogUrl('/b', BEFORE), link('next', '/c', BEFORE)],
      HERE,
    ],
    ['not where it said what is too long', [link('amphtml', 'x'.repeat(LONGEST_CLAIM), BEFORE)], HERE],
    ['not where it said nothing', [meta('doi', '', BEFORE)], HERE],
  ])('%s', (_, head, saidAt) => expect(facts(...head).saidAt).toBe(saidAt));
});

describe('laws', () => {
  const word = fc.constantFrom(
    'canonical',
    'Canonical',
    'amphtml',
    'og:url',
    'citation_doi',
    'DC.identifier',
    'next',
    ' ',
    '\n',
    '\t',
  );
  const kind = fc.oneof(
    fc.tuple(word, word, word).map((parts) => parts.join('\n')),
    fc.array(word).map((words) => words.join('').slice(0, 1024)),
    fc.string({ maxLength: 1024, unit: 'binary' }),
  );
  const value = fc.oneof(
    fc.constantFrom('', '/a', '/b', '10.1/a'),
    fc.string({ unit: 'binary' }),
    fc.nat(LONGEST_CLAIM).map((length) => 'x'.repeat(length)),
  );
  const at = fc.constantFrom(undefined, BEFORE, `${HERE}2`, 'x'.repeat(65_536));
  const claim = fc.record({ kind, value, at });
  const said = fc.record({
    url: fc.constantFrom(HERE, BEFORE, 'x'.repeat(65_536)),
    title: fc.string({ maxLength: 1024 }),
    head: fc.array(claim, { maxLength: MOST_CLAIMS }),
    optedOut: fc.boolean(),
  });

  test('what passes the border means something that passes the next, and says nothing that was not said', () => {
    fc.assert(
      fc.property(said, (says) => {
        const meant = factsOf(v.parse(pageSays, says));
        expect(v.parse(pageFacts, meant)).toEqual(meant);
        const values = new Set(says.head.map((one) => one.value));
        for (const name of [meant.canonical, meant.amp, ...meant.dois]) if (name !== '') expect(values).toContain(name);
        expect([says.url, ...says.head.map((one) => one.at)]).toContain(meant.saidAt);
      }),
    );
  });

  test('what is no name changes nothing, wherever it stands', () => {
    const noName = fc.record({ kind: fc.constantFrom('next\n\n', '\nog:title\n', '\n\nauthor'), value, at });
    fc.assert(
      fc.property(said, fc.array(fc.tuple(noName, fc.nat(MOST_CLAIMS))), (says, more) => {
        const head = [...says.head];
        for (const [one, place] of more) head.splice(place, 0, one);
        expect(factsOf({ ...says, head })).toEqual(factsOf(says));
      }),
    );
  });

  test('a page that has not gone on says it where it is', () => {
    fc.assert(
      fc.property(said, (says) => {
        const head = says.head.map((one) => ({ ...one, at: undefined }));
        expect(factsOf({ ...says, head }).saidAt).toBe(says.url);
      }),
    );
  });
});
