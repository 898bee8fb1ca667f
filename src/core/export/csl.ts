/** Readings as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), which Zotero, Pandoc and citeproc read. */
import { citedDocument, nameParts, type Cited } from '../citation.ts';
import type { DocumentNotes } from '../documents.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { documentsInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';

export function* writeCsl(input: ExportInput): Generator<Piece> {
  const items = documentsInOrder(input.notes).map((document) => cslItem(document));
  yield { text: `${JSON.stringify(items, null, 2)}\n`, notes: input.notes.length };
}

function cslItem(document: DocumentNotes): Record<string, unknown> {
  const cited = citedDocument(document);
  const { authors, issued, container, publisher, volume, issue, pages, isbn, issn, doi } = wellFormed(cited);
  return {
    id: iriOf(document.source),
    type: cited.type ?? 'webpage',
    title: cited.title.toWellFormed(),
    URL: iriOf(document.source),
    ...(authors && { author: authors.map(nameParts) }),
    ...(issued !== undefined && { issued: dateOf(issued) }),
    accessed: dateOf(document.latest.slice(0, 10)),
    ...(container !== undefined && { 'container-title': container }),
    ...(publisher !== undefined && { publisher }),
    ...(volume !== undefined && { volume }),
    ...(issue !== undefined && { issue }),
    ...(pages !== undefined && { page: pages }),
    ...(isbn !== undefined && { ISBN: isbn }),
    ...(issn !== undefined && { ISSN: issn }),
    ...(doi !== null && { DOI: doi }),
  };
}

function dateOf(day: string): { 'date-parts': number[][] } {
  return { 'date-parts': [day.split('-').map(Number)] };
}

/** Half an emoji, which only a hostile page writes, is no text in JSON's readers. */
function wellFormed(cited: Cited): Cited {
  const entries = Object.entries(cited).map(([name, value]) => [name, repaired(value)]);
  return { ...cited, ...Object.fromEntries(entries) };
}

function repaired(value: Cited[keyof Cited]): unknown {
  return typeof value === 'string'
    ? value.toWellFormed()
    : Array.isArray(value)
      ? value.map((one) => one.toWellFormed())
      : value;
}
