/**
 * A note as screens show it: an annotation joined with its author's name, its group and what
 * this reader may do with it. Margin, popup and library all show notes made by this one function.
 */
import * as v from 'valibot';
import { color, colorOf, legendOf } from './color.ts';
import { hiddenIn, withWords } from './hiding.ts';
import { id, type Id } from './id.ts';
import { mentionedIn, withNames } from './mentions.ts';
import { leavePolicy } from './leave-policy.ts';
import { origin } from './origin.ts';
import { may, type Actor } from './permission.ts';
import {
  givenReaction,
  noReactions,
  noteReactions,
  reactionsFor,
  reactionType,
  type ReactionType,
} from './reaction.ts';
import { annotationKind, instant, target } from './record.ts';
import type { AnnotationRow, GroupRow, MembershipRow, ReactionRow, Role } from './record.ts';
import { quoteOf } from './selectors.ts';

/** What a device calls its owner before there is an account; screens say it in the reader's language. */
export const OWNER_WITHOUT_NAME = 'Me';

/** What the group of what nobody else reads is called where it is made; screens say it in the reader's own language. */
export const PERSONAL_NAME = 'Only me';

/** Whether the endpoint has it: `waiting` in the outbox, `refused` = in the list "not sent". */
export const sendState = v.variant('state', [
  v.object({ state: v.literal('sent') }),
  v.object({ state: v.literal('waiting') }),
  v.object({ state: v.literal('refused'), code: v.string() }),
]);
export type SendState = v.InferOutput<typeof sendState>;

const theirs = v.record(v.string(), v.unknown());

export const note = v.object({
  id,
  group: v.object({
    id,
    name: v.string(),
    personal: v.boolean(),
    /** This reader is no longer in the group, which has this policy for the copy that is left. */
    left: v.optional(leavePolicy),
  }),
  author: v.object({ id, name: v.string() }),
  mine: v.boolean(),
  kind: annotationKind,
  /** Markdown, with today's names of those mentioned in it. */
  text: v.string(),
  /** The members mentioned in it; absent for none. Whoever else is named there is named in words only. */
  mentions: v.optional(v.array(v.object({ id, name: v.string(), isMe: v.boolean() }))),
  tags: v.array(v.string()),
  /** With what the group means by it, if it has said so. */
  color: v.optional(v.object({ name: color, means: v.optional(v.string()) })),
  /** Empty where there is none, and for others than its author where a host has hidden the note: that may be what was wrong with it. */
  quote: v.string(),
  target,
  parent: v.nullable(id),
  copyOf: v.nullable(id),
  /** Of a note that was imported. */
  origin: v.optional(origin),
  /** Of one that came from Hypothesis: what only that knows of it (hypothesis/annotation.ts). */
  hypothesis: v.optional(theirs),
  /** Of one that came as a Web Annotation: what that said and a note cannot (w3c/kept.ts). */
  w3c: v.optional(theirs),
  created: instant,
  updated: instant,
  edited: v.boolean(),
  /** A host has hidden it: others see no words of it; its author sees them, and why. */
  hidden: v.optional(v.object({ reason: v.nullable(v.string()) })),
  send: sendState,
  /** By somebody whom this reader has muted: nothing but its place is left, or it is shown all the same. */
  muted: v.optional(v.picklist(['hidden', 'shown'])),
  /** Absent where nobody has reacted. */
  reactions: v.optional(noteReactions),
  /** One by one and with their givers, where notes are read to be taken out. */
  given: v.optional(v.array(givenReaction)),
  /** Of a question that begins a thread: how many of its answers its asker has said to be one (questions.ts). */
  answers: v.optional(v.number()),
  can: v.object({
    /** Tell the hosts, and as a host hide it or show it again: at the endpoint, while it is there. */
    report: v.optional(v.boolean()),
    hide: v.optional(v.boolean()),
    edit: v.boolean(),
    delete: v.boolean(),
    reply: v.boolean(),
    /** What this reader may react by; absent for nothing. */
    react: v.optional(v.array(reactionType)),
  }),
});
export type Note = v.InferOutput<typeof note>;

export type GroupContext = {
  group: GroupRow;
  /** By member id; people who left are still named. */
  members: ReadonlyMap<Id, MembershipRow>;
};

/**
 * @param me this reader's account, or the local account before signing in
 * @param reactions the living ones to this note, or null where the endpoint takes none
 */
export function toNote(
  row: AnnotationRow,
  context: GroupContext,
  me: Id,
  send: SendState,
  reactions: readonly ReactionRow[] | null = [],
): Note {
  const { author } = row;
  const isHidden = row.fields.hidden === true;
  const hidden = isHidden ? hiddenIn(reactions ?? []) : null;
  const fields = hidden ? withWords(row.fields, hidden) : row.fields;
  const actor = { user: me, role: roleOf(context, me) };
  const name = colorOf(fields);
  const { hypothesis, w3c } = fields;
  const nameOf = (member: Id): string => context.members.get(member)?.fields.name ?? '';
  const mentions = mentionedIn(fields.text)
    .filter((member) => roleOf(context, member) !== null)
    .map((member) => ({ id: member, name: nameOf(member), isMe: member === me }));
  const react = reactions ? mayReactBy(actor, row) : [];
  return {
    id: row.id,
    group: { id: row.group, name: context.group.fields.name, personal: context.group.fields.personal },
    author: { id: author, name: nameOf(author) },
    mine: row.author === me,
    kind: fields.kind,
    text: withNames(fields.text, (member) => context.members.get(member)?.fields.name),
    ...(mentions.length > 0 && { mentions }),
    tags: fields.tags,
    ...(name && { color: { name, means: legendOf(context.group.fields)[name] } }),
    quote: isHidden && author !== me ? '' : (quoteOf(fields.target.selectors)?.exact ?? ''),
    target: fields.target,
    parent: fields.parent,
    copyOf: fields.copyOf ?? null,
    ...(fields.origin && { origin: fields.origin }),
    ...(v.is(theirs, hypothesis) && { hypothesis }),
    // What was said besides may have been what was wrong with it.
    ...(w3c && (!isHidden || author === me) && { w3c }),
    created: row.created,
    updated: row.updated,
    edited: !isHidden && (row.rev > 1 || (row.rev === 1 && send.state !== 'sent')),
    ...(isHidden && { hidden: { reason: hidden?.reason ?? null } }),
    send,
    ...(reactions && reactions.length > 0 && { reactions: reactionsFor(reactions, { me, author, nameOf }) }),
    can: {
      report: !context.group.fields.personal && may(actor, { verb: 'note.report', author }),
      hide: !context.group.fields.personal && may(actor, { verb: 'note.hide', author }),
      edit: !isHidden && may(actor, { verb: 'annotation.edit', author: row.author }),
      delete: may(actor, { verb: 'annotation.delete', author: row.author }),
      reply: may(actor, { verb: 'annotation.create' }),
      ...(react.length > 0 && { react }),
    },
  };
}

/** But for `answered`, which depends on the thread (questions.ts). */
function mayReactBy(actor: Actor, { author, fields: { kind, parent } }: AnnotationRow): ReactionType[] {
  const about = { author, kind, isAnswer: parent !== null, asker: null };
  return reactionType.options.filter((type) => may(actor, { verb: 'reaction.create', type, about }));
}

/** What is left of a note by somebody whom this reader has muted: where it was, for those who answered it. */
export function shellOf(note: Note): Note {
  const { color: _, reactions, given: __, answers: ___, w3c: ____, ...rest } = note;
  const resolved = reactions?.resolved;
  return {
    ...rest,
    author: { id: note.author.id, name: '' },
    kind: 'comment',
    text: '',
    tags: [],
    muted: 'hidden',
    // That a thread is done is said of all of it.
    ...(resolved && { reactions: { ...noReactions(), resolved } }),
    can: { edit: false, delete: false, reply: false },
  };
}

/** Whether this reader may take the note out of here. */
export function mayExport({ group, mine, muted }: Note): boolean {
  return muted !== 'hidden' && (mine || group.left === undefined || group.left === 'keep');
}

/** The active role of a user in a group, or null. */
export function roleOf(context: GroupContext, user: Id): Role | null {
  const membership = context.members.get(user)?.fields;
  return membership?.status === 'active' ? membership.role : null;
}
