/** Making a group on this device; the endpoint hears of it by the outbox like of everything else. */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { enqueue } from './enqueue.ts';
import { readIdentity } from './meta.ts';
import { newGroup } from './new-identity.ts';
import { realSources, type Sources } from './sources.ts';

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
