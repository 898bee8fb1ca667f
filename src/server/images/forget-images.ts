/**
 * Pictures that no note of their group shows any more: noted when that is first found, and taken out when it has been so for as
 * long as a deletion is remembered, since until then a note may come back. What shows what is read from the history, once a day.
 */
import type { Id } from '../../core/id.ts';
import { imageIdsIn, type ImageId } from '../../core/image.ts';
import type { Storage } from '../storage/storage.ts';

const ROWS_AT_ONCE = 500;

/** @param before pictures that were shown by nothing already at that instant go (milliseconds since 1970). Answers how many went. */
export async function forgetImages(storage: Storage, before: number, now: number): Promise<number> {
  let gone = 0;
  for (const group of await storage.groupsWithImages()) {
    const { shown } = await shownIn(storage, group, { counts: () => true });
    gone += await storage.transact([group], async (tx) => {
      const there = await tx.images(group);
      const unused = there.filter(({ id }) => !shown.has(id));
      const used = there.filter(({ id, unusedSince }) => shown.has(id) && unusedSince !== null);
      await tx.markImages(group, idsOf(used), null);
      // A note that came while the history was read has its picture noted as unused, until the next day finds it; it is not due by that.
      const due = unused.filter(({ unusedSince }) => unusedSince !== null && unusedSince < before);
      await tx.markImages(group, idsOf(unused), now);
      await tx.dropImages(group, idsOf(due));
      return due.length;
    });
  }
  return gone;
}

/** What notes show, up to a place in their group's history. */
type Shown = { shown: Set<ImageId>; upto: number };

/**
 * The pictures that living notes of a group may show, those with hidden words too.
 * @param counts by a note's author @param past what was read before: what came while it was read is read in the transaction that throws away
 */
async function shownIn(
  storage: Pick<Storage, 'history'>,
  group: Id,
  { counts, past }: { counts: (author: Id) => boolean; past?: Shown },
): Promise<Shown> {
  const shown = new Set(past?.shown);
  for (let after = past?.upto ?? 0; ;) {
    const records = await storage.history(group, after, ROWS_AT_ONCE);
    for (const { deleted, author, body } of records) {
      if (!deleted && counts(author)) for (const id of imageIdsIn(body)) shown.add(id);
    }
    const last = records.at(-1);
    if (!last) return { shown, upto: after };
    after = last.seq;
    // SQLite holds the event loop for every piece.
    await new Promise(setImmediate);
  }
}

/** An account is going: its pictures go too, but for those that others show in notes of their own, which count for nobody then. */
export async function leaveImages(storage: Storage, group: Id, author: Id): Promise<void> {
  const isOwn = (await storage.images(group)).some((image) => image.author === author);
  if (!isOwn) return;
  const counts = (other: Id): boolean => other !== author;
  const past = await shownIn(storage, group, { counts });
  await storage.transact([group], async (tx) => {
    const { shown } = await shownIn(tx, group, { counts, past });
    const own = (await tx.images(group)).filter((image) => image.author === author);
    await tx.disownImages(group, idsOf(own.filter(({ id }) => shown.has(id))));
    await tx.dropImages(group, idsOf(own.filter(({ id }) => !shown.has(id))));
  });
}

function idsOf(images: readonly { id: ImageId }[]): ImageId[] {
  return images.map(({ id }) => id);
}
