/**
 * What a Web Annotation says and a note cannot: kept in its field `w3c` by the property's name, as it was sent, and given back
 * when the note is written as an annotation again. A part that the note does say is given back as it was sent for as long as the
 * note says the same; once its author has changed that in the extension, the note is right.
 */
import * as v from 'valibot';
import { colorOf } from '../color.ts';
import type { AnnotationFields } from '../record.ts';
import { demandSound, listOf, propertiesOf, Unreadable, type Properties } from './model.ts';
import { readNote, type Said } from './read-note.ts';
import { CONTEXT, describeNote, type Described } from './write-annotation.ts';

/** As JSON, in UTF-16 units. */
export const MAX_KEPT = 60_000;

const LDP_CONTEXT = 'http://www.w3.org/ns/ldp.jsonld';

/** The endpoint or the record says these; `as:context` follows from the target. */
const OWN: ReadonlySet<string> = new Set(['@context', 'id', 'type', 'created', 'modified', 'creator', 'as:context']);

/** Null for nothing. Throws an Unreadable for more than there is room for, and for what could not be given back soundly. */
export function keptOf(annotation: Properties, said: Said): Properties | null {
  const written = describeNote(describedBy(said));
  const isSaid = (key: string, value: unknown): boolean =>
    OWN.has(key) || isSame(value, written[key]) || namesNote(key, value, said);
  const kept: Properties = Object.fromEntries(Object.entries(annotation).filter(([key, value]) => !isSaid(key, value)));
  const types = listOf(annotation['type']);
  if (types.length > 1) kept['type'] = types;
  const contexts = contextsIn(annotation);
  if (contexts.length > 0) kept['@context'] = contexts;
  const via = [...new Set([...listOf(annotation['via']), ...listOf(annotation['id'])])];
  if (via.length > 0) kept['via'] = via.length === 1 ? via[0] : via;
  // Who wrote it here is who is signed in; whom it names is kept under the other vocabulary's word for it.
  if (annotation['creator'] !== undefined) {
    const creators = [...listOf(annotation['dc:creator']), ...listOf(annotation['creator'])];
    kept['dc:creator'] = creators.length === 1 ? creators[0] : creators;
  }
  demandIris(kept);
  if (JSON.stringify(kept).length > MAX_KEPT)
    throw new Unreadable(`It has more than the ${MAX_KEPT} characters of properties that a note has room to keep.`);
  return Object.keys(kept).length > 0 ? kept : null;
}

/** By whatever IRI: a note has one of its own where it is written. */
function namesNote(key: string, value: unknown, { parent, copyOf }: Said): boolean {
  if (key === 'target') return parent !== null && propertiesOf(value)?.['source'] === undefined;
  return key === 'dcterms:isVersionOf' && copyOf !== null;
}

/** What is kept of a note, to be put over what it is written as. @param kept its field `w3c` */
export function givenBack(note: Described, kept: Properties | undefined): Properties {
  if (!kept || !isSound(kept)) return {};
  const read = readAgain({ ...describeNote(note), ...kept }, note);
  const isStillSaid = (key: string): boolean => {
    if (key === 'motivation') return read?.kind === note.kind;
    if (key === 'body' || key === 'bodyValue') return isSame(read && wordsOf(read), wordsOf(note));
    if (key === 'target' || key === 'stylesheet') return isSame(read && placeOf(read), placeOf(note));
    return key === 'type' || key === '@context' || !OWN.has(key);
  };
  return Object.fromEntries(Object.entries(kept).filter(([key]) => isStillSaid(key)));
}

/** A note's fields as they are written. */
export function describedIn({ kind, text, tags, color, target, parent, copyOf }: AnnotationFields): Described {
  return describedBy({ kind, text, tags, color, target, parent, copyOf: copyOf ?? null });
}

function describedBy(said: Said): Described {
  const { color, ...others } = said;
  const name = colorOf(color === undefined ? {} : { color });
  return { ...others, ...(name && { color: { name } }) };
}

/** Members can have anything kept by a push of their own. */
function isSound(kept: Properties): boolean {
  try {
    for (const part of ['body', 'target'] as const) demandSound(kept[part], part);
    demandIris(kept);
    const { type = 'Annotation', '@context': contexts = [] } = kept;
    return listOf(type).includes('Annotation') && listOf(contexts).every((one) => typeof one === 'string');
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/** Null for what can be read no more. */
function readAgain(annotation: Properties, { parent, target }: Described): Described | null {
  // The kept form of the words stands in the place of the written one.
  const { body: _, ...withoutBody } = annotation;
  const whole = annotation['bodyValue'] === undefined ? annotation : withoutBody;
  // Which note an IRI names was found out when it came.
  const others = parent === null ? {} : { noteOf: () => parent, pageOf: () => target };
  try {
    return describedBy(readNote(whole, others));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function wordsOf({ text, tags }: Described) {
  return { text, tags };
}

function placeOf({ color, parent, target: { source, selectors } }: Described) {
  return { color: color?.name, parent, source, selectors };
}

/** Its own contexts, by their addresses: one that stood in the annotation itself could give our words another meaning. */
function contextsIn(annotation: Properties): string[] {
  return listOf(annotation['@context']).flatMap((one) => {
    if (one === CONTEXT || one === LDP_CONTEXT) return [];
    if (typeof one !== 'string' || !/^https?:\/\//.test(one))
      throw new Unreadable('@context: contexts are named by their addresses here.');
    return [one];
  });
}

const iri = v.pipe(v.string(), v.regex(/^[a-z][a-z\d+.-]*:\S*$/i), v.maxLength(4096));
const IRIS = (
  [
    ['canonical', 1],
    ['via', 20],
    ['rights', 20],
  ] as const
).map(([key, most]) => ({ key, most, form: v.pipe(v.array(iri), v.minLength(1), v.maxLength(most)) }));

function demandIris(kept: Properties): void {
  for (const { key, most, form } of IRIS) {
    if (key in kept && !v.is(form, listOf(kept[key])))
      throw new Unreadable(`${key}: it must be ${most === 1 ? 'one address' : 'addresses'}.`);
  }
  const generated = kept['generated'];
  if (generated !== undefined && !(typeof generated === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(generated)))
    throw new Unreadable('generated: it must be one instant in UTC, written with Z.');
}

/** Whether two values say the same: one thing and a list of it, in any order of properties. */
export function isSame(one: unknown, other: unknown): boolean {
  // Most are written as we write them.
  if (one === other || JSON.stringify(one) === JSON.stringify(other)) return true;
  return JSON.stringify(normal(one)) === JSON.stringify(normal(other));
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? normal(value[0]) : value.map(normal);
  const properties = propertiesOf(value);
  if (!properties) return value;
  return Object.entries(properties)
    .filter(([key, one]) => key !== 'type' || (one !== 'SpecificResource' && one !== 'TextualBody'))
    .map(([key, one]) => [key, normal(one)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
