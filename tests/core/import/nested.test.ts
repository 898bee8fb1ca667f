/** A record of an imported file that is nested as deep as it is long is named as not taken, and holds back no other. */
import { expect, test } from 'vitest';
import { readGiven } from '../../../src/core/import/importers.ts';

const DEPTH = 100_000;
const nested = {
  lists: '['.repeat(DEPTH) + ']'.repeat(DEPTH),
  objects: '{"a":'.repeat(DEPTH) + '1' + '}'.repeat(DEPTH),
};
const annotation = (id: string): string =>
  `"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x:${id}", "type": "Annotation", "bodyValue": "words", "target": "https://example.org/"`;
const row = (id: string): string =>
  `"id": "${id}", "uri": "https://example.org/", "text": "words", "created": "2024-01-01T00:00:00Z", "target": [{"source": "https://example.org/"}]`;

test.each(
  [
    ['extra', 'body', 'target', 'creator', 'created', 'audience', 'via', 'as:context'].map(
      (key) => [key, annotation] as const,
    ),
    ['extra', 'text', 'target', 'references', 'user', 'document'].map((key) => [key, row] as const),
  ].flat(),
)('in %s', (key, record) => {
  for (const deep of Object.values(nested)) {
    const given = readGiven({ text: `[{${record('one')}}, {${record('two')}, "${key}": ${deep}}]` });
    expect(given?.notes.length).toBeGreaterThanOrEqual(1);
    expect((given?.notes.length ?? 0) + (given?.rejected.length ?? 0)).toBe(2);
  }
});

test('a file that is nothing but that is none', () => {
  for (const deep of Object.values(nested)) expect(readGiven({ text: deep })?.notes ?? []).toEqual([]);
});
