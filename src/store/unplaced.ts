/**
 * Which notes a page did not surely show when it was last open on this device. Only those are
 * remembered, and only here: where everything was found, nothing is kept of the visit.
 */
import type { AnchorState } from '../protocol/from-annotator.ts';
import type { Store } from './database.ts';
import type { Unplaced } from './records.ts';
import { readPassages, type AskedPage } from './read-passages.ts';
import { instantOf, realSources, type Sources } from './sources.ts';

export type Found = { id: string; state: AnchorState };

/** Takes in what a page found; what is no note of that page is not believed. */
export function keepFound(
  db: Store,
  { page, found }: { page: AskedPage; found: readonly Found[] },
  sources: Sources = realSources,
): Promise<void> {
  return db.write(async () => {
    const { passages } = await readPassages(db, page.keys, page);
    const here = new Set(passages.map(({ id }) => id));
    const told = found.filter(({ id }) => here.has(id));
    const at = instantOf(sources);
    const missed = told.flatMap(({ id, state }): Unplaced[] =>
      state === 'unsure' || state === 'lost' ? [{ id, state, at }] : [],
    );
    const ids = told.map(({ id }) => id);
    const known = await db.unplaced.bulkGet(ids);
    // The usual case, at every page with notes that is opened, costs no writing.
    if (missed.length === 0 && known.every((one) => one === undefined)) return;
    await db.unplaced.bulkDelete(ids);
    await db.unplaced.bulkPut(missed);
  });
}
