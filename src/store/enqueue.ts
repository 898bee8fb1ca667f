/**
 * How a change gets into the outbox. Changes of one note that still wait become one operation;
 * one that was handed to a push never changes again, for it may have arrived. Runs inside a transaction.
 */
import type { Id } from '../core/id.ts';
import type { AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { entryOf, openParcels } from './parcels.ts';
import { project } from './project.ts';
import type { AnnotationOp, OutboxEntry, PutOp, RestoreOp, StoredAnnotation } from './records.ts';
import { isSent, readSent } from './sent.ts';
import { freshId, instantOf, type Sources } from './sources.ts';

/** The waiting operations on a record, oldest first; all of them are in the outbox then. */
export async function pendingOf(db: Store, id: string): Promise<OutboxEntry[]> {
  const pending = await waitingOn(db, [id]);
  if (pending.length === 0) return pending;
  const mark = await readSent(db);
  return pending.map((entry) => (isSent(entry, mark) ? { ...entry, sent: 1 } : entry));
}

/** The waiting operations on many records, oldest first; all of them are in the outbox then. */
export async function waitingOn(db: Store, ids: readonly string[]): Promise<OutboxEntry[]> {
  if (ids.length === 0) return [];
  const entries = await entriesOn(db, ids);
  // What waits on a note is in one place only, and to look through the manifests takes longest.
  const found = new Set(entries.map(({ id }) => id));
  const isOpened = await openParcels(
    db,
    ids.filter((id) => !found.has(id)),
  );
  return isOpened ? entriesOn(db, ids) : entries;
}

/** Those that are in the outbox. Asked for one by one they would take as long as their writing. */
export async function entriesOn(db: Readable, ids: readonly string[]): Promise<OutboxEntry[]> {
  if (ids.length === 0) return [];
  const asked = new Set(ids);
  const sorted = [...asked].sort();
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
  const limit = asked.size * 2;
  const between = await db.outbox.where('id').between(first, last, true, true).limit(limit).sortBy('n');
  return between.length === limit
    ? db.outbox.where('id').anyOf(sorted).sortBy('n')
    : between.filter(({ id }) => asked.has(id));
}

/**
 * Those of these notes that something waits for, or that were refused; for who reads. What the endpoint has said nothing of is here because
 * of that alone (project.ts), whether it is in the outbox or in a parcel. @param notes with their receipts
 */
export async function waitingAmong(
  db: Readable,
  notes: readonly Pick<StoredAnnotation, 'id' | 'base'>[],
): Promise<Set<string>> {
  const [own, others] = [notes.filter(({ base }) => base === null), notes.filter(({ base }) => base !== null)];
  const entries = await entriesOn(
    db,
    others.map(({ id }) => id),
  );
  return new Set([...own, ...entries].map(({ id }) => id));
}

export function enqueue(db: Store, op: OutboxEntry['op'], saw: string | null = null): Promise<void> {
  return addEntries(db, [entryOf(op, saw)]);
}

/** What waits on the same records, or on what they are about, stands before them in the outbox. */
export async function addEntries(db: Store, entries: readonly OutboxEntry[]): Promise<void> {
  await openParcels(
    db,
    entries.flatMap(({ op }) => [op.id, aboveOf(op) ?? []].flat()),
  );
  await db.outbox.bulkAdd(entries);
}

/** What an operation needs to be there before it: what an answer answers, and what a reaction is given to. */
export function aboveOf(op: OutboxEntry['op']): Id | null {
  if (op.kind === 'reaction') return op.act === 'put' ? op.fields.target : null;
  return op.kind === 'annotation' && op.act !== 'delete' ? (op.fields.parent ?? null) : null;
}

/** Higher than any revision there is: the endpoint takes it for one that it has not any more, and nothing for seen. */
export const FORMER = Number.MAX_SAFE_INTEGER;

/** What a writer has seen of a note that the endpoint had and has no more: it may come back by another device with other words. */
export function seenOfGone(note: StoredAnnotation | undefined): number | undefined {
  return note?.base === null && note.epoch !== null ? FORMER : undefined;
}

/**
 * Makes the endpoint's note say these words, whatever state it is in: creates, changes or restores it.
 * @param seenRev the revision the writer had seen, if that is not the newest one here, or is of a note that is not known any more
 */
export async function enqueueWords(
  db: Store,
  { id, group }: { id: string; group: string },
  wanted: AnnotationFields,
  sources: Sources,
  seenRev?: number,
): Promise<void> {
  const { user: me } = await readIdentity(db);
  const base = (await noteOf(db, id))?.base ?? null;
  if (wanted.parent !== null) await openParcels(db, [wanted.parent]);
  let pending = await pendingOf(db, id);
  // All that has to stand before it is in the outbox now.
  const add = async (op: AnnotationOp, saw: string | null = null): Promise<void> => {
    await db.outbox.add(entryOf(op, saw));
  };
  let now = project(base, opsOf(pending), me);
  const last = pending.at(-1);

  if (last?.sent === 0 && last.n !== undefined && last.op.kind === 'annotation' && last.op.act !== 'delete') {
    if (now && !now.deleted) {
      const others = opsOf(pending.slice(0, -1));
      const under = project(base, others, me);
      const tags = under && !under.deleted ? under.fields.tags : undefined;
      const seen = { saw: now.fields.text, tags, baseRev: others.at(-1)?.baseRev ?? base?.rev ?? 0 };
      await db.outbox.put(coalesce(last, last.op, changed(now.fields, wanted), wanted, seen));
      return;
    }
    // A change of a note that was deleted meanwhile: what is wanted now takes its place.
    await db.outbox.delete(last.n);
    pending = pending.slice(0, -1);
    now = project(base, opsOf(pending), me);
  }

  // What the writer has seen is what the newest waiting change was made on.
  const baseRev = opsOf(pending).at(-1)?.baseRev ?? seenRev ?? base?.rev ?? 0;
  const envelope = { opId: freshId(sources), id, group, at: instantOf(sources), kind: 'annotation' } as const;
  if (now === null) return add({ ...envelope, baseRev: seenRev ?? 0, act: 'put', fields: wanted });
  if (now.deleted) return add({ ...envelope, baseRev, act: 'restore', fields: wanted });
  const fields = changed(now.fields, wanted);
  const sawTags = fields.tags && now.fields.tags;
  if (Object.keys(fields).length > 0)
    await add({ ...envelope, baseRev, act: 'put', fields, ...(sawTags && { sawTags }) }, now.fields.text);
}

/** One operation out of one that waits and a further change. */
function coalesce(
  entry: OutboxEntry,
  op: PutOp | RestoreOp,
  change: Partial<AnnotationFields>,
  wanted: AnnotationFields,
  seen: { saw: string; tags: string[] | undefined; baseRev: number },
): OutboxEntry {
  if (op.act === 'restore') return { ...entry, op: { ...op, fields: wanted } };
  const fields = { ...op.fields, ...change };
  // Those that came from elsewhere meanwhile were seen, and are among the new ones unless they were taken off.
  const sawTags = change.tags ? seen.tags : op.sawTags;
  // The first change of the words is made on the words that are seen now.
  const isFirstOfWords = op.fields.text === undefined && change.text !== undefined;
  if (isFirstOfWords) return { ...entry, saw: seen.saw, op: { ...op, baseRev: seen.baseRev, fields, sawTags } };
  return { ...entry, op: { ...op, fields, sawTags } };
}

/** The same on another revision, of another life of the database: what was seen there is not what is here. */
export function onRevision(op: OutboxEntry['op'], baseRev: number): OutboxEntry['op'] {
  if (op.kind !== 'annotation' || op.act !== 'put') return { ...op, baseRev };
  const { sawTags: _, ...rest } = op;
  return { ...rest, baseRev };
}

export function opsOf(entries: readonly OutboxEntry[]): AnnotationOp[] {
  return entries.flatMap(({ op }) => (op.kind === 'annotation' ? [op] : []));
}

/** The fields in which `wanted` differs. */
export function changed(from: Partial<AnnotationFields>, wanted: AnnotationFields): Partial<AnnotationFields> {
  const entries = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(from[name]) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries);
}
