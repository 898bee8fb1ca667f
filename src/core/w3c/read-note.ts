/** What a note of ours says of a Web Annotation: its words, its place, and what kind of note that is. Apart from what is kept beside it. */
import { idOfUrn } from '../export/iri.ts';
import type { Id } from '../id.ts';
import type { AnnotationKind } from '../record.ts';
import { iriIn, listOf, type Properties } from './model.ts';
import { readBody, type Words } from './read-body.ts';
import { readTarget, type Others, type Place } from './read-target.ts';

export type Said = Words & Place & { kind: AnnotationKind; copyOf: Id | null };

/** Throws an Unreadable. */
export function readNote(annotation: Properties, others: Others): Said {
  const words = readBody(annotation);
  const place = readTarget(annotation, others);
  const copied = iriIn(annotation['dcterms:isVersionOf']);
  const copyOf = copied === null ? null : (others.noteOf?.(copied) ?? idOfUrn(copied));
  return { kind: kindOf(annotation, words, place), ...words, ...place, copyOf };
}

function kindOf({ motivation }: Properties, { text, tags }: Words, { parent, target }: Place): AnnotationKind {
  const motivations = listOf(motivation).map((one) => String(one).replace(/^oa:/, ''));
  if (motivations.includes('questioning')) return 'question';
  if (parent !== null) return 'reply';
  if (motivations.includes('linking')) return 'connection';
  if (target.selectors.length === 0) return 'page';
  return text === '' && (tags.length === 0 || motivations.includes('highlighting')) ? 'highlight' : 'comment';
}
