/** Every format is read back by a parser that somebody else wrote: what it finds is what we meant. */
// @ts-expect-error it brings no types
import { Cite, plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse as parseCsv } from 'csv-parse/sync';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { parse as parseHtml } from 'parse5';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { classCsv } from '../../../src/core/export/class-csv.ts';
import { textOf } from '../../../src/core/export/export-input.ts';
import { filesOf, type FormatName } from '../../../src/core/export/formats.ts';
import type { MembershipFields } from '../../../src/core/record.ts';
import { everyDifficulty, exportOf, makeNote, named, wholeText } from './every-kind.ts';

const input = exportOf(everyDifficulty);
const csvOf = (text: string): Record<string, string>[] => parseCsv(text, { columns: true, bom: true });

describe('references', () => {
  type Item = Record<string, unknown> & { title: string; author?: object[] };
  const paperIn = (items: Item[]): Item => items.find(({ title }) => title.startsWith('Tides'))!;
  const read = (format: FormatName): Item[] => new Cite(wholeText(format, input)).data as Item[];

  test('the parsers take part', () => {
    expect(plugins.list()).toEqual(expect.arrayContaining(['@bibtex', '@ris']));
  });

  test.each(['bibtex', 'ris', 'csl'] as const)('%s: every reading, and all of what a paper says', (format) => {
    const items = read(format);
    expect(items).toHaveLength(5);
    const paper = paperIn(items);
    expect(paper).toMatchObject({
      type: 'article-journal',
      title: 'Tides & {margins}: 50% of $x_1$',
      'container-title': 'Journal of Margins',
      volume: '12',
      issue: '3',
      DOI: '10.1000/xyz.7',
      URL: 'https://journal.example.org/articles/7',
      issued: { 'date-parts': [[2024, 3, 9]] },
    });
    expect(paper.author?.slice(0, 2)).toEqual([
      { family: 'Müller', given: 'Anna-Lena' },
      { family: 'Żak', given: 'Łukasz' },
    ]);
    expect(Object.values(paper.author?.[2] ?? {})).toEqual(['Reading Room of the City']);
    expect(String(paper['page']).replace(/[-–]+/, '–')).toBe('101–119');
  });

  test('what a hostile page calls itself ends no entry', () => {
    const title = 'a } @book{x, title={stolen}} \\input{/etc/passwd} % ER  - \r\nTY  - BOOK';
    const note = makeNote('a');
    const hostile = exportOf([{ ...note, target: { ...note.target, title } }]);
    for (const format of ['bibtex', 'ris', 'csl'] as const) {
      expect(new Cite(wholeText(format, hostile)).data, format).toHaveLength(1);
    }
  });
});

describe('tables', () => {
  test('csv: a row each, and nothing that a spreadsheet would work out', () => {
    const rows = csvOf(wholeText('csv', input));
    expect(rows).toHaveLength(everyDifficulty.length);
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r|]/);
    const cited = rows.find(({ id }) => id === named('cited'));
    expect(cited).toMatchObject({
      kind: 'comment',
      note: '\'=HYPERLINK("https://evil.example","x")',
      passage: '\'-1 is "less", or\nso',
      tags: "'+1, how we read",
    });
    expect(rows.find(({ id }) => id === named('comment'))?.['note']).toContain('```\nleft open');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '|cmd', "%0A=cmd|' /C calc'!A0"])(
    'csv: %j is no formula',
    (text) => {
      const [row] = csvOf(wholeText('csv', exportOf([makeNote('a', { text })])));
      expect(row?.['note']).toBe(`'${text}`);
    },
  );

  test('readwise: a row a passage, in the columns that its import asks for', () => {
    const rows = csvOf(wholeText('readwise', input));
    expect(Object.keys(rows[0]!)).toEqual(['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date']);
    expect(rows.map(({ Highlight }) => Highlight)).toContain('a bright 🌙 idea');
    expect(new Set(rows.map(({ Highlight }) => Highlight)).size).toBe(rows.length);
  });

  test('anki: four fields a card, parted by tabs, none of them a script', () => {
    const lines = wholeText('anki', input).split('\n');
    expect(lines[0]).toBe('#separator:tab');
    const cards: string[][] = parseCsv(lines.filter((line) => !line.startsWith('#')).join('\n'), { delimiter: '\t' });
    expect(cards.length).toBeGreaterThan(5);
    for (const card of cards) expect(card).toHaveLength(4);
    expect(cards.flat().join('')).not.toContain('<script');
    const question = cards.find(([, front]) => front?.includes('tide?'));
    expect(question?.[1]).toContain('# the tide');
  });

  test('a class: who wrote how much in which reading, by name and never by number', () => {
    const member = (name: string, change: Partial<MembershipFields> = {}): MembershipFields => ({
      member: named(name),
      name,
      role: 'member',
      status: 'active',
      ...change,
    });
    const members = [
      member('nadia', { name: '=Nadia', role: 'owner' }),
      member('kenji', { name: 'Kenji' }),
      member('idle', { name: 'Émile' }),
      member('gone', { name: 'Gone', status: 'left' }),
    ];
    const rows = csvOf(classCsv(everyDifficulty, members));
    expect(rows.map(({ member: name }) => name)).toEqual([...Array(3).fill("'=Nadia"), 'Émile', 'Kenji']);
    expect(rows.at(-1)).toMatchObject({ replies: '1', comments: '0', first: '2026-11-01T10:00:00.000Z' });
    expect(rows.at(-2)).toMatchObject({ replies: '0', highlights: '0', first: '' });
  });
});

describe('markdown', () => {
  test.each(['markdown', 'obsidian'] as const)('%s: front matter that YAML reads', (format) => {
    const files = filesOf(format, input).map(({ pieces }) => textOf(pieces));
    expect(files).toHaveLength(5);
    const heads = files.map(
      (text) => parseYaml(/^---\n([^]*?)\n---\n/.exec(text)?.[1] ?? '') as Record<string, unknown>,
    );
    expect(heads.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['A reading', '---\ntitle: "stolen"', 'في الهامش متّسع']),
    );
    expect(heads.find(({ doi }) => doi !== undefined)).toMatchObject({
      authors: ['Müller, Anna-Lena', 'Łukasz Żak', 'Reading Room of the City'],
      published: '2024-03-09',
      doi: '10.1000/xyz.7',
      source: 'https://journal.example.org/articles/7',
    });
  });

  test('logseq: one outline, every note a block', () => {
    const [text = ''] = filesOf('logseq', input).map(({ pieces }) => textOf(pieces));
    const body = text.slice(text.indexOf('\n\n') + 2);
    expect(fromMarkdown(body).children.map(({ type }) => type)).toEqual(['list']);
  });
});

describe('html', () => {
  test('is read without a complaint, and what it is made of is harmless', () => {
    const complaints: string[] = [];
    parseHtml(wholeText('html', input), { onParseError: ({ code }) => void complaints.push(code) });
    expect(complaints).toEqual([]);
  });
});

test('hypothesis: a file with every note, each below all that it answers', () => {
  const file = JSON.parse(wholeText('hypothesis', input)) as { annotations: { id: string; references?: string[] }[] };
  expect(file.annotations).toHaveLength(everyDifficulty.length);
  const second = file.annotations.find(({ id }) => id === named('reply-2'));
  expect(second?.references).toEqual([named('comment'), named('reply')]);
});
