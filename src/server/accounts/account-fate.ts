/** What deleting an account would do, said before it is done (delete-account.ts does it). */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { groupRow, membershipRow } from '../../core/record.ts';
import type { AccountFate } from '../../protocol/account.ts';
import { heirOf } from '../groups/heir.ts';
import type { Administration } from '../storage/administration.ts';
import type { Storage } from '../storage/storage.ts';
import { isNeeded } from './delete-account.ts';

type GroupFate = AccountFate['groups'][number];

export async function accountFate(
  { storage, administration }: { storage: Storage; administration: Administration },
  user: Id,
): Promise<Omit<AccountFate, 'password'>> {
  const groups: GroupFate[] = [];
  let privateNotes = 0;
  for (const { group, isPersonal } of await administration.groupsOf(user)) {
    const notes = (await administration.notesOf(group, user)).length;
    const membership = await storage.membership(group, user);
    const isIn = membership?.status === 'active';
    if (isPersonal) privateNotes += notes;
    else if (isIn || notes > 0) {
      const becomes = await becomesOf(storage, group, user, isIn && membership.role === 'owner');
      groups.push({ id: group, name: isIn ? await nameOf(storage, group) : null, notes, becomes });
    }
  }
  return { privateNotes, groups };
}

async function becomesOf(storage: Storage, group: Id, user: Id, isOwner: boolean): Promise<GroupFate['becomes']> {
  if (!(await isNeeded(storage, group, user))) return { of: 'removed' };
  const heir = isOwner ? await heirOf(storage, group, user) : null;
  if (!heir) return { of: 'stays' };
  const record = await storage.record(group, heir.record);
  return { of: 'handed-on', to: v.parse(membershipRow, JSON.parse(record?.body ?? 'null')).fields.name };
}

async function nameOf(storage: Storage, group: Id): Promise<string> {
  const record = await storage.record(group, group);
  return v.parse(groupRow, JSON.parse(record?.body ?? 'null')).fields.name;
}
