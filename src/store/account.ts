/**
 * From local identity to account and back. What was written before the first sign-in becomes the
 * account's in one transaction; nothing of it was ever sent, so nothing can be there twice.
 */
import type { Session } from '../protocol/sync.ts';
import type { Store } from './database.ts';
import { moveImages } from './image-bytes.ts';
import { readIdentity, readSync } from './meta.ts';
import { newIdentity } from './new-identity.ts';
import { countParcelled, moveParcels } from './parcels.ts';
import { changeShelved } from './shelves.ts';
import { freshId, realSources, type Sources } from './sources.ts';

/** False if notes of another account are on this device: they must not be mixed. */
export function adoptAccount(db: Store, endpoint: string, { token, user }: Session): Promise<boolean> {
  return db.write(async () => {
    const identity = await readIdentity(db);
    const isFirst = identity.endpoint === null;
    if (!isFirst && (identity.user !== user.id || identity.endpoint !== endpoint)) return false;
    if (isFirst) await rewriteAuthor(db, identity.user, user);
    await db.meta.put({ ...identity, user: user.id, name: user.name, email: user.email, endpoint, token });
    await db.meta.put({ ...(await readSync(db)), state: 'syncing', failures: 0, retryAt: 0 });
    return true;
  });
}

async function rewriteAuthor(db: Store, local: string, { id: author, name }: Session['user']): Promise<void> {
  await db.annotations.toCollection().modify((note) => {
    note.author = author;
    note.row.author = author;
  });
  await changeShelved(db, (note) => ({ ...note, author, row: { ...note.row, author } }));
  await db.reactions.toCollection().modify((reaction) => {
    reaction.author = author;
    reaction.row.author = author;
  });
  await db.groups.toCollection().modify(({ row }) => {
    row.author = author;
  });
  for (const membership of await db.memberships.toArray()) {
    const { group, row } = membership;
    await db.memberships.delete([group, local]);
    const fields = { ...row.fields, member: author, name };
    await db.memberships.put({ ...membership, member: author, row: { ...row, author, fields } });
  }
  await db.outbox.toCollection().modify(({ op }) => {
    if (op.kind === 'group') op.ownerName = name;
  });
}

/**
 * The account has a personal group already (made by another device): what was written in this
 * device's own one moves there. The endpoint has never accepted this device's one, since an
 * account has only one, so none of its operations can have been applied.
 */
export function movePersonalGroup(db: Store, personal: string, sources: Sources = realSources): Promise<boolean> {
  return db.write(async () => {
    const identity = await readIdentity(db);
    const old = identity.personal;
    const group = await db.groups.get(old);
    if (old === personal) return false;
    if (group?.state === 'local') {
      await db.annotations
        .where('group')
        .equals(old)
        .modify((note) => {
          note.group = personal;
          note.row.group = personal;
        });
      await changeShelved(db, (note) => ({ ...note, group: personal, row: { ...note.row, group: personal } }), old);
      await db.reactions
        .where('group')
        .equals(old)
        .modify((reaction) => {
          reaction.group = personal;
          reaction.row.group = personal;
        });
      await moveImages(db, old, personal);
      await db.outbox.where('id').equals(old).delete();
      const waiting = await db.outbox.where('group').equals(old).toArray();
      for (const entry of waiting) {
        const opId = freshId(sources);
        await db.outbox.put({ ...entry, opId, group: personal, sent: 0, op: { ...entry.op, opId, group: personal } });
      }
      await moveParcels(db, old, personal, sources);
      await db.refused
        .where('id')
        .notEqual('')
        .modify((refused) => {
          if (refused.group === old) refused.group = personal;
        });
      await standInFor(db, old, personal);
    }
    const writeTo = identity.writeTo === old ? personal : identity.writeTo;
    await db.meta.put({ ...identity, personal, writeTo });
    return true;
  });
}

/** Until the account's own personal group is pulled, this device's one is shown under its id. */
async function standInFor(db: Store, old: string, personal: string): Promise<void> {
  const group = await db.groups.get(old);
  if (group && !(await db.groups.get(personal))) {
    await db.groups.put({
      ...group,
      id: personal,
      state: 'joined',
      row: { ...group.row, id: personal, group: personal },
    });
  }
  for (const membership of await db.memberships.where('group').equals(old).toArray()) {
    const { member, row } = membership;
    await db.memberships.delete([old, member]);
    if (await db.memberships.get([personal, member])) continue;
    await db.memberships.put({ ...membership, group: personal, row: { ...row, group: personal } });
  }
  await db.groups.delete(old);
  await db.cursors.delete(old);
}

/**
 * The endpoint does not know the token any more; notes stay readable and writable. A token that
 * was replaced in the meantime ends nothing.
 */
export async function endSession(db: Store, token: string): Promise<void> {
  await db.write(async () => {
    const identity = await readIdentity(db);
    if (identity.token !== token) return;
    await db.meta.put({ ...identity, token: null });
    await db.meta.put({ ...(await readSync(db)), state: 'signed-out' });
  });
}

/** The number of changes that a sign-out would lose; a group of one without notes is none. */
export async function unsentWords(db: Store): Promise<number> {
  const { personal } = await readIdentity(db);
  const waiting = await db.outbox.filter(({ id }) => id !== personal).count();
  return waiting + (await countParcelled(db)) + (await db.refused.count());
}

/**
 * Sign-out: nothing of the account stays on this device, which begins anew. False, and nothing is
 * done, while words would be lost that nobody has given up (`discard`).
 */
export function forget(db: Store, { discard }: { discard: boolean }, sources: Sources = realSources): Promise<boolean> {
  return db.write(async () => {
    if (!discard && (await unsentWords(db)) > 0) return false;
    await startAnew(db, sources);
    return true;
  });
}

/** Empties the tables and puts a new identity into them. Runs inside a transaction. */
export async function startAnew(db: Store, sources: Sources): Promise<void> {
  for (const table of db.tables) await table.clear();
  const { identity, personal } = newIdentity(sources);
  const { group, membership, op } = personal;
  await db.meta.bulkAdd([identity, { key: 'sync', state: 'local', epoch: null, failures: 0, retryAt: 0 }]);
  await db.groups.add(group);
  await db.memberships.add(membership);
  await db.outbox.add({ opId: op.opId, id: op.id, group: op.group, sent: 0, saw: null, op });
}
