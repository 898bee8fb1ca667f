/**
 * Deletes an account with what it holds (ADR 0021): its words leave the endpoint, in shared groups
 * tombstones stay so that every device removes them too. It may be cut off anywhere and run again.
 * Its sessions are ended by the caller before, so that no device writes meanwhile.
 */
import type { Id } from '../../core/id.ts';
import { changeMember } from '../groups/membership.ts';
import { heirOf } from '../groups/heir.ts';
import { noteModeration } from '../groups/moderation.ts';
import type { Administration } from '../storage/administration.ts';
import type { Membership, Storage } from '../storage/storage.ts';
import { removeNote } from '../sync/remove-note.ts';
import { writeTombstone } from '../sync/write-record.ts';
import type { GroupChange, Writing } from '../sync/write-record.ts';

/** How a deleted account is called where it was a member. */
export const FORMER_MEMBER = 'Former member';

export type DeletedAccount = {
  /** Notes that are tombstones now. */
  notes: number;
  /** Groups that were taken out whole: the account's own, and those nobody else is in. */
  groups: Id[];
  /** For the live feed. */
  changes: GroupChange[];
  /** Who owns a group now that the account owned. */
  heirs: Id[];
  /** False if there was no such account. */
  found: boolean;
};

export async function deleteAccount(
  { storage, administration }: { storage: Storage; administration: Administration },
  user: Id,
  now: number = Date.now(),
): Promise<DeletedAccount> {
  const deleted: DeletedAccount = { notes: 0, groups: [], changes: [], heirs: [], found: false };
  const leaveAll = async (): Promise<void> => {
    for (const { group, isPersonal } of await administration.groupsOf(user)) {
      if (isPersonal || !(await isNeeded(storage, group, user))) {
        await administration.removeGroup(group);
        deleted.groups.push(group);
        continue;
      }
      const notes = await administration.notesOf(group, user);
      const reactions = await administration.reactionsOf(group, user);
      const { changes, heir } = await storage.transact([group], async (tx) =>
        leave({ tx, now, changes: new Map() }, { group, user, notes, reactions }),
      );
      deleted.notes += notes.length;
      deleted.changes.push(...changes);
      if (heir !== null) deleted.heirs.push(heir);
    }
  };
  await leaveAll();
  deleted.found = await administration.removeUser(user);
  // What was under way came in before the first time had come to its group, or by a process that did not know yet.
  await leaveAll();
  return deleted;
}

/** A group that others are in stays, whoever made it. */
export async function isNeeded(storage: Storage, group: Id, user: Id): Promise<boolean> {
  return (await storage.members(group)).some((member) => member !== user);
}

async function leave(
  writing: Writing,
  { group, user, notes, reactions }: { group: Id; user: Id; notes: readonly Id[]; reactions: readonly Id[] },
): Promise<{ changes: GroupChange[]; heir: Id | null }> {
  const { tx } = writing;
  for (const note of notes) {
    const record = await tx.record(group, note);
    if (record && !record.deleted) await removeNote(writing, record);
  }
  for (const reaction of reactions) {
    const record = await tx.record(group, reaction);
    if (record && !record.deleted) await writeTombstone(writing, record);
  }
  const membership = await tx.membership(group, user);
  if (!membership) throw new Error('a member of a group has no membership');
  const isOwner = membership.status === 'active' && membership.role === 'owner';
  const heir = isOwner ? await passOn(writing, membership) : null;
  const status = membership.status === 'removed' ? 'removed' : 'left';
  await changeMember(writing, membership, { status, role: 'member', name: FORMER_MEMBER });
  return { changes: [...writing.changes.values()], heir };
}

async function passOn(writing: Writing, { group, member: owner }: Membership): Promise<Id | null> {
  const heir = await heirOf(writing.tx, group, owner);
  if (!heir) return null;
  const given = { actor: owner, act: 'member.role', subject: heir.member, role: 'owner' } as const;
  await noteModeration(writing, await changeMember(writing, heir, { role: given.role }), given);
  return heir.member;
}
