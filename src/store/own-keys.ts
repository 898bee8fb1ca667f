/** The keys that the reader of this device has chosen for our own pages: one row, which never leaves it. */
import { areApart, choicesIn, type KeyChoices, keysWith, soundChoices } from '../core/own-keys.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';

/** Those that are not as usual. What another release wrote, or nobody, is as usual too. */
export async function readKeys(db: Pick<Readable, 'meta'>): Promise<KeyChoices> {
  const row = await db.meta.get('keys');
  return row?.key === 'keys' ? soundChoices(row.chosen) : {};
}

/**
 * These commands have these keys from now on, and the others keep theirs: another page may have changed one meanwhile. Answers with all that
 * are not as usual; null, and nothing is kept, where two commands would have one key.
 */
export function chooseKeys(db: Store, change: KeyChoices): Promise<KeyChoices | null> {
  return db.write(async () => {
    const keys = keysWith({ ...(await readKeys(db)), ...change });
    if (!areApart(keys)) return null;
    const chosen = choicesIn(keys);
    await db.meta.put({ key: 'keys', chosen });
    return chosen;
  });
}
