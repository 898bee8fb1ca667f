/** Joining and inviting: each one transaction. Joining answers with the changes to announce. */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import { groupRow } from '../../core/record.ts';
import type { Role } from '../../core/record.ts';
import type { Account } from '../accounts/accounts.ts';
import { newCode } from '../codes.ts';
import { HttpError } from '../http/http-error.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import type { GroupChange, Writing } from '../sync/write-record.ts';
import { activeMembership, addMember, changeMember } from './membership.ts';
import { noteModeration } from './moderation.ts';
import { rewriteGroup } from './rewrite-group.ts';

const INVITATION_LENGTH = 10;

export type Joined = { group: Id; name: string; role: Role };

/** Joins by code. Idempotent; who left may come back by a code, who was removed may not. */
export async function join(
  storage: Storage,
  account: Account,
  request: { code: string; name: string },
  now: number,
): Promise<{ joined: Joined; changes: GroupChange[] }> {
  const group = await storage.invitedTo(request.code);
  if (group === null) throw new HttpError('wrong_code');
  return storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    if (!(await tx.holdAccount(account.id))) throw new HttpError('unauthorised');
    // The code may have been renewed in between.
    if ((await tx.invitedTo(request.code)) !== group) throw new HttpError('wrong_code');
    const membership = await tx.membership(group, account.id);
    if (membership?.status === 'removed') throw new HttpError('wrong_code');
    if (!membership) await addMember(writing, { group, member: account.id, name: request.name, role: 'member' });
    // Whoever left gave up what they were: they come back as a member.
    else if (membership.status === 'left') {
      await changeMember(writing, membership, { status: 'active', name: request.name, role: 'member' });
    }
    const role = membership?.status === 'active' ? membership.role : 'member';
    const { fields } = await groupOf(tx, group);
    return { joined: { group, name: fields.name, role }, changes: [...writing.changes.values()] };
  });
}

/** The group's invitation code, made when a host first asks for it. */
export async function invite(storage: Storage, account: Account, group: Id): Promise<string> {
  return storage.transact([group], async (tx) => {
    const { role } = await activeMembership(tx, group, account.id);
    if (!may({ user: account.id, role }, { verb: 'group.invite' })) throw new HttpError('forbidden');
    const { fields } = await groupOf(tx, group);
    if (fields.personal) throw new HttpError('forbidden');
    const known = await tx.invitation(group);
    if (known !== null) return known;
    const code = newCode(INVITATION_LENGTH);
    await tx.setInvitation(group, code);
    return code;
  });
}

/** Ends the code that goes round, if one does; the next who invites makes a new one. Answers with the changes to announce. */
export async function endInvitation(
  storage: Storage,
  account: Account,
  group: Id,
  now: number,
): Promise<GroupChange[]> {
  return storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const { role } = await activeMembership(tx, group, account.id);
    if (!may({ user: account.id, role }, { verb: 'group.invite' })) throw new HttpError('forbidden');
    if ((await tx.invitation(group)) === null) return [];
    await tx.endInvitation(group);
    const written = await rewriteGroup(writing, group);
    await noteModeration(writing, written, { actor: account.id, act: 'invitation.end', subject: group });
    return [...writing.changes.values()];
  });
}

/** What an invitation page tells somebody who holds a right code, or null for a wrong one. */
export async function groupInvitedTo(storage: Storage, code: string): Promise<string | null> {
  const group = await storage.invitedTo(code);
  return group === null ? null : (await groupOf(storage, group)).fields.name;
}

async function groupOf(reading: Pick<Transaction, 'record'>, group: Id): Promise<v.InferOutput<typeof groupRow>> {
  const record = await reading.record(group, group);
  return v.parse(groupRow, JSON.parse(record?.body ?? 'null'));
}
