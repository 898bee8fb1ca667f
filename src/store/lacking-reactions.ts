/**
 * A device that was updated has passed over the reactions of before, which its old release could not read. Where the
 * endpoint has reactions, each group is read anew; where it has none yet, nothing was missed.
 */
import type { Store } from './database.ts';
import { readSync, updateSync } from './meta.ts';
import { beginAnew } from './read-anew.ts';

/** The endpoint has said what it takes; the next pull brings what is lacking. No news is the usual case, and costs no writing. */
export async function takeKinds(db: Store, kinds: readonly string[]): Promise<void> {
  const before = await readSync(db);
  if (JSON.stringify(before.kinds ?? []) !== JSON.stringify(kinds)) await updateSync(db, { kinds: [...kinds] });
  const lacking = await db.cursors.filter(({ lacks }) => lacks === 1).toArray();
  if (lacking.length === 0) return;
  await db.write(async () => {
    for (const { lacks: _, ...cursor } of lacking) {
      await db.cursors.put(cursor);
      const { group, epoch } = cursor;
      if (kinds.includes('reaction')) await beginAnew(db, { group, epoch, floor: 0 });
    }
  });
}
