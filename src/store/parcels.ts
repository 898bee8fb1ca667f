/**
 * New notes that wait for the endpoint many at once, as those of an import do, are kept several in one record, a parcel: to add an
 * entry of the outbox takes longer than all else about a note (ADR 0054). What waits is in one place only, in `outbox` or in a
 * parcel. Before anything is written about a note, or to one, `openParcels` brings its parcel into the outbox; all others are brought
 * there in their order when they are to leave (take-batch.ts). So nothing in the outbox has to come behind what is in a parcel.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { packedOps, unpackedOps } from './packed-ops.ts';
import type { OutboxEntry, Parcel, PutOp } from './records.ts';
import { recordsOfNotes } from './records-of-notes.ts';
import { freshId, type Sources } from './sources.ts';

/**
 * Runs inside a transaction.
 * @param ops that make notes of one group, each of them the only one about its note; what is answered before what answers it
 */
export async function packParcels(db: Store, group: Id, ops: readonly PutOp[]): Promise<void> {
  const parcels: Parcel[] = [];
  for (let at = 0; at < ops.length; at += db.shelfSize) {
    parcels.push({ group, ...contentOf(ops.slice(at, at + db.shelfSize)) });
  }
  await countMore(db, ops.length);
  await db.parcels.bulkAdd(parcels);
}

function contentOf(ops: readonly PutOp[]): Pick<Parcel, 'ids' | 'ops'> {
  return { ids: ops.map(({ id }) => id), ops: packedOps(ops) };
}

/** Brings what waits on these notes, and with it what that answers, into the outbox. Runs inside a transaction. */
export async function openParcels(db: Store, ids: readonly Id[]): Promise<void> {
  await unpack(db, await recordsOfNotes(db.parcels, ids, db.shelfSize));
}

/**
 * Brings about so many operations into the outbox, those that wait longest first; none of a group that has to wait. Answers
 * whether there were any. Runs inside a transaction over `parcels`, `outbox` and `meta`.
 */
export async function openNext(db: Store, most: number, waits: ReadonlySet<Id>): Promise<boolean> {
  const next = await db.parcels
    .where('group')
    .noneOf([...waits])
    .limit(Math.ceil(most / db.shelfSize))
    .toArray();
  await unpack(db, next);
  return next.length > 0;
}

async function unpack(db: Store, parcels: readonly Parcel[]): Promise<void> {
  const opened = new Map<number, PutOp[]>();
  for (let level = parcels; level.length > 0;) {
    const answered: Id[] = [];
    for (const { n, ops: packed } of level) {
      if (n === undefined) continue;
      const ops = unpackedOps(packed);
      opened.set(n, ops);
      answered.push(...answeredBy(ops));
    }
    // What they answer leaves before them.
    const above = await recordsOfNotes(db.parcels, answered, db.shelfSize);
    level = above.filter(({ n }) => n !== undefined && !opened.has(n));
  }
  if (opened.size === 0) return;
  const inOrder = [...opened].sort(([a], [b]) => a - b);
  const entries = inOrder.flatMap(([, ops]) => ops.map(entryOf));
  await countMore(db, -entries.length);
  await db.outbox.bulkAdd(entries);
  await db.parcels.bulkDelete([...opened.keys()]);
}

function answeredBy(ops: readonly PutOp[]): Id[] {
  const here = new Set(ops.map(({ id }) => id));
  return ops.flatMap(({ fields: { parent } }) => (parent != null && !here.has(parent) ? [parent] : []));
}

/** A change that was not handed to a push yet, and that nobody has seen anything before. */
export function entryOf(op: PutOp): OutboxEntry {
  return { opId: op.opId, id: op.id, group: op.group, sent: 0, saw: null, op };
}

/**
 * How many operations there are in all parcels. Every screen asks after every change, and to count twenty thousand in the index
 * takes a tenth of a second, in which nobody else writes: so the number is kept.
 */
export async function countParcelled(db: Store): Promise<number> {
  const kept = await db.meta.get('parcelled');
  // Parcels of a release that kept no number are counted, until the next change of any.
  return kept?.key === 'parcelled' ? kept.count : db.parcels.orderBy('ids').count();
}

/** Before parcels are changed. Runs inside a transaction over `meta` and `parcels`. */
async function countMore(db: Store, more: number): Promise<void> {
  await db.meta.put({ key: 'parcelled', count: (await countParcelled(db)) + more });
}

/** Those of these notes that are in a parcel; for who reads. */
export async function parcelledAmong(db: Store, ids: readonly Id[]): Promise<Id[]> {
  const asked = new Set(ids);
  const near = await recordsOfNotes(db.parcels, ids, db.shelfSize);
  return near.flatMap((parcel) => parcel.ids.filter((id) => asked.has(id)));
}

export async function eachParcelled(db: Store, visit: (op: PutOp) => void): Promise<void> {
  await db.parcels.each(({ ops }) => unpackedOps(ops).forEach(visit));
}

/** What waits on these notes is wanted no more. Runs inside a transaction. */
export async function dropParcelled(db: Store, ids: readonly Id[]): Promise<void> {
  const dropped = new Set(ids);
  const parcels = await recordsOfNotes(db.parcels, ids, db.shelfSize);
  if (parcels.length === 0) return;
  const left = parcels.map((parcel): Parcel => {
    return { ...parcel, ...contentOf(unpackedOps(parcel.ops).filter(({ id }) => !dropped.has(id))) };
  });
  await countMore(db, sizeOf(left) - sizeOf(parcels));
  await db.parcels.bulkPut(left.filter(({ ids }) => ids.length > 0));
  await db.parcels.bulkDelete(left.flatMap(({ n, ids }) => (n !== undefined && ids.length === 0 ? [n] : [])));
}

function sizeOf(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, { ids }) => sum + ids.length, 0);
}

/** A group that the endpoint never knew goes by another id: none of these can have been applied. Runs inside a transaction. */
export async function moveParcels(db: Store, from: Id, to: Id, sources: Sources): Promise<void> {
  const parcels = await db.parcels.where('group').equals(from).toArray();
  await db.parcels.bulkPut(
    parcels.map((parcel) => ({
      ...parcel,
      group: to,
      ops: packedOps(unpackedOps(parcel.ops).map((op) => ({ ...op, opId: freshId(sources), group: to }))),
    })),
  );
}
