/**
 * Notes out of W3C Web Annotations: our own export, which says everything that a note has, and any annotation, page,
 * collection or list of them by others.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { isNestedTooDeeply } from '../nesting.ts';
import { idOfUrn } from '../export/iri.ts';
import { fromTerms } from '../export/page-terms.ts';
import { saidBy } from '../export/reactions.ts';
import type { Id } from '../id.ts';
import type { Origin } from '../origin.ts';
import type { AnnotationFields, AnnotationKind } from '../record.ts';
import { imageTypeOf } from '../image-header.ts';
import { imageIdOf, type ImageId } from '../image.ts';
import { takeImageBodies, type CarriedImage } from '../w3c/image-bodies.ts';
import { hasType, iriIn, listOf, propertiesOf, type Properties } from '../w3c/model.ts';
import { readAnnotation, type ReadAnnotation } from '../w3c/read-annotation.ts';
import { collector, type Collector } from './collect.ts';
import type { ForeignNote, Parsed, Place, TellRead } from './imported.ts';
import { nameOf } from './place.ts';

export function readJsonLd(document: unknown, tell?: TellRead): Parsed {
  const found = collector();
  const items = itemsOf(document);
  const targets = new Map<string, NonNullable<Origin['given']>>();
  const images = new Map<ImageId, CarriedImage>();
  const reactions: { at: Place; item: unknown; target: string; given: NonNullable<Origin['given']>[number] }[] = [];
  for (const [index, item] of items.entries()) {
    const at = { item: index + 1 };
    const reaction = reactionIn(item);
    if (reaction) reactions.push({ at, item, ...reaction });
    else takeAnnotation(item, at, { found, images });
    tell?.(index + 1, items.length);
  }
  for (const note of found.notes) if (note.origin.id !== undefined) targets.set(note.origin.id, []);
  for (const { at, item, target, given } of reactions) {
    const list = targets.get(target);
    if (!list) found.reject(at, 'no-target', item);
    else if (list.length >= MAX_GIVEN) found.reject(at, 'too-many', item);
    else list.push(given);
  }
  const notes = found.notes.map((note): ForeignNote => {
    const given = targets.get(note.origin.id ?? '') ?? [];
    return given.length > 0 ? { ...note, origin: { ...note.origin, given } } : note;
  });
  return { notes, rejected: found.rejected, ...(images.size > 0 && { images }) };
}

/** As many as an origin keeps. */
const MAX_GIVEN = 200;

/** Of a collection, those of the pages that stand in it; what lies behind an address is not fetched. */
function itemsOf(document: unknown): unknown[] {
  const waiting: unknown[] = [document];
  const items: unknown[] = [];
  const seen = new Set<unknown>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) {
      waiting.push(...next.toReversed());
      continue;
    }
    const properties = propertiesOf(next);
    if (properties && seen.has(next)) continue;
    seen.add(next);
    if (properties && hasType(properties, 'AnnotationCollection')) waiting.push(properties['first']);
    else if (properties && hasType(properties, 'AnnotationPage')) waiting.push(properties['next'], properties['items']);
    else if (properties?.['@graph'] !== undefined) waiting.push(properties['@graph']);
    else if (properties) items.push(next);
    else if (typeof next !== 'string') items.push(next);
  }
  return items;
}

function takeAnnotation(
  item: unknown,
  at: Place,
  { found, images }: { found: Collector; images: Map<ImageId, CarriedImage> },
): void {
  const name = iriIn(propertiesOf(item));
  // What is nested too deeply is read no further than to say so.
  const { annotation, pictures } = isNestedTooDeeply(item) ? { annotation: item, pictures: [] } : withoutPictures(item);
  const read = readAnnotation(annotation, { noteOf: () => null });
  if (!read.ok) return found.reject(at, 'unreadable', item, read.reason);
  for (const { id, image } of pictures) images.set(id, image);
  const properties = propertiesOf(annotation) ?? {};
  const isOurs = name !== null && idOfUrn(name) !== null;
  const answers = read.fields.parent === null ? undefined : iriIn(listOf(properties['target'])[0]);
  const copyOf = iriIn(properties['dcterms:isVersionOf']) ?? undefined;
  found.take({
    at,
    name: name ?? nameOf('jsonld', JSON.stringify(item)),
    fields: fieldsOf(read.fields, properties, isOurs),
    ...(answers && { answers }),
    ...(copyOf !== undefined && { copyOf }),
    origin: originOf(read, properties, { answers: answers ?? undefined, copyOf }),
  });
}

/** A picture that notes could not have, or that no words name, stays a body, kept as those of others are. */
function withoutPictures(item: unknown): { annotation: unknown; pictures: { id: ImageId; image: CarriedImage }[] } {
  const given = propertiesOf(item);
  const { annotation, images } = given ? takeImageBodies(given) : { annotation: item, images: [] };
  if (images.length === 0) return { annotation: item, pictures: [] };
  const pictures = images.map((image) => ({ id: imageIdOf(sha256(image.bytes)), image }));
  const words = JSON.stringify(listOf(propertiesOf(annotation)?.['body']));
  const areOurs = pictures.every(({ id, image }) => words.includes(`image:${id}`) && imageTypeOf(image.bytes) !== null);
  return areOurs ? { annotation, pictures } : { annotation: item, pictures: [] };
}

function originOf(
  { iri, created, modified, creator }: ReadAnnotation,
  properties: Properties,
  { answers, copyOf }: Pick<Origin, 'answers' | 'copyOf'>,
): Origin {
  const audience = propertiesOf(listOf(properties['audience'])[0]);
  const [group, name] = [iriIn(audience), audience?.['schema:name']];
  return {
    from: 'jsonld',
    ...(iri !== null && { id: iri }),
    ...(creator && {
      author: {
        ...(creator.iri !== null && { id: creator.iri }),
        ...(creator.name !== null && { name: creator.name }),
      },
    }),
    ...(group !== null && { group: { id: group, name: typeof name === 'string' ? name : '' } }),
    ...(created !== null && { created }),
    ...(modified !== null && { modified }),
    ...(answers !== undefined && { answers }),
    ...(copyOf !== undefined && { copyOf }),
  };
}

/** What only our own export says, and what of the kept is in the origin already. */
function fieldsOf(read: AnnotationFields, properties: Properties, isOurs: boolean): AnnotationFields {
  const { parent: _, copyOf: __, w3c, ...fields } = read;
  const page = propertiesOf(properties['as:context']) ?? {};
  const { keys, citation } = fromTerms(page);
  const target = {
    ...fields.target,
    ...(isOurs && typeof page['dcterms:title'] === 'string' && { title: page['dcterms:title'] }),
    ...(isOurs && keys && { keys }),
    ...(citation && { citation }),
  };
  const { via, 'dc:creator': ___, audience, ...others } = w3c ?? {};
  const theirs = { ...(via !== undefined && { via }), ...(audience !== undefined && { audience }) };
  const kept = { ...others, ...(isOurs ? keptByUs(properties) : theirs) };
  const kind = isOurs ? kindOf(properties, read) : read.kind;
  return { ...fields, kind, target, parent: null, ...(Object.keys(kept).length > 0 && { w3c: kept }) };
}

/** What our export wrote of what was kept: behind its own where they share a property, else as it stands. */
function keptByUs({ via, 'dc:creator': creator, audience }: Properties): Properties {
  const [, ...heard] = listOf(audience);
  return {
    ...(via !== undefined && { via }),
    ...(creator !== undefined && { 'dc:creator': creator }),
    ...(heard.length > 0 && { audience: heard.length === 1 ? heard[0] : heard }),
  };
}

/** Our own export's motivations say which kind it was; notes about a page and comments are told apart by having words and no passage. */
function kindOf({ motivation }: Properties, { kind, text, target }: AnnotationFields): AnnotationKind {
  const known: Record<string, AnnotationKind> = {
    highlighting: 'highlight',
    questioning: 'question',
    replying: 'reply',
    linking: 'connection',
    bookmarking: 'page',
    commenting: target.selectors.length === 0 && text !== '' ? 'page' : 'comment',
  };
  return (typeof motivation === 'string' ? known[motivation] : undefined) ?? kind;
}

/** What was said to a note without words, which our export writes as annotations of it. */
function reactionIn(item: unknown): { target: string; given: NonNullable<Origin['given']>[number] } | null {
  const properties = propertiesOf(item);
  if (!properties) return null;
  const { motivation, body, target, created, creator, id } = properties;
  const type = saidBy(motivation, propertiesOf(body)?.['value']);
  if (type === null) return null;
  const urn = iriIn(target);
  const author: Id | null = idOfUrn(iriIn(creator) ?? '');
  const own: Id | null = idOfUrn(typeof id === 'string' ? id : '');
  if (urn === null || idOfUrn(urn) === null || own === null || author === null) return null;
  const name = propertiesOf(creator)?.['name'];
  const at = typeof created === 'string' && !Number.isNaN(Date.parse(created)) ? new Date(created).toISOString() : null;
  if (at === null) return null;
  return {
    target: urn,
    given: {
      id: own,
      type,
      author: { id: author, name: typeof name === 'string' ? name.slice(0, 200) : '' },
      created: at,
    },
  };
}
