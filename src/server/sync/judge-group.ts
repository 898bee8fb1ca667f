/** Decides one operation on a group: making it (with its owner's membership) or changing its words. */
import * as v from 'valibot';
import { may } from '../../core/permission.ts';
import { groupFields, groupRow } from '../../core/record.ts';
import type { Op } from '../../protocol/sync.ts';
import type { Account } from '../accounts/accounts.ts';
import { HttpError } from '../http/http-error.ts';
import { addMember } from '../groups/membership.ts';
import { noteModeration } from '../groups/moderation.ts';
import type { Membership } from '../storage/storage.ts';
import { createdAt } from './judge-annotation.ts';
import { applyChange } from './apply-change.ts';
import { invalid } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { revsOf, writeRecord } from './write-record.ts';
import type { Writing } from './write-record.ts';

type GroupOp = Extract<Op, { kind: 'group' }>;

/** Makes a group and, in the same transaction, its owner's membership. */
export async function createGroup(writing: Writing, account: Account, op: GroupOp): Promise<Verdict> {
  if (op.id !== op.group) return invalid('id: A group is its own group.');
  const parsed = v.safeParse(groupFields, wordsOf(op), { abortEarly: true });
  // Not told apart from a group the writer may not see: who has not made it cannot know.
  if (!parsed.success && op.baseRev > 0) return { status: 'forbidden' };
  if (!parsed.success) {
    return invalid(`fields.${v.getDotPath(parsed.issues[0]) ?? ''}: ${parsed.issues[0].message}`.slice(0, 300));
  }
  if (!(await writing.tx.holdAccount(account.id))) throw new HttpError('unauthorised');
  if (await writing.tx.inUse(op.id)) return { status: 'forbidden' };
  const made = await writing.tx.createGroup(op.group, parsed.output.personal ? account.id : null);
  if (!made)
    return parsed.output.personal ? invalid('fields.personal: You have one already.') : { status: 'forbidden' };
  const record = await writeRecord(writing, {
    group: op.group,
    id: op.id,
    kind: 'group',
    author: account.id,
    rev: 1,
    created: createdAt(op.at, writing.now),
    fields: parsed.output,
    fieldRevs: revsOf(parsed.output, 1),
  });
  await addMember(writing, { group: op.group, member: account.id, name: op.ownerName ?? account.name, role: 'owner' });
  return { status: 'applied', record };
}

/** @param place the active membership of the writer */
export async function changeGroup(writing: Writing, place: Membership, op: GroupOp): Promise<Verdict> {
  if (op.id !== op.group) return invalid('id: A group is its own group.');
  if (!may({ user: place.member, role: place.role }, { verb: 'group.edit' })) return { status: 'forbidden' };
  const current = await writing.tx.record(op.group, op.id);
  if (!current) throw new Error('a group has members and no record');
  const before = v.parse(groupRow, JSON.parse(current.body));
  if (op.fields.personal !== undefined && op.fields.personal !== before.fields.personal) {
    return invalid('fields.personal: Who can be in a group is decided when it is made.');
  }
  const verdict = await applyChange(writing, current, before, { ...op, fields: wordsOf(op) });
  if (verdict.status === 'applied' && verdict.record.seq !== current.seq) {
    await noteModeration(writing, verdict.record, { actor: place.member, act: 'group.edit', subject: op.group });
  }
  return verdict;
}

/** Where notes are sent on to is the endpoint's to say. A device that offers its records anew says what it was told, which is no claim. */
function wordsOf({ fields }: GroupOp): GroupOp['fields'] {
  const { toldTo: _, ...words } = fields;
  return words;
}
