/**
 * The identity a device begins with, before any account: a person of its own and a personal
 * group with a membership, so that notes can be written at once and handed to an account later.
 */
import { OWNER_WITHOUT_NAME, PERSONAL_NAME } from '../core/note.ts';
import type { GroupRow, MembershipRow } from '../core/record.ts';
import type { GroupOp, Identity, StoredGroup, StoredMembership } from './records.ts';
import { freshId, instantOf, type Sources } from './sources.ts';

export type NewGroup = { group: StoredGroup; membership: StoredMembership; op: GroupOp };

export function newIdentity(sources: Sources): { identity: Identity; personal: NewGroup } {
  const user = freshId(sources);
  const personal = newGroup({ user, name: OWNER_WITHOUT_NAME }, PERSONAL_NAME, true, sources);
  const { id } = personal.group;
  return {
    identity: {
      key: 'identity',
      user,
      name: OWNER_WITHOUT_NAME,
      email: null,
      endpoint: null,
      token: null,
      personal: id,
      writeTo: id,
    },
    personal,
  };
}

/** A group of which its maker is the owner, with the operation that tells the endpoint. */
export function newGroup(
  owner: { user: string; name: string },
  name: string,
  personal: boolean,
  sources: Sources,
): NewGroup {
  const id = freshId(sources);
  const at = instantOf(sources);
  const envelope = { group: id, author: owner.user, rev: 0, seq: 0, created: at, updated: at } as const;
  const fields = { name, description: '', personal };
  const row: GroupRow = { ...envelope, id, kind: 'group', deleted: false, fields };
  const membership: MembershipRow = {
    ...envelope,
    id: freshId(sources),
    kind: 'membership',
    deleted: false,
    fields: { member: owner.user, name: owner.name, role: 'owner', status: 'active' },
  };
  return {
    group: { id, row, state: 'local', epoch: null },
    membership: { group: id, member: owner.user, id: membership.id, row: membership },
    op: {
      opId: freshId(sources),
      id,
      group: id,
      baseRev: 0,
      at,
      kind: 'group',
      act: 'put',
      fields,
      ownerName: owner.name,
    },
  };
}
