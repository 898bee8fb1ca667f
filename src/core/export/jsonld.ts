/**
 * Export as W3C Web Annotation JSON-LD (https://www.w3.org/TR/annotation-model/): one
 * AnnotationCollection with its page embedded. Only keys of the published context and of
 * vocabularies it gives a prefix to are written, so that no reader drops any of them.
 */
import type { Color } from '../color.ts';
import { LOOKS } from '../color-looks.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import type { Note } from '../note.ts';
import type { AnnotationKind } from '../record.ts';
import type { Selector } from '../selectors.ts';
import { groupByDocument } from '../documents.ts';
import { groupByPassage } from '../passages.ts';
import { walkThread } from '../thread.ts';
import type { ExportInput } from './export-input.ts';
import { iriOf, urnOf } from './iri.ts';
import { reactionsToExport, termsOf } from './reactions.ts';

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** The document as text; its order is that of the pages' texts, replies after what they answer. */
export function writeJsonLd(input: ExportInput): string {
  return `${JSON.stringify(collection(input), null, 2)}\n`;
}

/** Model §5: a collection needs `first` only when it holds anything, and a page is never empty. */
function collection(input: ExportInput): Record<string, unknown> {
  const id = urnOf(input.id);
  const items = inOrder(input.notes).flatMap((note) => [annotation(note), ...reactionsTo(note)]);
  return {
    '@context': CONTEXT,
    id,
    type: 'AnnotationCollection',
    label: input.title.toWellFormed(),
    generated: input.exportedAt,
    generator: { type: 'Software', name: 'Commonplace' },
    total: items.length,
    ...(items.length > 0 && {
      first: {
        id: `${id}#page`,
        type: 'AnnotationPage',
        partOf: { id, type: 'AnnotationCollection' },
        startIndex: 0,
        items,
      },
    }),
  };
}

function inOrder(notes: readonly Note[]): Note[] {
  return groupByDocument(notes)
    .flatMap((document) => groupByPassage(document.notes))
    .flatMap(({ threads }) => threads)
    .flatMap((thread) => [...walkThread(thread)].map(({ note }) => note));
}

/** Model §3. Each carries the context, so that it can be taken out of the collection and stands alone. */
export function annotation(note: Note): Record<string, unknown> {
  const body = bodies(note);
  return {
    '@context': CONTEXT,
    id: urnOf(note.id),
    type: 'Annotation',
    motivation: motivationOf(note),
    created: note.created,
    ...(note.edited && { modified: note.updated }),
    creator: person(note.author),
    audience: audience(note),
    ...(body.length > 0 && { body }),
    target: targetOf(note),
    ...(note.color && isOnPassage(note) && { stylesheet: stylesheet(note.color.name) }),
    // The page by its own name: a title has no place beside `source`, and a reply whose parent was
    // deleted would otherwise not say which page it is about.
    'as:context': pageOf(note),
    ...(note.copyOf !== null && { 'dcterms:isVersionOf': { id: urnOf(note.copyOf) } }),
  };
}

/** Each an annotation of the note, after it. */
function reactionsTo(note: Note): Record<string, unknown>[] {
  return reactionsToExport(note).map(({ id, type, author, created }) => {
    const { motivation, body } = termsOf(type);
    return {
      '@context': CONTEXT,
      id: urnOf(id),
      type: 'Annotation',
      motivation,
      created,
      creator: person(author),
      audience: audience(note),
      body,
      target: urnOf(note.id),
      'as:context': pageOf(note),
    };
  });
}

function audience({ group }: Note): Record<string, unknown> {
  return { id: urnOf(group.id), type: 'Audience', 'schema:name': group.name.toWellFormed() };
}

function pageOf({ target }: Note): Record<string, unknown> {
  return { id: iriOf(target.source), 'dcterms:title': target.title.toWellFormed() };
}

function person(author: Note['author']): Record<string, unknown> {
  return { id: urnOf(author.id), type: 'Person', ...(author.name !== '' && { name: author.name.toWellFormed() }) };
}

const MOTIVATION: Record<AnnotationKind, string> = {
  highlight: 'highlighting',
  comment: 'commenting',
  question: 'questioning',
  reply: 'replying',
  page: 'commenting',
  connection: 'linking',
};

/** A page note without words is what the vocabulary calls a bookmark. */
function motivationOf(note: Note): string {
  return note.kind === 'page' && note.text === '' ? 'bookmarking' : MOTIVATION[note.kind];
}

function bodies(note: Note): Record<string, unknown>[] {
  const tags = note.tags.map((tag) => ({ type: 'TextualBody', value: tag.toWellFormed(), purpose: 'tagging' }));
  if (note.text === '') return tags;
  const words = {
    type: 'TextualBody',
    value: mentionsAsMarkdown(note.text).toWellFormed(),
    format: 'text/markdown',
    textDirection: 'auto',
    purpose: motivationOf(note),
  };
  return [words, ...tags];
}

/** Model §4, its colour §4.4: a passage is a SpecificResource, the whole page its bare IRI, a reply's target what it answers. */
function targetOf({ parent, target, color }: Note): unknown {
  if (parent !== null) return urnOf(parent);
  const source = iriOf(target.source);
  if (target.selectors.length === 0) return source;
  const selector = target.selectors.map(plainSelector);
  return { type: 'SpecificResource', source, selector, ...(color && { styleClass: color.name }) };
}

function isOnPassage({ parent, target }: Note): boolean {
  return parent === null && target.selectors.length > 0;
}

/** What the class of the target means, for readers that have no colours of their own. */
function stylesheet(color: Color): Record<string, unknown> {
  const { ink, line } = LOOKS[color];
  const value = `.${color} { background: rgb(${ink} / 32%); text-decoration: ${line} rgb(${ink}); }`;
  return { type: 'CssStylesheet', value };
}

/** Ours have the shapes of the model; what peers may get wrong inside them is put right here. */
function plainSelector(selector: Selector): Record<string, unknown> {
  switch (selector.type) {
    case 'TextQuoteSelector':
      return {
        type: selector.type,
        exact: selector.exact.toWellFormed(),
        ...(selector.prefix !== undefined && { prefix: selector.prefix.toWellFormed() }),
        ...(selector.suffix !== undefined && { suffix: selector.suffix.toWellFormed() }),
      };
    case 'TextPositionSelector':
      return {
        ...selector,
        start: Math.min(selector.start, selector.end),
        end: Math.max(selector.start, selector.end),
      };
    case 'RangeSelector':
    case 'XPathSelector':
      return selector;
    case 'FragmentSelector':
      return { ...selector, ...(selector.conformsTo !== undefined && { conformsTo: iriOf(selector.conformsTo) }) };
  }
}
