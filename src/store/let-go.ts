/**
 * Letting go of what a device need not hold of a large group: documents that were not opened for long,
 * and notes that are not among the newest any more. Own notes, what they answer, the answers to them and
 * everything that waits or was refused stay.
 */
import { KEPT_DAYS, NEWEST } from '../core/holding.ts';
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { readIdentity } from './meta.ts';
import { namesOf } from './part-of-rows.ts';
import { letGoOfReactions } from './reactions.ts';
import { withReceipts } from './receipts.ts';
import type { StoredAnnotation } from './records.ts';
import { unshelveAll } from './shelves.ts';
import { realSources, type Sources } from './sources.ts';

/** Notes that come before the oldest are let go of, as a part of them, so that it is not done at every one. */
const SLACK = 0.2;

/** Called often; nothing to do is the usual case, and costs no writing. */
export async function letGoOfUnopened(db: Store, sources: Sources = realSources): Promise<void> {
  const before = sources.now() - KEPT_DAYS * 24 * 60 * 60_000;
  if ((await db.opened.where('opened').below(before).count()) === 0) return;
  await db.write(async () => {
    const old = await db.opened.where('opened').below(before).toArray();
    await db.opened.bulkDelete(old.map(({ group, hash }): [string, string] => [group, hash]));
    for (const group of new Set(old.map((one) => one.group))) {
      const opened = new Set((await db.opened.where('group').equals(group).toArray()).map(({ hash }) => hash));
      await letGo(db, group, ({ base }) => {
        const names = base && !base.deleted ? namesOf(base) : [];
        return !names.some((name) => opened.has(name));
      });
    }
  });
}

/** After a pull. */
export async function letGoOfOldest(db: Store, group: Id, newest = NEWEST): Promise<void> {
  const due = async () => {
    const holding = await db.holdings.get(group);
    const cursor = (await db.cursors.get(group))?.cursor ?? 0;
    const isDue = holding?.choice === 'newest' && cursor - (holding.trimmed ?? 0) >= newest * SLACK;
    return isDue ? { ...holding, trimmed: cursor } : null;
  };
  if (!(await due())) return;
  await db.write(async () => {
    // Looked at again: the reader may have chosen otherwise meanwhile.
    const trimmed = await due();
    if (!trimmed) return;
    await unshelveAll(db, group);
    const notes = await withReceipts(db, await db.annotations.where('group').equals(group).toArray());
    const places = notes.flatMap(({ base }) => (base && !base.deleted ? [base.seq] : [])).sort((a, b) => b - a);
    const oldest = places[newest - 1] ?? 0;
    await letGo(db, group, ({ base }) => base !== null && base.seq < oldest);
    await db.holdings.put(trimmed);
  });
}

/** Runs inside a transaction. */
async function letGo(db: Store, group: Id, isOld: (note: StoredAnnotation) => boolean): Promise<void> {
  await unshelveAll(db, group);
  const notes = await db.annotations.where('group').equals(group).toArray();
  const { user } = await readIdentity(db);
  const own = notes.filter(({ author }) => author === user);
  const waiting = await db.outbox.where('group').equals(group).toArray();
  const refused = await db.refused.filter((one) => one.group === group).toArray();
  const stays = new Set([
    ...own.flatMap(({ id, parent }) => [id, ...(parent === undefined ? [] : [parent])]),
    ...[...waiting, ...refused].map(({ id }) => id),
    ...waiting.flatMap(({ op }) => (op.kind === 'reaction' && op.act === 'put' ? [op.fields.target] : [])),
  ]);
  const isMine = new Set(own.map(({ id }) => id));
  const gone = notes.filter(
    (note) => isOld(note) && !stays.has(note.id) && !(note.parent !== undefined && isMine.has(note.parent)),
  );
  const ids = gone.map(({ id }) => id);
  await db.annotations.bulkDelete(ids);
  await db.unplaced.bulkDelete(ids);
  await letGoOfReactions(db, ids);
}
