/** The IRIs of groups as containers, of their pages, and of annotations in them, at this endpoint. */
import * as v from 'valibot';
import { idOfUrn } from '../../core/export/iri.ts';
import { id as recordId, type Id } from '../../core/id.ts';
import type { Reading } from '../storage/storage.ts';

/** What stands before all of them. */
export const ANNOTATIONS = '/anno/';

/** It ends in a slash, and an annotation's IRI is it and one component (protocol §4 and §5.1). */
export function containerIri(base: string, group: Id): string {
  return new URL(`${ANNOTATIONS}${group}/`, base).href;
}

/** @param name what a client asked for it to be called, or its id */
export function annotationIri(base: string, group: Id, name: string): string {
  return containerIri(base, group) + encodeURIComponent(name);
}

/** Whether what a client asks for can be a name: in no other form than it is, and no id of something else. */
export function isName(text: string): boolean {
  return /^[\w.~-]{1,64}$/.test(text) && !/^\.+$/.test(text) && !v.is(recordId, text);
}

/** The note of a group that the last part of an IRI names, whether it is there or not. */
export async function noteNamed(
  reading: Pick<Reading, 'annotationNamed'>,
  group: Id,
  name: string,
): Promise<Id | null> {
  if (v.is(recordId, name)) return name;
  return isName(name) ? reading.annotationNamed(group, name) : null;
}

/** The note of a group that an IRI names: by its address here, or as exports name it. */
export async function noteOfIri(
  reading: Pick<Reading, 'annotationNamed'>,
  base: string,
  group: Id,
  iri: string,
): Promise<Id | null> {
  const container = containerIri(base, group);
  if (!iri.startsWith(container)) return idOfUrn(iri);
  const name = iri.slice(container.length);
  return noteNamed(reading, group, name);
}
