/** The two single rows of the store: who I am, and how sync stands. */
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import type { Identity, SyncMemory } from './records.ts';

export async function readIdentity(db: Readable): Promise<Identity> {
  const row = await db.meta.get('identity');
  if (row?.key !== 'identity') throw new Error('the store has no identity');
  return row;
}

export async function readSync(db: Readable): Promise<SyncMemory> {
  const row = await db.meta.get('sync');
  if (row?.key !== 'sync') throw new Error('the store has no sync state');
  return row;
}

/** Answers whether the state that screens show has changed. */
export function updateSync(db: Store, change: Partial<Omit<SyncMemory, 'key'>>): Promise<boolean> {
  return db.transaction('rw', db.meta, async () => {
    const before = await readSync(db);
    await db.meta.put({ ...before, ...change });
    return change.state !== undefined && change.state !== before.state;
  });
}

/** Says that it is syncing, where there is a session to do it with. Answers whether the state that screens show has changed. */
export function beginSyncing(db: Store): Promise<boolean> {
  return db.transaction('rw', db.meta, async () => {
    const before = await readSync(db);
    // Looked at where it is written: a session that has ended meanwhile has.
    if (before.state === 'local' || before.state === 'signed-out') return false;
    await db.meta.put({ ...before, state: 'syncing' });
    return before.state !== 'syncing';
  });
}

/** Name and e-mail as the endpoint has them now: another device may have changed them. */
export function updateAccount(db: Store, { name, email }: Pick<Identity, 'name' | 'email'>): Promise<boolean> {
  return db.transaction('rw', db.meta, async () => {
    const before = await readIdentity(db);
    if (before.name === name && before.email === email) return false;
    await db.meta.put({ ...before, name, email });
    return true;
  });
}

/** The group that new notes go to; only one that I am in. */
export async function chooseGroup(db: Store, group: string): Promise<boolean> {
  return db.write(async () => {
    const chosen = await db.groups.get(group);
    if (!chosen || chosen.state === 'left') return false;
    await db.meta.put({ ...(await readIdentity(db)), writeTo: group });
    return true;
  });
}
