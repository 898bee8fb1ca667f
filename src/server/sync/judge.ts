/** Judges one operation, whichever way it came: in a push, or by the protocol of web annotations (server/annotations). */
import type { Op } from '../../protocol/sync.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Membership } from '../storage/storage.ts';
import { judgeAnnotation } from './judge-annotation.ts';
import { changeGroup, createGroup } from './judge-group.ts';
import { judgeReaction } from './judge-reaction.ts';
import type { Verdict } from './verdict.ts';
import type { Writing } from './write-record.ts';

/** @param place what its writer is in the group, null for who is no active member */
export async function judge(writing: Writing, account: Account, place: Membership | null, op: Op): Promise<Verdict> {
  const { tx, now } = writing;

  // 3.1 Applied before: the answer got lost on its way. Known by its author only, so an id
  // that somebody else has used tells nothing.
  const before = await tx.applied(op.group, account.id, op.opId);
  if (before !== null) {
    // A reaction that was there already was answered by that one.
    const id = op.kind === 'reaction' ? before : op.id;
    const record = place && (await tx.record(op.group, id));
    // Deleted since, so long ago that its tombstone is forgotten: to its writer it must not look as if it were there.
    if (place && !record && op.kind === 'annotation') return { status: 'gone', record };
    return { status: 'duplicate', record };
  }

  // 3.2 Judged by what the writer is in the group. A group the writer cannot read and one that
  // does not exist get the same answer.
  const verdict = await decide(writing, account, place, op);

  // 3.3 Remembered in the same transaction as its effect.
  if (verdict.status === 'applied') {
    const { id: record, rev } = verdict.record;
    await tx.rememberApplied({ group: op.group, author: account.id, opId: op.opId, record, rev, at: now });
  }
  return verdict;
}

async function decide(writing: Writing, account: Account, place: Membership | null, op: Op): Promise<Verdict> {
  if (op.kind === 'group') return place ? changeGroup(writing, place, op) : createGroup(writing, account, op);
  if (!place) return { status: 'forbidden' };
  const actor = { user: account.id, role: place.role };
  return op.kind === 'reaction' ? judgeReaction(writing, actor, op) : judgeAnnotation(writing, actor, op);
}
