/** What a page says of itself, in terms of schema.org and Dublin Core: the way into our JSON-LD and out of it. */
import * as v from 'valibot';
import { citation, type Citation } from '../citation.ts';
import { documentKey } from '../document.ts';
import type { Target } from '../record.ts';
import { pageOf } from '../w3c/write-annotation.ts';

const TERMS = {
  type: 'schema:genre',
  title: 'schema:headline',
  authors: 'schema:author',
  issued: 'schema:datePublished',
  container: 'schema:isPartOf',
  publisher: 'schema:publisher',
  volume: 'schema:volumeNumber',
  issue: 'schema:issueNumber',
  pages: 'schema:pagination',
  isbn: 'schema:isbn',
  issn: 'schema:issn',
} as const satisfies Record<keyof Citation, string>;

const KEYS = 'dcterms:identifier';

/** The page of a note: where it is, what it is called, under which names it is known besides, and how it is cited. */
export function pageInTerms(target: Target): Record<string, unknown> {
  const { source, keys } = target;
  if (last?.source !== source) last = { source, key: documentKey(source) };
  const isPlain = keys.length === 1 && keys[0] === last.key;
  const cited = v.safeParse(citation, target['citation']);
  return {
    ...pageOf(target),
    ...(!isPlain && { [KEYS]: keys.map((key) => key.toWellFormed()) }),
    ...(cited.success && termsOf(cited.output)),
  };
}

/** Notes of one page come one after the other. */
let last: { source: string; key: string | null } | undefined;

/** What of it is beside address and title. */
export function fromTerms(page: Readonly<Record<string, unknown>>): {
  keys: string[] | null;
  citation: Citation | null;
} {
  const keys = v.safeParse(v.pipe(v.array(v.string()), v.minLength(1)), [page[KEYS] ?? []].flat());
  const entries = Object.entries(TERMS).flatMap(([name, term]) =>
    page[term] === undefined ? [] : [[name, page[term]]],
  );
  const cited = v.safeParse(citation, Object.fromEntries(entries));
  return {
    keys: keys.success ? keys.output : null,
    citation: cited.success && entries.length > 0 ? cited.output : null,
  };
}

function termsOf(cited: Citation): Record<string, unknown> {
  const entries = Object.entries(TERMS).flatMap(([name, term]) => {
    const found = Object.entries(cited).find(([key]) => key === name)?.[1];
    return found === undefined
      ? []
      : [[term, typeof found === 'string' ? found.toWellFormed() : found.map((one) => one.toWellFormed())]];
  });
  return Object.fromEntries(entries);
}
