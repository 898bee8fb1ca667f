/** Words that are being typed, with their tags, colour and kind, so that a closed tab does not lose them. Never sent. */
import type { DraftWords } from '../protocol/from-pages.ts';
import type { Store } from './database.ts';
import { LEAST_FOR_DRAFTS } from './room.ts';

/** An empty text, and nothing else, where there is none. */
export async function readDraft(db: Store, key: string): Promise<DraftWords> {
  const { key: _, at: __, ...words } = (await db.drafts.get(key)) ?? { key, at: 0, text: '' };
  return words;
}

/** An empty text with nothing else forgets the draft. */
export function writeDraft(db: Store, key: string, words: DraftWords, now = Date.now()): Promise<void> {
  return db.write(async () => {
    if (isNothing(words)) await db.drafts.delete(key);
    else await db.drafts.put({ key, at: now, ...words });
  }, LEAST_FOR_DRAFTS);
}

function isNothing({ text, ...rest }: DraftWords): boolean {
  return text === '' && Object.values(rest).every((one) => one === undefined);
}
