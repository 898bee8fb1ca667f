/**
 * What members may do to each other: give roles, remove, and leave. Each is one transaction, so
 * that what the actor is when permission is asked is what they are when it is done.
 */
import type { Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import type { Role } from '../../core/record.ts';
import type { Account } from '../accounts/accounts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Storage } from '../storage/storage.ts';
import type { GroupChange, Writing } from '../sync/write-record.ts';
import { activeMembership, changeMember } from './membership.ts';
import { noteModeration } from './moderation.ts';

/** The person `member` of a group, as the actor means them. */
export type Person = { group: Id; member: Id };

/** `people` are those whose own place in the group is another one now. */
export type PeopleChange = { changes: GroupChange[]; people: Id[] };

/** Sets the role of an active member. An owner who makes another one owner becomes facilitator. */
export async function setRole(
  storage: Storage,
  account: Account,
  { group, member, role }: Person & { role: Role },
  now: number,
): Promise<PeopleChange> {
  return storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const own = await activeMembership(tx, group, account.id);
    const target = await activeMembership(tx, group, member);
    const asking = { user: account.id, role: own.role };
    if (!may(asking, { verb: 'member.setRole', member, memberRole: target.role })) throw new HttpError('forbidden');
    // Is so already, perhaps by this very request, whose answer got lost.
    if (target.role === role) return { changes: [], people: [] };
    const people = [member];
    const actor = account.id;
    const act = 'member.role';
    await noteModeration(writing, await changeMember(writing, target, { role }), { actor, act, subject: member, role });
    // After the new owner in the history: no page of it ends without one.
    if (role === 'owner') {
      const given = { actor, act, subject: own.member, role: 'facilitator' } as const;
      await noteModeration(writing, await changeMember(writing, own, { role: given.role }), given);
      people.push(own.member);
    }
    return { changes: [...writing.changes.values()], people };
  });
}

/** Removes somebody from a group, or leaves it oneself. The notes stay, the name stays with them. `block`: no invitation lets them in again. */
export async function removeMember(
  storage: Storage,
  account: Account,
  { group, member, block = true }: Person & { block?: boolean },
  now: number,
): Promise<PeopleChange> {
  return storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const { role } = await activeMembership(tx, group, account.id);
    const target = await tx.membership(group, member);
    if (!target) throw new HttpError('not_found');
    const actor = { user: account.id, role };
    if (!may(actor, { verb: 'member.remove', member, memberRole: target.role })) throw new HttpError('forbidden');
    // Who left may be blocked still; who is blocked stays so until they are let in again.
    const status = member === account.id || !block ? 'left' : 'removed';
    if (target.status === status || (status === 'left' && target.status !== 'active'))
      return { changes: [], people: [] };
    const written = await changeMember(writing, target, { status });
    if (member !== account.id) {
      const act = block ? 'member.block' : 'member.remove';
      await noteModeration(writing, written, { actor: account.id, act, subject: member });
    }
    return { changes: [...writing.changes.values()], people: [member] };
  });
}

/** Lets invitations open again for somebody who was blocked. They are no member by it. */
export async function unblock(
  storage: Storage,
  account: Account,
  { group, member }: Person,
  now: number,
): Promise<GroupChange[]> {
  return storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const { role } = await activeMembership(tx, group, account.id);
    if (!may({ user: account.id, role }, { verb: 'member.unblock' })) throw new HttpError('forbidden');
    const target = await tx.membership(group, member);
    if (!target) throw new HttpError('not_found');
    if (target.status !== 'removed') return [];
    const written = await changeMember(writing, target, { status: 'left' });
    await noteModeration(writing, written, { actor: account.id, act: 'member.unblock', subject: member });
    return [...writing.changes.values()];
  });
}
