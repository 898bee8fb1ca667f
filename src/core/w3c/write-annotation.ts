/**
 * What a note says, as properties of a W3C Web Annotation (https://www.w3.org/TR/annotation-model/): the same in an export and
 * at the endpoint, which differ only in who and where it is. `read-annotation.ts` is the way back.
 */
import type { Color } from '../color.ts';
import { LOOKS } from '../color-looks.ts';
import { iriOf, urnOf } from '../export/iri.ts';
import type { Id } from '../id.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import type { AnnotationKind, Target } from '../record.ts';
import type { Selector } from '../selectors.ts';

export const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

export type Described = {
  kind: AnnotationKind;
  text: string;
  tags: readonly string[];
  color?: { name: Color } | undefined;
  target: Target;
  parent: Id | null;
  copyOf: Id | null;
};

/** In the order in which they are written. @param nameOf the IRI of another note */
export function describeNote(note: Described, nameOf: (note: Id) => string = urnOf): Record<string, unknown> {
  const body = bodies(note);
  return {
    motivation: motivationOf(note),
    ...(body.length > 0 && { body }),
    target: targetOf(note, nameOf),
    ...(note.color && isOnPassage(note) && { stylesheet: stylesheet(note.color.name) }),
    // The page by its own name: a title has no place beside `source`, and a reply whose parent was
    // deleted would otherwise not say which page it is about.
    'as:context': pageOf(note.target),
    ...(note.copyOf !== null && { 'dcterms:isVersionOf': { id: nameOf(note.copyOf) } }),
  };
}

/** A group or a person, by id and by the name it has there. */
type Named = { id: Id; name: string };

export function audience({ id, name }: Named): Record<string, unknown> {
  return { id: urnOf(id), type: 'Audience', 'schema:name': name.toWellFormed() };
}

export function person({ id, name }: Named): Record<string, unknown> {
  return { id: urnOf(id), type: 'Person', ...(name !== '' && { name: name.toWellFormed() }) };
}

export function pageOf({ source, title }: Pick<Target, 'source' | 'title'>): Record<string, unknown> {
  return { id: iriOf(source), 'dcterms:title': title.toWellFormed() };
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
function motivationOf(note: Described): string {
  return note.kind === 'page' && note.text === '' ? 'bookmarking' : MOTIVATION[note.kind];
}

function bodies(note: Described): Record<string, unknown>[] {
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
function targetOf({ parent, target, color }: Described, nameOf: (note: Id) => string): unknown {
  if (parent !== null) return nameOf(parent);
  const source = iriOf(target.source);
  if (target.selectors.length === 0) return source;
  const selector = target.selectors.map(plainSelector);
  return { type: 'SpecificResource', source, selector, ...(color && { styleClass: color.name }) };
}

function isOnPassage({ parent, target }: Described): boolean {
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
