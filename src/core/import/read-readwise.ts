/** Highlights out of the CSV that Readwise exports, and the one that it and others import: told by the names of their columns. */
import type { Color } from '../color.ts';
import { collector } from './collect.ts';
import type { Parsed } from './imported.ts';
import { parseCsv } from './parse-csv.ts';
import { instantFrom, nameOf, tagsFrom, targetOf } from './place.ts';

/** By column, in the words that are in use for it. */
const COLUMNS = {
  quote: ['highlight', 'quote', 'passage'],
  title: ['book title', 'title', 'reading'],
  author: ['book author', 'author'],
  url: ['url', 'source url', 'address'],
  note: ['note', 'annotation'],
  color: ['color', 'colour'],
  tags: ['tags'],
  place: ['location', 'page'],
  date: ['highlighted at', 'date'],
} as const;

type Column = keyof typeof COLUMNS;

export function isReadwise(text: string): boolean {
  const columns = columnsIn(parseCsv(text.slice(0, 4000))[0]?.cells ?? []);
  return columns.quote !== -1 && (columns.title !== -1 || columns.url !== -1);
}

export function readReadwise(text: string): Parsed {
  const found = collector();
  const [head, ...rows] = parseCsv(text);
  const columns = columnsIn(head?.cells ?? []);
  for (const { line, cells } of rows) {
    const cell = (column: Column): string => unguarded(cells[columns[column]] ?? '').trim();
    const at = { line };
    const [quote, { words, tags }] = [cell('quote'), split(cell('note'))];
    if (quote === '' && words === '') {
      found.reject(at, 'empty', cells);
      continue;
    }
    const target = targetOf({ url: cell('url'), title: cell('title') }, quote);
    if (!target) {
      found.reject(at, 'no-page', quote);
      continue;
    }
    const created = instantFrom(cell('date'));
    const color = colorFrom(cell('color'));
    const author = cell('author');
    found.take({
      at,
      name: nameOf('readwise', target.source, quote, cell('place'), words),
      fields: {
        kind: quote === '' ? 'page' : words === '' ? 'highlight' : 'comment',
        text: words,
        tags: tagsFrom([...tags, ...cell('tags').split(',')]),
        target: { ...target, ...(author !== '' && { citation: { authors: author.split(/;\s*/).slice(0, 100) } }) },
        parent: null,
        ...(color && { color }),
      },
      origin: { from: 'readwise', ...(created !== undefined && { created }) },
    });
  }
  return { notes: found.notes, rejected: found.rejected };
}

function columnsIn(names: readonly string[]): Record<Column, number> {
  const lower = names.map((name) => name.trim().toLowerCase());
  const at = (column: Column): number => {
    const known = COLUMNS[column].find((name) => lower.includes(name));
    return known === undefined ? -1 : lower.indexOf(known);
  };
  return {
    quote: at('quote'),
    title: at('title'),
    author: at('author'),
    url: at('url'),
    note: at('note'),
    color: at('color'),
    tags: at('tags'),
    place: at('place'),
    date: at('date'),
  };
}

/** The apostrophe that keeps a spreadsheet from calculating (export/csv.ts). */
function unguarded(cell: string): string {
  return /^'[\s]*[=+\-@＝＋－＠|%]/u.test(cell) ? cell.slice(1) : cell;
}

/** Readwise writes tags as `.tag` in front of a note. */
function split(note: string): { words: string; tags: string[] } {
  const [front = ''] = /^(?:\.[^\s.]\S*(?:\s+|$))+/.exec(note) ?? [];
  const tags = front.split(/\s+/).flatMap((word) => (word === '' ? [] : [word.slice(1)]));
  return { words: note.slice(front.length).trim(), tags };
}

function colorFrom(name: string): Color | null {
  const known: Record<string, Color> = {
    yellow: 'yellow',
    orange: 'yellow',
    green: 'green',
    blue: 'blue',
    pink: 'pink',
    red: 'pink',
    purple: 'purple',
  };
  return known[name.toLowerCase()] ?? null;
}
