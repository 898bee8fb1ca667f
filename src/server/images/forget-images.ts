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
    const shown = await shownIn(storage, group, () => true);
    gone += await storage.transact([group], async (tx) => {
      const there = await tx.images(group);
      const unused = there.filter(({ id }) => !shown.has(id));
      const used = there.filter(({ id, unusedSince }) => shown.has(id) && unusedSince !== null);
      // A note that came while the history was read has its picture noted as unused, until the next day finds it.
      await tx.markImages(group, idsOf(used), null);
      const due = unused.filter(({ unusedSince }) => unusedSince !== null && unusedSince < before);
      await tx.markImages(group, idsOf(unused), now);
      await tx.dropImages(group, idsOf(due));
      return due.length;
    });
  }
  return gone;
}

/** The pictures that living notes of a group may show, those with hidden words too. @param counts by a note's author */
export async function shownIn(
  storage: Pick<Storage, 'history'>,
  group: Id,
  counts: (author: Id) => boolean,
): Promise<Set<ImageId>> {
  const shown = new Set<ImageId>();
  for (let after = 0; ;) {
    const records = await storage.history(group, after, ROWS_AT_ONCE);
    for (const { deleted, author, body } of records) {
      if (!deleted && counts(author)) for (const id of imageIdsIn(body)) shown.add(id);
    }
    const last = records.at(-1);
    if (!last) return shown;
    after = last.seq;
    // SQLite holds the event loop for every piece.
    await new Promise(setImmediate);
  }
}

/** An account is going: its pictures go too, but for those that others show in notes of their own, which count for nobody then. */
export async function leaveImages(storage: Storage, group: Id, author: Id): Promise<void> {
  const isOwn = (await storage.images(group)).some((image) => image.author === author);
  if (!isOwn) return;
  const shown = await shownIn(storage, group, (other) => other !== author);
  await storage.transact([group], async (tx) => {
    const own = (await tx.images(group)).filter((image) => image.author === author);
    await tx.disownImages(group, idsOf(own.filter(({ id }) => shown.has(id))));
    await tx.dropImages(group, idsOf(own.filter(({ id }) => !shown.has(id))));
  });
}

function idsOf(images: readonly { id: ImageId }[]): ImageId[] {
  return images.map(({ id }) => id);
}
