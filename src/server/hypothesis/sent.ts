/** An annotation as a tool sends it, and what of one is a change of a note. Pure. */
import * as v from 'valibot';
import {
  cleanTags,
  fromHypothesis,
  keptOf,
  kindOf,
  sentAnnotation,
  withExtra,
  type toHypothesis,
} from '../../core/hypothesis/annotation.ts';
import type { AnnotationFields, AnnotationRow } from '../../core/record.ts';
import { WORLD } from './names.ts';

const around = {
  group: v.optional(v.string(), WORLD),
  permissions: v.optional(v.looseObject({ read: v.optional(v.array(v.string())) })),
};
export const newAnnotation = v.looseObject({ ...sentAnnotation.entries, ...around });
export const changedAnnotation = v.partial(v.looseObject({ ...sentAnnotation.entries, ...around }));
export type Sent = v.InferOutput<typeof newAnnotation>;
export type Changed = v.InferOutput<typeof changedAnnotation>;

/** What is another than it was, of a note that tools are shown so. Throws a ValiError for more than is kept. */
export function changesOf(
  row: AnnotationRow,
  shown: ReturnType<typeof toHypothesis>,
  sent: Changed,
): Partial<AnnotationFields> {
  const { fields } = row;
  const changes: Partial<AnnotationFields> = {};
  // Sent back as it was shown it says nothing new: mentions are words there.
  if (sent.text !== undefined && sent.text !== shown.text) changes.text = sent.text;
  if (sent.tags && JSON.stringify(cleanTags(sent.tags)) !== JSON.stringify(fields.tags))
    changes.tags = cleanTags(sent.tags);
  if (fields.kind === 'highlight' && changes.text) changes.kind = kindOf(changes.text, fields.parent, fields.target);
  const before = keptOf(fields);
  const kept = withExtra(before, unknownOf(sent));
  const selector = sent.target?.[0]?.selector;
  const isElsewhere =
    (sent.uri !== undefined && sent.uri !== shown.uri) ||
    (selector !== undefined && JSON.stringify(selector) !== JSON.stringify(shown.target[0].selector ?? []));
  if (isElsewhere) {
    const target = [{ selector: selector ?? shown.target[0].selector ?? [] }];
    const { document = { title: fields.target.title } } = sent;
    const moved = fromHypothesis(
      v.parse(sentAnnotation, { uri: sent.uri ?? shown.uri, target, document }),
      fields.parent,
    );
    changes.target = { ...fields.target, ...moved.target };
    kept.selectors = keptOf(moved).selectors;
  }
  if (JSON.stringify(kept) !== JSON.stringify(before)) changes['hypothesis'] = kept;
  return changes;
}

/** What neither they nor we know, to be handed back. */
export function unknownOf(sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sent).filter(([key]) => !KNOWN.has(key)));
}

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(newAnnotation.entries),
  // Ours to say, whatever a tool sends back of what it was answered.
  'id',
  'created',
  'updated',
  'user',
  'user_info',
  'links',
  'hidden',
  'flagged',
  'actions',
  'mentions',
  'moderation',
  'moderation_status',
  'consumer',
  'deleted',
  'status',
  'reason',
]);
