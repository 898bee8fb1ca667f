/**
 * A citation out of what a page's head says: Highwire's `citation_*` first, which scholarly sites write for this very purpose,
 * then Dublin Core, then schema.org (schema-org.ts), then Open Graph. Nothing of it is believed beyond being shown and exported.
 */
import * as v from 'valibot';
import { citation, type Citation, type DocumentType } from './citation.ts';

export type Claim = { name: string; content: string };

/** By what it is in a citation, in the order in which they are preferred. */
const SAID = {
  title: ['citation_title', 'dc.title', 'dcterms.title', 'schema:title', 'og:title'],
  authors: [
    'citation_author',
    'citation_authors',
    'dc.creator',
    'dcterms.creator',
    'schema:author',
    'article:author',
    'author',
  ],
  issued: [
    'citation_publication_date',
    'citation_date',
    'citation_online_date',
    'dc.date',
    'dcterms.issued',
    'dc.date.issued',
    'schema:issued',
    'article:published_time',
  ],
  container: [
    'citation_journal_title',
    'citation_conference_title',
    'citation_inbook_title',
    'schema:container',
    'og:site_name',
  ],
  publisher: [
    'citation_publisher',
    'citation_dissertation_institution',
    'citation_technical_report_institution',
    'dc.publisher',
    'dcterms.publisher',
    'schema:publisher',
  ],
  volume: ['citation_volume', 'schema:volume'],
  issue: ['citation_issue', 'schema:issue'],
  isbn: ['citation_isbn', 'schema:isbn'],
  issn: ['citation_issn', 'schema:issn'],
} as const satisfies Partial<Record<keyof Citation, readonly string[]>>;

/** Null where the page says nothing of use. */
export function citationFrom(claims: readonly Claim[]): Citation | null {
  const of = (names: readonly string[]): string[] => {
    for (const wanted of names) {
      const found = claims.filter(({ name }) => name.toLowerCase() === wanted).map(({ content }) => content.trim());
      if (found.length > 0) return found;
    }
    return [];
  };
  const first = (key: keyof typeof SAID): string | undefined => of(SAID[key])[0];
  const authors = of(SAID.authors)
    .flatMap((names) => names.split(/;\s*/))
    // An address of a profile is nobody's name.
    .filter((name) => name !== '' && !/^https?:/i.test(name));
  const issued = dayIn(first('issued') ?? '');
  const span = [of(['citation_firstpage', 'schema:firstpage']), of(['citation_lastpage', 'schema:lastpage'])];
  const pages = span.flatMap(([page]) => page ?? []).join('–') || of(['schema:pages'])[0];
  const said = {
    type: typeOf(claims),
    title: first('title'),
    authors: authors.length > 0 ? [...new Set(authors)].slice(0, 100) : undefined,
    issued,
    container: first('container'),
    publisher: first('publisher'),
    volume: first('volume'),
    issue: first('issue'),
    pages,
    isbn: first('isbn'),
    issn: first('issn'),
  };
  // Each by itself: one that is out of form does not take the others along.
  const entries = Object.entries(said).filter(
    ([key, value]) => value !== undefined && v.is(citation, { [key]: value }),
  );
  const parsed = v.safeParse(citation, Object.fromEntries(entries));
  const isOfUse = entries.some(([key]) => key !== 'type' && key !== 'title');
  return parsed.success && isOfUse ? parsed.output : null;
}

function typeOf(claims: readonly Claim[]): DocumentType | undefined {
  const has = (name: string): boolean => claims.some((claim) => claim.name.toLowerCase() === name);
  if (has('citation_journal_title')) return 'article-journal';
  if (has('citation_conference_title')) return 'paper-conference';
  if (has('citation_inbook_title')) return 'chapter';
  if (has('citation_dissertation_institution')) return 'thesis';
  if (has('citation_technical_report_institution')) return 'report';
  if (has('citation_isbn')) return 'book';
  const said = claims.find(({ name }) => name === 'schema:type')?.content ?? '';
  return TYPES.find(([pattern]) => pattern.test(said))?.[1];
}

/** Of schema.org; an `Article` may be of any of our kinds. */
const TYPES: readonly (readonly [RegExp, DocumentType])[] = [
  [/ScholarlyArticle$/, 'article-journal'],
  [/NewsArticle$/, 'article-newspaper'],
  [/^BlogPosting$/, 'post-weblog'],
  [/^Book$/, 'book'],
  [/^Chapter$/, 'chapter'],
  [/^Thesis$/, 'thesis'],
  [/^Report$/, 'report'],
  [/Page$/, 'webpage'],
];

/** `2024/3/9` is how Highwire writes a day, `2024-03-09T…` how the others do. */
function dayIn(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return [year, month, day].flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join('-');
}
