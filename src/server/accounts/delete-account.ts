/**
 * Deletes an account with what it holds (ADR 0021): its words leave the endpoint, in shared groups
 * tombstones stay so that every device removes them too. It may be cut off anywhere and run again.
 * Its sessions are ended by the caller before, so that no device writes meanwhile.
 */
import type { Id } from '../../core/id.ts';
import { changeMember } from '../groups/membership.ts';
import { heirOf } from '../groups/heir.ts';
import { noteModeration } from '../groups/moderation.ts';
import { leaveImages } from '../images/forget-images.ts';
import type { Administration } from '../storage/administration.ts';
import type { Membership, Storage } from '../storage/storage.ts';
import { Pace } from '../sync/pace.ts';
import { removeNote, removeReactions } from '../sync/remove-note.ts';
import type { GroupChange, Writing } from '../sync/write-record.ts';

/** What is removed in one transaction, which others wait for: notes, reactions, and what a push may cost as well (sync/push.ts). */
const NOTES_AT_ONCE = 100;
const REACTIONS_AT_ONCE = 1000;
const SPENT_AT_ONCE = 1_000_000;

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
      const within = inGroup(storage, group, now, deleted);
      // First, so that nothing is written by them any more. It tells of their reactions as well: tombstones would tell of how many nods.
      const heir = await within((writing) => leave(writing, group, user));
      if (heir !== null) deleted.heirs.push(heir);
      const notes = await administration.notesOf(group, user);
      for (let at = 0; at < notes.length;) {
        at += await within((writing) => removeNotes(writing, group, notes.slice(at, at + NOTES_AT_ONCE)));
      }
      deleted.notes += notes.length;
      await leaveImages(storage, group, user);
      const reactions = await administration.reactionsOf(group, user);
      for (let at = 0; at < reactions.length; at += REACTIONS_AT_ONCE) {
        await within((writing) => removeReactions(writing, group, reactions.slice(at, at + REACTIONS_AT_ONCE)));
      }
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

/** Runs work in a transaction of a group, and takes down what it changed. */
function inGroup(storage: Storage, group: Id, now: number, { changes }: Pick<DeletedAccount, 'changes'>) {
  return async <T>(work: (writing: Writing) => Promise<T>): Promise<T> => {
    const { result, written } = await storage.transact([group], async (tx) => {
      const writing: Writing = { tx, now, spent: { characters: 0 }, pace: new Pace(), changes: new Map() };
      return { result: await work(writing), written: writing.changes };
    });
    changes.push(...written.values());
    return result;
  };
}

/** Answers how many of them are done: the rest is left where these had much that went along. */
async function removeNotes(writing: Writing, group: Id, notes: readonly Id[]): Promise<number> {
  let done = 0;
  for (const note of notes) {
    if ((writing.spent?.characters ?? 0) > SPENT_AT_ONCE) break;
    await writing.pace?.rest();
    const record = await writing.tx.record(group, note);
    if (record && !record.deleted) await removeNote(writing, record);
    done++;
  }
  return done;
}

/** Answers who owns the group now, where they did. */
async function leave(writing: Writing, group: Id, user: Id): Promise<Id | null> {
  const membership = await writing.tx.membership(group, user);
  if (!membership) throw new Error('a member of a group has no membership');
  const isOwner = membership.status === 'active' && membership.role === 'owner';
  const heir = isOwner ? await passOn(writing, membership) : null;
  const status = membership.status === 'removed' ? 'removed' : 'left';
  await changeMember(writing, membership, { status, role: 'member', name: FORMER_MEMBER, erased: true });
  return heir;
}

async function passOn(writing: Writing, { group, member: owner }: Membership): Promise<Id | null> {
  const heir = await heirOf(writing.tx, group, owner);
  if (!heir) return null;
  const given = { actor: owner, act: 'member.role', subject: heir.member, role: 'owner' } as const;
  await noteModeration(writing, await changeMember(writing, heir, { role: given.role }), given);
  return heir.member;
}
