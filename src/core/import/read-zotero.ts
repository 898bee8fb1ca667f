/**
 * Annotations out of Zotero: its items as JSON, as its API and its exports write them (a list of items, each annotation naming
 * what it belongs to, or standing in it), and its RDF, in which annotations are passages of notes.
 */
import * as v from 'valibot';
import { documentType, type Citation } from '../citation.ts';
import { collector, type Collector } from './collect.ts';
import { quotesIn } from './html-quotes.ts';
import type { Parsed, Place } from './imported.ts';
import { elementsNamed, parseXml, type XmlElement } from './parse-xml.ts';
import { instantFrom, type Page } from './place.ts';
import { takeZotero } from './zotero-note.ts';

const text = v.fallback(v.string(), '');
const tag = v.union([
  v.pipe(
    v.looseObject({ tag: v.string() }),
    v.transform((one) => one.tag),
  ),
  v.string(),
]);
const item = v.looseObject({
  key: text,
  itemType: text,
  parentItem: text,
  title: text,
  url: text,
  DOI: text,
  date: text,
  publicationTitle: text,
  publisher: text,
  creators: v.fallback(v.array(v.looseObject({ firstName: text, lastName: text, name: text })), []),
  tags: v.fallback(v.array(tag), []),
  annotationType: text,
  annotationText: text,
  annotationComment: text,
  annotationColor: text,
  annotationPageLabel: text,
  dateAdded: text,
  dateModified: text,
  attachments: v.fallback(v.array(v.unknown()), []),
  annotations: v.fallback(v.array(v.unknown()), []),
});
type Item = v.InferOutput<typeof item>;

/** With what it belongs to, from the inside out. */
type Standing = { item: Item; at: Place; above: Item[] };

export function isZoteroJson(document: unknown): boolean {
  return itemsIn(document).some(
    ({ item: { annotationType, itemType } }) => annotationType !== '' || itemType === 'annotation',
  );
}

export function readZoteroJson(document: unknown): Parsed {
  const found = collector();
  const all = itemsIn(document);
  const byKey = new Map(all.flatMap(({ item: one }) => (one.key === '' ? [] : [[one.key, one] as const])));
  for (const { item: one, at, above } of all) {
    if (one.itemType !== 'annotation' && one.annotationType === '') continue;
    const owners = above.length > 0 ? above : ownersOf(one, byKey);
    if (['image', 'ink'].includes(one.annotationType) && one.annotationComment === '') {
      found.reject(at, 'unsupported', one.key);
      continue;
    }
    takeZotero(
      {
        at,
        key: one.key === '' ? null : one.key,
        quote: one.annotationText.trim(),
        words: one.annotationComment.trim(),
        color: one.annotationColor,
        page: one.annotationPageLabel,
        tags: one.tags,
        created: instantFrom(one.dateAdded),
        modified: instantFrom(one.dateModified),
        work: workOf(owners),
      },
      found,
    );
  }
  return { notes: found.notes, rejected: found.rejected };
}

/** Items of a list or an object, and those that stand in them; the API wraps each in `data`. */
function itemsIn(document: unknown): Standing[] {
  const outer = v.safeParse(v.looseObject({ items: v.array(v.unknown()) }), document);
  const list: unknown[] = outer.success ? outer.output.items : Array.isArray(document) ? document : [document];
  const found: Standing[] = [];
  const visit = (value: unknown, at: Place, above: Item[], depth: number): void => {
    const wrapped = v.safeParse(v.looseObject({ data: v.looseObject({}) }), value);
    const parsed = v.safeParse(item, wrapped.success ? wrapped.output.data : value);
    if (!parsed.success || depth > 3) return;
    found.push({ item: parsed.output, at, above });
    for (const inner of [...parsed.output.attachments, ...parsed.output.annotations])
      visit(inner, at, [parsed.output, ...above], depth + 1);
  };
  for (const [index, value] of list.entries()) visit(value, { item: index + 1 }, [], 0);
  return found;
}

function ownersOf(one: Item, byKey: ReadonlyMap<string, Item>): Item[] {
  const owners: Item[] = [];
  for (let next = byKey.get(one.parentItem); next && owners.length < 3; next = byKey.get(next.parentItem))
    owners.push(next);
  return owners;
}

/** An attachment's own title is that of a file; the work it belongs to has the one that people know. */
function workOf(owners: readonly Item[]): Page & { citation: Citation } {
  const of = (field: 'title' | 'url' | 'DOI'): string =>
    owners.toReversed().find((one) => one[field] !== '')?.[field] ?? '';
  const work = owners.at(-1);
  const authors = (work?.creators ?? [])
    .map(({ firstName, lastName, name }) =>
      name !== '' ? name : [lastName, firstName].filter((part) => part !== '').join(', '),
    )
    .filter((name) => name.trim() !== '')
    .slice(0, 100);
  const type = v.safeParse(documentType, TYPES[work?.itemType ?? '']);
  const [issued] = /^\d{4}(?:-\d\d(?:-\d\d)?)?/.exec(work?.date ?? '') ?? [];
  return {
    url: of('url'),
    title: of('title'),
    doi: of('DOI'),
    citation: {
      ...(type.success && { type: type.output }),
      ...(authors.length > 0 && { authors }),
      ...(issued !== undefined && { issued }),
      ...(work?.publicationTitle && { container: work.publicationTitle }),
      ...(work?.publisher && { publisher: work.publisher }),
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  journalArticle: 'article-journal',
  newspaperArticle: 'article-newspaper',
  blogPost: 'post-weblog',
  book: 'book',
  bookSection: 'chapter',
  conferencePaper: 'paper-conference',
  thesis: 'thesis',
  report: 'report',
  webpage: 'webpage',
};

/** Null for what is no RDF. */
export function readZoteroRdf(source: string): Parsed | null {
  const root = parseXml(source);
  if (root?.name !== 'rdf:RDF') return null;
  const found = collector();
  const works = new Map<string, XmlElement>();
  for (const element of root.children) {
    for (const link of element.children.filter(({ name }) => name === 'dcterms:isReferencedBy')) {
      works.set(link.attributes['rdf:resource'] ?? '', element);
    }
  }
  let count = 0;
  for (const memo of elementsNamed(root, 'bib:Memo')) {
    const about = memo.attributes['rdf:about'] ?? '';
    const html = textIn(memo, 'rdf:value');
    for (const quote of quotesIn(html)) takeQuote(quote, { item: ++count }, works.get(about), found);
    if (quotesIn(html).length === 0) found.reject({ item: ++count }, 'unsupported', html);
  }
  return { notes: found.notes, rejected: found.rejected };
}

function takeQuote(
  { quote, words, record, color }: ReturnType<typeof quotesIn>[number],
  at: Place,
  work: XmlElement | undefined,
  found: Collector,
): void {
  const known = v.safeParse(v.looseObject({ annotationKey: text, pageLabel: text, color: text }), record);
  const facts = known.success ? known.output : { annotationKey: '', pageLabel: '', color: '' };
  const address = work && [...elementsNamed(work, 'dcterms:URI')][0];
  takeZotero(
    {
      at,
      key: facts.annotationKey === '' ? null : facts.annotationKey,
      quote,
      words,
      color: facts.color === '' ? color : facts.color,
      page: facts.pageLabel,
      tags: [],
      created: undefined,
      modified: undefined,
      work: {
        url: address ? textIn(address, 'rdf:value') : '',
        title: work ? textIn(work, 'dc:title') : '',
        citation: {},
      },
    },
    found,
  );
}

function textIn(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text.trim() ?? '';
}
