/**
 * The records that travel between learners: group, membership, annotation, reaction. Each is a row with
 * the same envelope and its own fields; the schemas are the model of client and endpoint alike.
 * Field objects are loose: keys that a newer version added are kept, not dropped (fault F28).
 */
import * as v from 'valibot';
import { id } from './id.ts';
import { origin } from './origin.ts';
import { selector, type Selector } from './selectors.ts';
import { MAX_MEANING } from './legend-limit.ts';

export const MAX_TEXT = 50_000;
const MAX_URL = 4096;

/** An instant as RFC 3339 in UTC with milliseconds and `Z`, the form the W3C model asks for. */
export const instant = v.pipe(v.string(), v.isoTimestamp(), v.regex(/Z$/));

/** What an annotation is; see design §1. A `page` note is about the whole document. */
export const annotationKind = v.picklist(['highlight', 'comment', 'question', 'reply', 'page', 'connection']);
export type AnnotationKind = v.InferOutput<typeof annotationKind>;

/** How many earlier anchors a note keeps, and how much room they may take as JSON, in UTF-16 units. */
export const MAX_FORMER = 10;
export const MAX_FORMER_CHARS = 130_000;

/** Where an annotation was attached before, and when that was replaced (core/reanchor.ts). */
export type FormerAnchor = { selectors: Selector[]; replaced: string };

/** Its type is written down, since inferring it in every row of every answer is too deep for the compiler. */
export const formerAnchor: v.GenericSchema<FormerAnchor> = v.looseObject({
  selectors: v.pipe(v.array(selector), v.minLength(1), v.maxLength(8)),
  /** Shown as a time, so it must be one: the form alone allows a 31st of February. */
  replaced: v.pipe(
    instant,
    v.check((text) => !Number.isNaN(Date.parse(text))),
  ),
});

/**
 * The document and the passage in it. `keys` are all addresses and identifiers under which the
 * document is known (core/document.ts); `selectors` is empty for page notes and replies. Earlier
 * anchors stand here too, newest last, so that passage and history change together or not at all.
 */
export const target = v.looseObject({
  source: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_URL)),
  keys: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_URL))), v.minLength(1), v.maxLength(20)),
  title: v.pipe(v.string(), v.maxLength(1024)),
  selectors: v.pipe(v.array(selector), v.maxLength(8)),
  former: v.optional(
    v.pipe(
      v.array(formerAnchor),
      v.maxLength(MAX_FORMER),
      v.check((list) => JSON.stringify(list).length <= MAX_FORMER_CHARS),
    ),
  ),
});
export type Target = v.InferOutput<typeof target>;

const tag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

export const annotationFields = v.looseObject({
  kind: annotationKind,
  /** Markdown; empty for a highlight. */
  text: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
  tags: v.pipe(v.array(tag), v.maxLength(30)),
  target,
  /** Of a highlight (core/color.ts); empty or absent for none. */
  color: v.optional(v.pipe(v.string(), v.maxLength(16))),
  /** The annotation this one answers, or null. */
  parent: v.nullable(id),
  /** Its words were taken from the sight of all but its author (hiding.ts). Said by the endpoint alone. */
  hidden: v.optional(v.boolean()),
  /** The annotation whose concurrent edit this is a kept copy of (core/merge.ts). */
  copyOf: v.optional(id),
  /** Where it was brought in from, if it was. */
  origin: v.optional(origin),
  /** Of one that came as a Web Annotation: what that said and a note cannot (w3c/kept.ts). */
  w3c: v.optional(v.record(v.string(), v.unknown())),
});
export type AnnotationFields = v.InferOutput<typeof annotationFields>;

type SomeFields = { [K in keyof AnnotationFields]?: AnnotationFields[K] | undefined };

/** Whether nothing is missing of what a note must have. @param fields each of them parsed */
export function isWhole(fields: SomeFields): fields is AnnotationFields {
  const { kind, text, tags, target, parent } = fields;
  return [kind, text, tags, target, parent].every((field) => field !== undefined);
}

const displayName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

export const groupFields = v.looseObject({
  name: displayName,
  description: v.pipe(v.string(), v.maxLength(2000)),
  /** True for a member's own group of one: "only me". Nobody can join it. */
  personal: v.boolean(),
  /** What becomes of the copy on a device whose owner is out of the group (core/leave-policy.ts). */
  onLeave: v.optional(v.pipe(v.string(), v.maxLength(32))),
  /** Hosts that the group's notes are sent on to (protocol/webhooks.ts), so that every member knows: the endpoint's to say. */
  toldTo: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(255))), v.maxLength(32))),
  /** What colours mean here (core/color.ts). */
  legend: v.optional(
    v.pipe(
      v.array(
        v.looseObject({
          color: v.pipe(v.string(), v.maxLength(16)),
          means: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_MEANING)),
        }),
      ),
      v.maxLength(16),
    ),
  ),
});
export type GroupFields = v.InferOutput<typeof groupFields>;

export const role = v.picklist(['owner', 'facilitator', 'member', 'reader']);
export type Role = v.InferOutput<typeof role>;

/** One row a member and group; its id is the member's own id within that group. */
export const membershipFields = v.looseObject({
  member: id,
  /** How the member is called in this group: pen names differ from group to group. */
  name: displayName,
  role,
  status: v.picklist(['active', 'left', 'removed']),
  /** The account was deleted: what it reacted with is gone, and no tombstones say so one by one. */
  erased: v.optional(v.boolean()),
});
export type MembershipFields = v.InferOutput<typeof membershipFields>;

/** How many living reactions one note may have that all see, and how many that are for its author alone: deleting it deletes them. */
export const MAX_REACTIONS = 2000;
export const MAX_PRIVATE_REACTIONS = 2000;

/** They never change: a reaction is given, and taken back. `type` may be one of a newer version (core/reaction.ts). */
export const reactionFields = v.looseObject({
  /** The annotation that is reacted to, of the same group. */
  target: id,
  type: v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)),
});
export type ReactionFields = v.InferOutput<typeof reactionFields>;

const envelope = {
  id,
  group: id,
  /** The account that created the record. */
  author: id,
  /** Counts the changes of this record; 0 = the endpoint has not acknowledged it yet. */
  rev: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Position in the group's history (per-group counter); 0 = not acknowledged yet. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  created: instant,
  updated: instant,
};

/** A living record, or its tombstone: a deleted record keeps its envelope and no words. */
const living = <K extends string, F extends v.GenericSchema>(kind: K, fields: F) =>
  v.object({ ...envelope, kind: v.literal(kind), deleted: v.optional(v.literal(false), false), fields });
export const recordKind = v.picklist(['annotation', 'group', 'membership', 'reaction']);
const tombstone = v.object({
  ...envelope,
  kind: recordKind,
  deleted: v.literal(true),
});

export const annotationRow = v.object({
  ...living('annotation', annotationFields).entries,
  /** The place in the history at which it was last restored. Reactions from before are gone, and no tombstones say so one by one. */
  restored: v.optional(envelope.seq),
});
export const groupRow = living('group', groupFields);
export const membershipRow = living('membership', membershipFields);
export const reactionRow = living('reaction', reactionFields);
export const row = v.union([annotationRow, groupRow, membershipRow, reactionRow, tombstone]);

export type AnnotationRow = v.InferOutput<typeof annotationRow>;
export type GroupRow = v.InferOutput<typeof groupRow>;
export type MembershipRow = v.InferOutput<typeof membershipRow>;
export type ReactionRow = v.InferOutput<typeof reactionRow>;
export type Tombstone = v.InferOutput<typeof tombstone>;
export type Row = v.InferOutput<typeof row>;
