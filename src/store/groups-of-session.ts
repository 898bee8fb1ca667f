/** Brings the groups on this device in line with those the endpoint says I am in. */
import { leavePolicyOf } from '../core/leave-policy.ts';
import type { SessionInfo } from '../protocol/sync.ts';
import type { Store } from './database.ts';
import { enqueue } from './enqueue.ts';
import { forgetPart } from './holdings.ts';
import { dropImages, imagesOf } from './image-bytes.ts';
import { beginAnew } from './read-anew.ts';
import { readIdentity } from './meta.ts';
import { unshelveAll } from './shelves.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** Answers whether anything changed. Call movePersonalGroup and beginEpoch before it. */
export function takeGroups(db: Store, info: SessionInfo, sources: Sources = realSources): Promise<boolean> {
  return db.write(async () => {
    const there = new Set(info.groups.map(({ id }) => id));
    let hasChanged = false;
    for (const group of await db.groups.toArray()) {
      if (group.state === 'joined' && !there.has(group.id)) {
        await leave(db, group.id);
        hasChanged = true;
      }
      if (group.state === 'left' && there.has(group.id)) {
        await db.groups.put({ ...group, state: 'joined', row: { ...group.row, rev: 0 } });
        // What was deleted there meanwhile, or lost by a restore, was not heard of.
        await db.cursors.put({ group: group.id, cursor: 0, epoch: info.epoch, offer: 1 });
        await beginAnew(db, { group: group.id, epoch: info.epoch, floor: 0 });
        hasChanged = true;
      }
    }
    await proposePersonal(db, info, sources);
    return hasChanged;
  });
}

/**
 * I am out of a group: my own words stay readable and exportable, and what becomes of those of
 * others the group has said before (core/leave-policy.ts). Nothing here is written to any more.
 */
export async function leave(db: Store, group: string): Promise<void> {
  await db.write(async () => {
    const identity = await readIdentity(db);
    const { user } = identity;
    const stored = await db.groups.get(group);
    if (!stored) return;
    await db.groups.put({ ...stored, state: 'left' });
    if (leavePolicyOf(stored.row.fields) === 'remove') await removeOthers(db, group, user);
    const mine = await db.memberships.get([group, user]);
    if (mine) {
      const { row } = mine;
      await db.memberships.put({ ...mine, row: { ...row, rev: 0, fields: { ...row.fields, status: 'left' } } });
    }
    await db.cursors.delete(group);
    await forgetPart(db, group);
    if (identity.writeTo === group) await db.meta.put({ ...identity, writeTo: identity.personal });
  });
}

async function removeOthers(db: Store, group: string, user: string): Promise<void> {
  await unshelveAll(db, group);
  const notes = db.annotations.where('group').equals(group);
  const others = await notes.filter(({ author }) => author !== user).primaryKeys();
  await db.annotations.bulkDelete(others);
  const own = await db.annotations.where('group').equals(group).toArray();
  const shown = await imagesOf(
    db,
    own.flatMap(({ row }) => (row.deleted ? [] : [row.fields])),
  );
  const images = await db.images.where('group').equals(group).primaryKeys();
  await dropImages(
    db,
    images.filter(([, id]) => !shown.has(id)),
  );
  await db.unplaced.bulkDelete(others);
  await db.reactions.where('group').equals(group).delete();
  const people = db.memberships.where('group').equals(group);
  await people.filter(({ member }) => member !== user).delete();
}

/** The account has no personal group and nothing on its way: this device's one is offered again. */
async function proposePersonal(db: Store, info: SessionInfo, sources: Sources): Promise<void> {
  const { personal, name } = await readIdentity(db);
  const group = await db.groups.get(personal);
  const isOnItsWay = (await db.outbox.where('id').equals(personal).count()) > 0;
  if (group?.state !== 'local' || isOnItsWay || info.groups.some((one) => one.personal)) return;
  const envelope = { opId: freshId(sources), id: personal, group: personal, baseRev: 0, at: instantOf(sources) };
  await enqueue(db, { ...envelope, kind: 'group', act: 'put', fields: group.row.fields, ownerName: name });
}
