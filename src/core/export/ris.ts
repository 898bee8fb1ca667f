/** Readings as RIS, which every reference manager imports (https://en.wikipedia.org/wiki/RIS_(file_format)). */
import { citedDocument, nameParts, type DocumentType } from '../citation.ts';
import type { DocumentNotes } from '../documents.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { documentsInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';
import { tagsOf } from './tags-of.ts';

const TYPES: Record<DocumentType, string> = {
  'article-journal': 'JOUR',
  'article-newspaper': 'NEWS',
  'post-weblog': 'BLOG',
  book: 'BOOK',
  chapter: 'CHAP',
  'paper-conference': 'CPAPER',
  thesis: 'THES',
  report: 'RPRT',
  webpage: 'ELEC',
};

export function* writeRis(input: ExportInput): Generator<Piece> {
  for (const document of documentsInOrder(input.notes)) {
    yield { text: `${reference(document)}\r\n`, notes: document.notes.length };
  }
}

function reference(document: DocumentNotes): string {
  const cited = citedDocument(document);
  const [from, to] = (cited.pages ?? '').split(/\s*[-–—]\s*/, 2);
  const lines: [string, string | null | undefined][] = [
    ['TY', TYPES[cited.type ?? 'webpage']],
    ['TI', cited.title],
    ...(cited.authors ?? []).map((name): [string, string] => ['AU', written(name)]),
    ['T2', cited.container],
    ['PB', cited.publisher],
    ['PY', cited.issued?.slice(0, 4)],
    ['DA', cited.issued && slashed(cited.issued)],
    ['VL', cited.volume],
    ['IS', cited.issue],
    ['SP', from],
    ['EP', to],
    ['SN', cited.isbn ?? cited.issn],
    ['DO', cited.doi],
    ['UR', iriOf(document.source)],
    ['Y2', slashed(document.latest.slice(0, 10))],
    ...tagsOf(document).map((tag): [string, string] => ['KW', tag]),
  ];
  const shown = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${oneLine(value)}`] : []));
  return [...shown, 'ER  - ', ''].join('\r\n');
}

function written(name: string): string {
  const parts = nameParts(name);
  return 'literal' in parts ? parts.literal : `${parts.family}, ${parts.given}`;
}

/** `YYYY/MM/DD/`, with empty parts for what is not known. */
function slashed(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}/${month}/${date}/`;
}

/** A line begins with a tag, so no value may begin one. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
