import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes, RootContent } from 'mdast';
import { describe, expect, test } from 'vitest';
import type { ExportInput } from '../../../src/core/export/export-input.ts';
import { plainText } from '../../../src/core/plain-text.ts';
import { containedMarkdown, yamlText } from '../../../src/core/export/markdown-text.ts';
import { exportOf, makeNote, named, wholeText } from './every-kind.ts';
import { fc } from '../../laws.ts';

const passage = (exact: string, start = 5) => [
  { type: 'TextQuoteSelector' as const, exact },
  { type: 'TextPositionSelector' as const, start, end: start + 3 },
];

/** What a reader of the file sees after the front matter. */
const read = (markdown: string): RootContent[] => fromMarkdown(markdown.replace(/^---\n[^]*?\n---\n/, '')).children;
const writeMarkdown = (input: ExportInput): string => wholeText('markdown', input);
const outline = (markdown: string): string[] => read(markdown).map(({ type }) => type);

function everyNode(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(everyNode) : [])];
}

test('one document has its title and address in the front matter', () => {
  const text = writeMarkdown(exportOf([makeNote('a')]));
  expect(text).toMatch(/^---\ntitle: "A reading"\nsource: "https:\/\/example.org\/reading\?page=1"\n/);
  expect(text).toContain('\nexported: 2026-11-23T12:00:00.000Z\n');
  expect(text).toContain('\n# A reading\n');
});

test('notes stand in page order, by time on one passage, replies inside what they answer', () => {
  const text = writeMarkdown(
    exportOf([
      makeNote('later', { selectors: passage('the second', 90), text: 'four' }),
      makeNote('young', { selectors: passage('the first'), text: 'three', created: '2026-11-03T09:00:00.000Z' }),
      makeNote('old', { selectors: passage('the first'), text: 'one' }),
      makeNote('reply', { kind: 'reply', parent: named('old'), text: 'two' }),
    ]),
  );
  expect(text.match(/one|two|three|four/g)).toEqual(['one', 'two', 'three', 'four']);
  expect(outline(text)).toEqual(['heading', 'paragraph', 'blockquote', 'list', 'blockquote', 'list']);
  expect(text).toContain('\n  - **Nadia Benali** · 2026-11-01 09:00 UTC');
});

describe('nothing that somebody wrote reaches beyond its place', () => {
  const quiet = outline(writeMarkdown(exportOf([makeNote('a', { selectors: passage('x') }), makeNote('b')])));

  test.each([
    ['an open code fence', '```\nnever closed'],
    ['an open comment', '<!-- never closed'],
    ['an HTML block', '<details><summary>mine</summary>\n\n<textarea>'],
    ['a heading and a rule', '# Title\n\n---\n\n---'],
    ['a list that looks like a reply', '- **Nadia Benali** · 2026\n\n  > I agree'],
    ['code that hides HTML until it is escaped', '<div>\n```\n</div>\n\n```\n<script>\n```'],
    ['a link definition', '[Nadia Benali]: https://evil.example'],
    ['two hundred quotes', '>'.repeat(200) + ' x'],
    ['fifty thousand marks', '['.repeat(50_000)],
  ])('%s', (_name, text) => {
    const markdown = writeMarkdown(exportOf([makeNote('a', { selectors: passage('x'), text }), makeNote('b')]));
    expect(outline(markdown)).toEqual(quiet);
    const kinds = read(markdown)
      .flatMap(everyNode)
      .map(({ type }) => type);
    expect(kinds).not.toContain('html');
    expect(kinds).not.toContain('definition');
  });

  test('a quote and a name are only words, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('# ', '1. ', '> ', '', '~~~', '- '),
        (some, start) => {
          const words = start + some;
          const nodes = fromMarkdown(`**${plainText(`a${some}`)}** x\n\n> ${plainText(words)}`).children;
          const quoted = nodes[1]?.type === 'blockquote' ? nodes[1].children : [];
          expect(nodes.map(({ type }) => type)).toEqual(['paragraph', 'blockquote']);
          const allowed = new Set(['root', 'paragraph', 'blockquote', 'text', 'strong']);
          for (const { type } of nodes.flatMap(everyNode)) expect(allowed).toContain(type);
          const shown = quoted.flatMap(everyNode).flatMap((node) => (node.type === 'text' ? [node.value] : []));
          expect(shown.join('')).toBe(words.replace(/[\s\p{Cc}]+/gu, ' ').trim());
        },
      ),
    );
  });

  test('a title cannot add a line to the front matter', () => {
    const title = 'x"\nsource: "y\u2028\u0085\\';
    expect(yamlText(title)).toBe('"x\\"\\nsource: \\"y\\u2028\\u0085\\\\"');
  });
});

test.each([
  'plain **bold** `<b>` and $x_1 < y$',
  '```html\n<p>kept</p>\n```',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  'see <https://example.org> and [this](https://example.org)',
  'line  \nbreak',
])('what is harmless stays as it was written: %s', (text) => {
  expect(containedMarkdown(text)).toBe(text);
});
