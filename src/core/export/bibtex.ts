/** Readings as BibTeX. Everything in a value is text: what TeX would act on is escaped, so that a page cannot put commands into a paper. */
import { citedDocument, nameParts, type Cited, type DocumentType } from '../citation.ts';
import type { DocumentNotes } from '../documents.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { documentsInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';
import { tagsOf } from './tags-of.ts';

/** The entry, and the field that names what it is a part of. */
const ENTRIES: Record<DocumentType, { entry: string; container: string }> = {
  'article-journal': { entry: 'article', container: 'journal' },
  'article-newspaper': { entry: 'article', container: 'journal' },
  'post-weblog': { entry: 'misc', container: 'howpublished' },
  book: { entry: 'book', container: 'series' },
  chapter: { entry: 'incollection', container: 'booktitle' },
  'paper-conference': { entry: 'inproceedings', container: 'booktitle' },
  thesis: { entry: 'phdthesis', container: 'series' },
  report: { entry: 'techreport', container: 'series' },
  webpage: { entry: 'misc', container: 'howpublished' },
};

export function* writeBibtex(input: ExportInput): Generator<Piece> {
  const taken = new Set<string>();
  for (const document of documentsInOrder(input.notes)) {
    yield { text: `${entryOf(document, taken)}\n\n`, notes: document.notes.length };
  }
}

function entryOf(document: DocumentNotes, taken: Set<string>): string {
  const cited = citedDocument(document);
  const { entry, container } = ENTRIES[cited.type ?? 'webpage'];
  const [year, month, day] = cited.issued?.split('-') ?? [];
  const fields: [string, string | null | undefined][] = [
    // In braces of its own: styles change the case of titles.
    ['title', `{${tex(cited.title)}}`],
    ['author', cited.authors?.map(texName).join(' and ')],
    [container, cited.container && tex(cited.container)],
    [
      entry === 'phdthesis' ? 'school' : entry === 'techreport' ? 'institution' : 'publisher',
      cited.publisher && tex(cited.publisher),
    ],
    ['year', year],
    ['month', month === undefined ? undefined : String(Number(month))],
    ['day', day === undefined ? undefined : String(Number(day))],
    ['volume', cited.volume && tex(cited.volume)],
    ['number', cited.issue && tex(cited.issue)],
    ['pages', cited.pages && tex(cited.pages.replace(/\s*[-–—]+\s*/, '--'))],
    ['isbn', cited.isbn && tex(cited.isbn)],
    ['issn', cited.issn && tex(cited.issn)],
    ['doi', cited.doi && verbatim(cited.doi)],
    ['url', verbatim(iriOf(document.source))],
    ['urldate', document.latest.slice(0, 10)],
    ['keywords', tagsOf(document).map(tex).join(', ')],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}}`] : []));
  return `@${entry}{${keyFor(cited, taken)},\n${lines.join(',\n')}\n}`;
}

/** Author, year and first word, in letters that every BibTeX takes; with a letter behind where it was given already. */
function keyFor(cited: Cited, taken: Set<string>): string {
  const [first] = cited.authors ?? [];
  const name = first === undefined ? null : nameParts(first);
  const author = name === null ? '' : 'literal' in name ? (name.literal.split(/\s/)[0] ?? '') : name.family;
  const word = cited.title.split(/[^\p{L}\p{N}]+/u).find((part) => ascii(part).length > 3) ?? '';
  const base = `${ascii(author)}${cited.issued?.slice(0, 4) ?? ''}${ascii(word)}` || 'reading';
  let key = base;
  for (let count = 2; taken.has(key); count++) key = `${base}-${count}`;
  taken.add(key);
  return key;
}

function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
}

function texName(name: string): string {
  const parts = nameParts(name);
  return 'literal' in parts ? `{${tex(parts.literal)}}` : `${tex(parts.family)}, ${tex(parts.given)}`;
}

const ESCAPES: Record<string, string> = {
  '\\': '\\textbackslash{}',
  // BibTeX counts braces even behind a backslash: these are named.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function tex(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[\\{}$&#%_~^]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Of an address: read as it stands, but braces and backslashes would end it. */
function verbatim(address: string): string {
  return address.replace(/[\\{}\s]/g, encodeURIComponent);
}
