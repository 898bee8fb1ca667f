/**
 * A note as a whole Web Annotation: what its fields say, who and where it is, and what is kept of it from elsewhere. The same in
 * an export and at the endpoint.
 */
import type { Id } from '../id.ts';
import { listOf, type Properties } from './model.ts';
import { CONTEXT, describeNote, type Described } from './write-annotation.ts';

export type Around = {
  /** Its own name, and those of other notes. */
  id: string;
  nameOf?: (note: Id) => string;
  created: string;
  /** Null for what was never changed. */
  modified: string | null;
  creator: Properties;
  audience: Properties;
  canonical?: string;
  /** All that is said of the page, where it is more than its address and title. */
  page?: Properties;
  /** Bodies behind those of its words. */
  carried?: readonly Properties[];
};

/** @param kept of `givenBack`: it never says who or where the note is */
export function wholeAnnotation(note: Described, kept: Properties, around: Around): Properties {
  const { motivation, body, ...others } = describeNote(note, around.nameOf);
  const { '@context': contexts, type, audience: heard, ...back } = kept;
  const { id, created, modified, creator, audience, canonical, page, carried = [] } = around;
  // A body in short stands beside no other.
  if (carried.length > 0) delete back['bodyValue'];
  const words = back['body'] ?? (back['bodyValue'] === undefined ? body : undefined);
  const bodies = carried.length > 0 ? [...listOf(words), ...carried] : words;
  return {
    '@context': contexts === undefined ? CONTEXT : [CONTEXT, ...listOf(contexts)],
    id,
    type: type ?? 'Annotation',
    motivation,
    created,
    ...(modified !== null && { modified }),
    creator,
    audience: heard === undefined ? audience : [audience, ...listOf(heard)],
    ...(bodies !== undefined && { body: bodies }),
    ...others,
    ...(page && { 'as:context': page }),
    ...(canonical !== undefined && { canonical }),
    ...back,
    ...(bodies !== undefined && { body: bodies }),
  };
}
