/** The rows of members, for who shows notes with the names of their authors: also of those who are in the group no more. */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { membershipRow, type MembershipRow } from '../../core/record.ts';
import type { Storage } from '../storage/storage.ts';

/** By member; who never was one is left out. */
export async function memberRows(
  storage: Pick<Storage, 'membership' | 'record'>,
  group: Id,
  people: Iterable<Id>,
): Promise<Map<Id, MembershipRow>> {
  const rows = new Map<Id, MembershipRow>();
  for (const member of new Set(people)) {
    const membership = await storage.membership(group, member);
    const record = membership && (await storage.record(group, membership.record));
    if (record) rows.set(member, v.parse(membershipRow, JSON.parse(record.body)));
  }
  return rows;
}
