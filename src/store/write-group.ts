/** Making a group on this device; the endpoint hears of it by the outbox like of everything else. */
import { legendFields, type Legend } from '../core/color.ts';
import type { Id } from '../core/id.ts';
import type { LeavePolicy } from '../core/leave-policy.ts';
import type { Store } from './database.ts';
import type { GroupFields } from '../core/record.ts';
import { enqueue } from './enqueue.ts';
import { readIdentity } from './meta.ts';
import { newGroup } from './new-identity.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** Whoever makes a group is about to write in it: it becomes the group that new notes go to. */
export function createGroup(db: Store, name: string, sources: Sources = realSources): Promise<Id> {
  return db.write(async () => {
    const identity = await readIdentity(db);
    const { group, membership, op } = newGroup(identity, name, false, sources);
    await db.groups.add(group);
    await db.memberships.add(membership);
    await enqueue(db, op);
    await db.meta.put({ ...identity, writeTo: group.id });
    return group.id;
  });
}

/** Shown when the endpoint has taken it, which asks whether I may. */
export function setLeavePolicy(
  db: Store,
  { group, policy }: { group: Id; policy: LeavePolicy },
  sources: Sources = realSources,
): Promise<void> {
  return changeGroup(db, group, { onLeave: policy }, sources);
}

/** As the policy above. */
export function setLegend(
  db: Store,
  { group, legend }: { group: Id; legend: Legend },
  sources: Sources = realSources,
): Promise<void> {
  return changeGroup(db, group, { legend: legendFields(legend) }, sources);
}

function changeGroup(db: Store, group: Id, fields: Partial<GroupFields>, sources: Sources): Promise<void> {
  return db.write(async () => {
    const stored = await db.groups.get(group);
    if (!stored || stored.state === 'left') return;
    const envelope = { opId: freshId(sources), id: group, group, at: instantOf(sources) };
    await enqueue(db, { ...envelope, baseRev: stored.row.rev, kind: 'group', act: 'put', fields });
  });
}
