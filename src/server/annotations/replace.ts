/** What a PUT changes of a note: what the client gave back as it was served is left as it is, with all that the annotation does not say. */
import { urnOf } from '../../core/export/iri.ts';
import type { Id } from '../../core/id.ts';
import { reanchored } from '../../core/reanchor.ts';
import type { AnnotationFields, AnnotationRow, Target } from '../../core/record.ts';
import { isSame } from '../../core/w3c/kept.ts';
import { iriIn, listOf, type Properties } from '../../core/w3c/model.ts';
import { HttpError } from '../http/http-error.ts';

/** Names that an annotation has once and for all (protocol §5.3, model §3.3.5). Throws `invalid`. */
export function demandOwnNames(sent: Properties, served: Properties): void {
  for (const key of ['id', 'canonical', 'via']) {
    if (sent[key] !== undefined && !isSame(sent[key], served[key]))
      throw new HttpError('invalid', null, `${key}: it stays as it is, and another one is another annotation.`);
  }
}

/** What was sent without what the endpoint itself says: who has written it, and for which group. */
export function withoutOwn(sent: Properties, { account, group }: { account: Id; group: Id }): Properties {
  const { audience, creator, ...others } = sent;
  const heard = listOf(audience).filter((one) => iriIn(one) !== urnOf(group));
  const foreign = listOf(creator).filter((one) => iriIn(one) !== urnOf(account));
  return { ...others, ...(heard.length > 0 && { audience: heard }), ...(foreign.length > 0 && { creator: foreign }) };
}

/** With the names it has from elsewhere, also where the client left them out, and without those that follow from the record. */
export function withNames(sent: Properties, served: Properties, note: Id): Properties {
  const { id: _, canonical: __, via: ___, ...others } = sent;
  const { canonical, via } = served;
  return { ...others, ...(via !== undefined && { via }), ...(canonical !== urnOf(note) && { canonical }) };
}

type Exchange = { sent: Properties; served: Properties; at: string };

/** @param read what was sent, as a note */
export function changedFields(
  { fields: before }: AnnotationRow,
  read: AnnotationFields,
  { sent, served, at }: Exchange,
): AnnotationFields {
  const isServed = (...keys: string[]): boolean => keys.every((key) => isSame(sent[key], served[key]));
  // Mentions are served as names, which do not lead back.
  const words = isServed('body', 'bodyValue') ? { text: before.text, tags: before.tags } : {};
  const place = isServed('target', 'stylesheet')
    ? { target: before.target, color: before.color }
    : { target: movedTo(before.target, read.target, at), color: read.color ?? '' };
  const kind = isServed('body', 'bodyValue', 'target', 'motivation') ? { kind: before.kind } : {};
  return { ...read, ...words, ...place, ...kind, parent: read.parent, w3c: read.w3c };
}

function movedTo(before: Target, { source, keys, title, selectors }: Target, at: string): Target {
  // Of the same document more is known than its address says.
  if (before.source === source) return reanchored(before, selectors, at);
  return { source, keys, title, selectors };
}
