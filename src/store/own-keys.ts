/** The keys that the reader of this device has chosen for our own pages: one row, which never leaves it. */
import { type KeyChoices, soundChoices } from '../core/own-keys.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';

/** Those that are not as usual. What another release wrote, or nobody, is as usual too. */
export async function readKeys(db: Pick<Readable, 'meta'>): Promise<KeyChoices> {
  const row = await db.meta.get('keys');
  return row?.key === 'keys' ? soundChoices(row.chosen) : {};
}

/** From now on these; what is not among them is as usual. */
export async function chooseKeys(db: Store, chosen: KeyChoices): Promise<void> {
  await db.meta.put({ key: 'keys', chosen });
}
