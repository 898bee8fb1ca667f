/** The target of a Web Annotation (model §3.2 and §4) as the document and passage of a note, or as the note that it answers. */
import * as v from 'valibot';
import { colorOf } from '../color.ts';
import { identifyDocument, type DocumentIdentity } from '../document.ts';
import { idOfUrn, iriOf } from '../export/iri.ts';
import type { Id } from '../id.ts';
import type { Target } from '../record.ts';
import { MAX_CONTEXT, MAX_QUOTE, selector, type Selector } from '../selectors.ts';
import { hasType, iriIn, listOf, propertiesOf, Unreadable, type Properties } from './model.ts';

/** What is known of notes that are here already. */
export type Others = {
  /** The note that an IRI names, beside those that exports write. */
  noteOf?: (iri: string) => Id | null;
  /** Where a note is, for what answers it. */
  pageOf?: (note: Id) => Target | null;
};

export type Place = { target: Target; parent: Id | null; color: string | undefined };

const MAX_SELECTORS = 8;

export function readTarget(annotation: Properties, { noteOf = () => null, pageOf = () => null }: Others): Place {
  const targets = listOf(annotation['target']);
  const [one] = targets;
  if (targets.length !== 1)
    throw new Unreadable('target: a note is about one passage, so send one annotation for each target.');
  const properties = propertiesOf(one) ?? {};
  if (['Choice', 'Composite', 'List', 'Independents'].some((type) => hasType(properties, type)))
    throw new Unreadable('target: a note is about one passage, not about a set.');
  const iri = iriIn(properties['source'] ?? one);
  if (iri === null) throw new Unreadable('target: it has no address.');
  const parent = noteOf(iri) ?? idOfUrn(iri);
  if (parent !== null) return { target: placeOfReply(annotation, pageOf(parent)), parent, color: undefined };
  const selectors = listOf(properties['selector']).flatMap(readSelector).slice(0, MAX_SELECTORS);
  const color = listOf(properties['styleClass'])
    .map((name) => colorOf({ color: String(name) }))
    .find((known) => known !== null);
  return { target: { ...pageAt(iri, titleIn(annotation, iri)), selectors }, parent: null, color };
}

/** The IRI that the one target has, if it has one: what a server has to look for before it reads the annotation. */
export function targetIri(annotation: unknown): string | null {
  const [one] = listOf(propertiesOf(annotation)?.['target']);
  return iriIn(propertiesOf(one)?.['source'] ?? one);
}

let last: { iri: string; asked: string; page: DocumentIdentity | null } | undefined;

function pageAt(iri: string, title: string): DocumentIdentity {
  // Of a file that was opened from a disk there is nothing but what is in it.
  if (/^urn:x-pdf:[\da-f]{32,128}$/i.test(iri)) return { source: iri, keys: [iri.toLowerCase()], title: title || iri };
  // A file has many notes on one page, one after the other.
  if (last?.iri !== iri || last.asked !== title)
    last = { iri, asked: title, page: identifyDocument({ url: iri, title }) };
  const { page } = last;
  if (!page) throw new Unreadable('target: its address is none that several people could open, as http and https are.');
  return { ...page, keys: [...page.keys] };
}

/** Exports name the page of a note there (export/jsonld.ts). */
function titleIn(annotation: Properties, iri: string): string {
  const page = propertiesOf(annotation['as:context']);
  const title = page?.['dcterms:title'];
  return typeof title === 'string' && page?.['id'] === iriOf(iri) ? title : '';
}

function placeOfReply(annotation: Properties, known: Target | null): Target {
  if (known) {
    const { source, keys, title } = known;
    return { source, keys, title, selectors: [] };
  }
  const iri = iriIn(annotation['as:context']);
  if (iri === null) throw new Unreadable('target: it answers a note that is not here.');
  return { ...pageAt(iri, titleIn(annotation, iri)), selectors: [] };
}

/** What we have no way to find a passage by is left out here. */
function readSelector(found: unknown): Selector[] {
  const properties = propertiesOf(found);
  if (!properties) return [];
  const { type, exact, prefix, suffix } = properties;
  if (type === 'TextQuoteSelector') {
    if (typeof exact === 'string' && exact.length > MAX_QUOTE)
      throw new Unreadable(`target.selector: a quote has ${MAX_QUOTE} characters at most.`);
    return parsed({
      type,
      exact,
      ...(typeof prefix === 'string' && { prefix: prefix.slice(-MAX_CONTEXT) }),
      ...(typeof suffix === 'string' && { suffix: suffix.slice(0, MAX_CONTEXT) }),
    });
  }
  return parsed(properties);
}

function parsed(found: unknown): Selector[] {
  const result = v.safeParse(selector, found);
  return result.success ? [result.output] : [];
}
