/** Brings the shown form of notes up to date after anything under it changed. Runs inside a transaction. */
import type { AnnotationRow, Tombstone } from '../core/record.ts';
import type { Store } from './database.ts';
import { heldNotes } from './held-notes.ts';
import { readIdentity } from './meta.ts';
import { waitingOn } from './enqueue.ts';
import { assemble, livingFields } from './project.ts';
import { dropReceipts } from './receipts.ts';
import type { OutboxEntry, StoredAnnotation } from './records.ts';
import { shelve } from './shelves.ts';
import type { Sources } from './sources.ts';

/** One a note. A new base for it, or none if only its waiting changes did change. */
export type Change = { id: string; base?: { row: AnnotationRow | Tombstone | null; epoch: string | null } };

/**
 * Answers the document keys of all notes touched.
 * @param known the notes that are held of these, where they were looked up already
 */
export async function reassemble(
  db: Store,
  changes: readonly Change[],
  { now }: Sources,
  known?: ReadonlyMap<string, StoredAnnotation>,
): Promise<Set<string>> {
  const ids = changes.map(({ id }) => id);
  const { user: me } = await readIdentity(db);
  const held = known ?? (await heldNotes(db, ids));
  const refused = (await db.refused.count()) > 0 ? await db.refused.bulkGet(ids) : [];
  const pending = byRecord(await waitingOn(db, ids));

  const keys = new Set<string>();
  const put: StoredAnnotation[] = [];
  const fresh: StoredAnnotation[] = [];
  const gone = [];
  const moved = [];
  for (const [at, { id, base }] of changes.entries()) {
    const before = held.get(id);
    const after = assemble({
      base: base ? base.row : (before?.base ?? null),
      epoch: base ? base.epoch : (before?.epoch ?? null),
      pending: pending.get(id) ?? [],
      refused: refused[at],
      before,
      me,
      now: now(),
    });
    for (const key of [...(before?.keys ?? []), ...(after?.keys ?? [])]) keys.add(key);
    if (!after) gone.push(id);
    else if (before || after.row !== after.base || after.row.deleted) put.push(after);
    else fresh.push(after);
    if (before && !isWhereItWas(before, after)) moved.push(id);
  }
  // Many at once that nothing was done to here: a group's history.
  const isMany = fresh.length >= db.shelfSize;
  if (isMany) await shelve(db, fresh);
  await db.annotations.bulkPut(isMany ? put : [...put, ...fresh]);
  if (gone.length > 0) await db.annotations.bulkDelete(gone);
  await dropReceipts(db, ids);
  // What was found of another passage, or of a note that is gone, holds no more.
  if (moved.length > 0) await db.unplaced.bulkDelete(moved);
  return keys;
}

function isWhereItWas(before: StoredAnnotation, after: StoredAnnotation | null): boolean {
  const [one, other] = [before, after ?? undefined].map((record) => livingFields(record)?.target.selectors);
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

function byRecord(entries: readonly OutboxEntry[]): Map<string, OutboxEntry[]> {
  const map = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const list = map.get(entry.id);
    if (list) list.push(entry);
    else map.set(entry.id, [entry]);
  }
  return map;
}
