/**
 * Who is in a group. A membership is a record like others (members see each other come and go)
 * and a row that permission questions are answered from; both are written here together.
 */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { newId } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import { membershipRow } from '../../core/record.ts';
import type { MembershipFields, Role } from '../../core/record.ts';
import { HttpError } from '../http/http-error.ts';
import type { Membership, StoredRecord, Transaction } from '../storage/storage.ts';
import { pauseWebhooks } from '../webhooks/keep.ts';
import { revsOf, writeRecord } from '../sync/write-record.ts';
import type { Writing } from '../sync/write-record.ts';

export type NewMember = { group: Id; member: Id; name: string; role: Role };

export async function addMember(writing: Writing, { group, member, name, role }: NewMember): Promise<void> {
  const fields: MembershipFields = { member, name, role, status: 'active' };
  const id = newId(writing.now, randomBytes);
  await writeRecord(writing, {
    group,
    id,
    kind: 'membership',
    author: member,
    rev: 1,
    created: new Date(writing.now).toISOString(),
    fields,
    fieldRevs: revsOf(fields, 1),
  });
  await writing.tx.putMembership({ group, member, record: id, role, status: 'active' });
}

/** What somebody is in a group. To who is not in it, the group does not exist. */
export async function activeMembership(
  reading: Pick<Transaction, 'membership'>,
  group: Id,
  member: Id,
): Promise<Membership> {
  const membership = await reading.membership(group, member);
  if (membership?.status !== 'active') throw new HttpError('not_found');
  return membership;
}

/** Changes the role, status or name of somebody who is or was a member, where they are others; answers the membership's record. */
export async function changeMember(
  writing: Writing,
  membership: Membership,
  change: Partial<Pick<MembershipFields, 'name' | 'role' | 'status' | 'erased'>>,
): Promise<StoredRecord> {
  const { group, member, record } = membership;
  const current = await writing.tx.record(group, record);
  if (!current) throw new Error('a membership has no record');
  const before = v.parse(membershipRow, JSON.parse(current.body));
  const fields: MembershipFields = { ...before.fields, ...change };
  if (isDeepStrictEqual(fields, before.fields)) return current;
  const rev = current.rev + 1;
  const written = await writeRecord(writing, {
    group,
    id: record,
    kind: 'membership',
    author: current.author,
    rev,
    created: before.created,
    fields,
    fieldRevs: { ...current.fieldRevs, ...revsOf(change, rev) },
  });
  await writing.tx.putMembership({ group, member, record, role: fields.role, status: fields.status });
  if (fields.status !== 'active') await writing.tx.endFeed(group, member);
  const role = fields.status === 'active' ? fields.role : null;
  if (!may({ user: member, role }, { verb: 'group.edit' })) await pauseWebhooks(writing, group, member);
  return written;
}
