/** Words that are being typed, so that a closed tab does not lose them. Never sent. */
import type { Store } from './database.ts';
import { LEAST_FOR_DRAFTS } from './room.ts';

export async function readDraft(db: Store, key: string): Promise<string> {
  return (await db.drafts.get(key))?.text ?? '';
}

/** An empty text forgets the draft. */
export function writeDraft(db: Store, key: string, text: string, now = Date.now()): Promise<void> {
  return db.write(async () => {
    if (text === '') await db.drafts.delete(key);
    else await db.drafts.put({ key, text, at: now });
  }, LEAST_FOR_DRAFTS);
}
