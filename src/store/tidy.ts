/** Forgets what has served its time: words kept for an undo that was not wanted, with earlier versions, old drafts, pictures that nothing names, and tabs that never came where a link led. */
import type { Store } from './database.ts';
import { forgetEarlier } from './earlier-words.ts';
import { letGoOfUnopened } from './let-go.ts';
import { forgetExpected } from './linked-note.ts';
import { realSources, type Sources } from './sources.ts';
import { sweepImages } from './sweep-images.ts';

const DRAFT_MS = 90 * 24 * 60 * 60_000;

export async function tidy(db: Store, sources: Sources = realSources): Promise<void> {
  await letGoOfUnopened(db, sources);
  const now = sources.now();
  await sweepImages(db, now);
  await forgetExpected(db, now);
  const isDue = (await db.annotations.where('keptUntil').belowOrEqual(now).count()) > 0;
  const hasOldDrafts =
    (await db.drafts
      .where('at')
      .below(now - DRAFT_MS)
      .count()) > 0;
  // Called often: nothing to do is the usual case, and costs no writing.
  if (!isDue && !hasOldDrafts) return;
  await db.write(async () => {
    const due = await db.annotations.where('keptUntil').belowOrEqual(now).toArray();
    for (const { keptUntil: _, kept: __, ...record } of due) {
      if (record.base === null) await db.annotations.delete(record.id);
      else await db.annotations.put({ ...record, kept: null });
    }
    await forgetEarlier(
      db,
      due.map(({ id }) => id),
    );
    await db.drafts
      .where('at')
      .below(now - DRAFT_MS)
      .delete();
  });
}
