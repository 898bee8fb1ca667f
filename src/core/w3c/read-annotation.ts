/**
 * Reads one W3C Web Annotation (https://www.w3.org/TR/annotation-model/) of whatever origin as a note: the only way in, for
 * imported files and for what comes by the protocol. What a note cannot say is kept beside it (kept.ts), or the annotation is
 * refused with the reason; nothing of it is dropped in silence. `write-annotation.ts` is the way out. Pure.
 */
import { isNestedTooDeeply } from '../nesting.ts';
import { MAX_TEXT, type AnnotationFields } from '../record.ts';
import { keptOf } from './kept.ts';
import { demandSound, hasType, iriIn, listOf, propertiesOf, Unreadable, type Properties } from './model.ts';
import { readNote } from './read-note.ts';
import type { Others } from './read-target.ts';

export type ReadAnnotation = {
  /** What it was called where it comes from. */
  iri: string | null;
  /** RFC 3339 in UTC with `Z`; null where it does not say. */
  created: string | null;
  modified: string | null;
  /** Who is named as its author: to be shown, not to be believed. */
  creator: { iri: string | null; name: string | null } | null;
  /** As a record has them; of texts and tags the record's own schema says how long they may be. */
  fields: AnnotationFields;
};

/** `reason`: a sentence for whoever sent it, which begins with the property that stands against it. */
export type Read = ({ ok: true } & ReadAnnotation) | { ok: false; reason: string };

/** @param others what is known of notes that are here already; a reply to a note of an export finds its page by itself */
export function readAnnotation(value: unknown, others: Others = {}): Read {
  try {
    return { ok: true, ...read(value, others) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.message };
    throw error;
  }
}

function read(value: unknown, others: Others): ReadAnnotation {
  const annotation = propertiesOf(value);
  if (!annotation || !hasType(annotation, 'Annotation')) throw new Unreadable('type: it is no Annotation.');
  if (isNestedTooDeeply(annotation)) throw new Unreadable('It is nested too deeply.');
  for (const part of ['body', 'target'] as const) demandSound(annotation[part], part);
  const said = readNote(annotation, others);
  if (said.text.length > MAX_TEXT) throw new Unreadable(`body: a note has ${MAX_TEXT} characters at most.`);
  const kept = keptOf(annotation, said);
  const { color, copyOf, ...fields } = said;
  return {
    iri: iriIn(annotation),
    created: instantOf(annotation, 'created'),
    modified: instantOf(annotation, 'modified'),
    creator: creatorOf(annotation),
    fields: {
      ...fields,
      ...(color !== undefined && { color }),
      ...(copyOf !== null && { copyOf }),
      ...(kept && { w3c: kept }),
    },
  };
}

function instantOf(annotation: Properties, key: string): string | null {
  const found = annotation[key];
  if (found === undefined) return null;
  const time = typeof found === 'string' ? Date.parse(found) : Number.NaN;
  if (Number.isNaN(time)) throw new Unreadable(`${key}: there is no such instant.`);
  return new Date(time).toISOString();
}

function creatorOf({ creator }: Properties): ReadAnnotation['creator'] {
  const [one] = listOf(creator);
  if (one === undefined) return null;
  const name = propertiesOf(one)?.['name'];
  return { iri: iriIn(one), name: typeof name === 'string' ? name : null };
}
