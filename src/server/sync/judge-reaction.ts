/**
 * Decides one operation on a reaction. Who may is asked of core/permission.ts, what excludes what of core/reaction.ts.
 * What somebody may not see is answered as if it were not there.
 */
import { noteRow } from './note-row.ts';
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { may, type About, type Actor } from '../../core/permission.ts';
import { isPrivate, isShared, slotOf, type ReactionType } from '../../core/reaction.ts';
import { MAX_PRIVATE_REACTIONS, MAX_REACTIONS, reactionRow, type AnnotationRow } from '../../core/record.ts';
import type { Op } from '../../protocol/sync.ts';
import { maySee } from '../storage/reactions.ts';
import type { StoredRecord } from '../storage/storage.ts';
import { createdAt } from './judge-annotation.ts';
import { invalid, type Verdict } from './verdict.ts';
import { revsOf, writeRecord, writeTombstone, type Writing } from './write-record.ts';

type ReactionOp = Extract<Op, { kind: 'reaction' }>;
type GiveOp = Extract<ReactionOp, { act: 'put' }>;

/** How far up a thread the question is looked for: each step is a read that others wait for. */
const MAX_STEPS = 100;

/** @param actor a member who may read the group */
export async function judgeReaction(writing: Writing, actor: Actor, op: ReactionOp): Promise<Verdict> {
  const current = await writing.tx.record(op.group, op.id);
  if (current && (current.kind !== 'reaction' || !maySee(actor.user, current))) return invalid('id: It is in use.');
  return op.act === 'put' ? give(writing, actor, op, current) : takeBack(writing, actor, current);
}

async function give(writing: Writing, actor: Actor, op: GiveOp, current: StoredRecord | null): Promise<Verdict> {
  const { tx, now } = writing;
  const { group, id } = op;
  const { target, type } = op.fields;
  const note = await noteOf(writing, group, target);
  if (!note) return { status: 'gone', record: current };
  if (!may(actor, { verb: 'reaction.create', type, about: await aboutOf(writing, note, type) })) {
    return { status: 'forbidden' };
  }
  if (current) {
    if (current.deleted) return { status: 'gone', record: current };
    const isSame = current.author === actor.user && current.reaction?.target === target && typeOf(current) === type;
    return isSame ? { status: 'applied', record: current } : invalid('id: It is in use.');
  }
  if (await tx.inUse(id)) return invalid('id: It is in use.');

  const slot = slotOf(type);
  const there = await tx.reactionIn(group, target, slot, isShared(type) ? null : actor.user);
  const before = there === null ? null : await tx.record(group, there);
  if (before && typeOf(before) === type) return { status: 'applied', record: before };
  if (before) await writeTombstone(writing, before);
  else if (
    (await tx.countReactions(group, target, isPrivate(type))) >=
    (isPrivate(type) ? MAX_PRIVATE_REACTIONS : MAX_REACTIONS)
  ) {
    return invalid('fields.target: It has as many reactions as it can have.');
  }
  const fields = { target, type };
  const record = await writeRecord(writing, {
    group,
    id,
    kind: 'reaction',
    author: actor.user,
    rev: 1,
    created: createdAt(op.at, now),
    fields,
    fieldRevs: revsOf(fields, 1),
    reaction: { target, slot },
    ...(isPrivate(type) && { seenBy: note.author }),
  });
  return { status: 'applied', record };
}

async function takeBack(writing: Writing, actor: Actor, current: StoredRecord | null): Promise<Verdict> {
  if (!current) return { status: 'gone', record: null };
  // Taken back already, or gone with its note: what the writer wants is so.
  if (current.deleted) return { status: 'applied', record: current };
  const { group, author, reaction } = current;
  const type = typeOf(current);
  const note = reaction ? await noteOf(writing, group, reaction.target) : null;
  const about = note && {
    author: note.author,
    kind: note.fields.kind,
    isAnswer: note.fields.parent !== null,
    asker: null,
  };
  if (!may(actor, { verb: 'reaction.delete', type, author, about })) return { status: 'forbidden' };
  return { status: 'applied', record: await writeTombstone(writing, current) };
}

async function noteOf(writing: Writing, group: Id, id: Id): Promise<AnnotationRow | null> {
  const record = await writing.tx.record(group, id);
  if (writing.spent) writing.spent.characters += record?.body.length ?? 0;
  return record?.kind === 'annotation' && !record.deleted ? noteRow(record.body) : null;
}

async function aboutOf(writing: Writing, note: AnnotationRow, type: ReactionType): Promise<About> {
  const { author, fields } = note;
  const asker = type === 'answered' ? await askerOf(writing, note) : null;
  return { author, kind: fields.kind, isAnswer: fields.parent !== null, asker };
}

/** Who asked the question that began the thread; null where it began otherwise, or cannot be told any more. */
async function askerOf(writing: Writing, answer: AnnotationRow): Promise<Id | null> {
  let { parent } = answer.fields;
  for (let step = 0; parent !== null && step < MAX_STEPS; step++) {
    const above: AnnotationRow | null = await noteOf(writing, answer.group, parent);
    if (!above) return null;
    ({ parent } = above.fields);
    if (parent === null) return above.fields.kind === 'question' ? above.author : null;
  }
  return null;
}

function typeOf(record: StoredRecord): string {
  return v.parse(reactionRow, JSON.parse(record.body)).fields.type;
}
