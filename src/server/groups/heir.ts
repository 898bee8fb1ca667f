/** Who owns a group when its owner is gone: a group has an owner at all times. */
import type { Id } from '../../core/id.ts';
import type { Membership, Reading } from '../storage/storage.ts';
import { createdOf } from '../sync/write-record.ts';

/** The facilitator, or else the member, who has been in it longest; null if nobody else is. */
export async function heirOf(
  reading: Pick<Reading, 'members' | 'membership' | 'record'>,
  group: Id,
  owner: Id,
): Promise<Membership | null> {
  const places: Place[] = [];
  // One after the other: a transaction is one connection.
  for (const member of await reading.members(group)) {
    if (member !== owner) places.push(await placeOf(reading, group, member));
  }
  const rank = (place: Place): number => (place.membership.role === 'facilitator' ? 0 : 1);
  const [heir] = places.sort((a, b) => rank(a) - rank(b) || a.since.localeCompare(b.since));
  return heir?.membership ?? null;
}

type Place = { membership: Membership; since: string };

async function placeOf(reading: Pick<Reading, 'membership' | 'record'>, group: Id, member: Id): Promise<Place> {
  const membership = await reading.membership(group, member);
  const record = membership && (await reading.record(group, membership.record));
  if (!membership || !record) throw new Error('a membership has no record');
  return { membership, since: createdOf(record) };
}
