/**
 * New notes that wait for the endpoint many at once, as those of an import do, are kept several in one record, a parcel: to add an
 * entry of the outbox takes longer than all else about a note (ADR 0054). What waits is in one place only, in `outbox` or in a
 * parcel. Before anything is written about a note, or to one, `openParcels` brings its parcel into the outbox; all others are brought
 * there in their order when they are to leave (take-batch.ts). So nothing in the outbox has to come behind what is in a parcel.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { addManifest, countListed, listAnew, parcelsHolding } from './manifests.ts';
import { packedOps, unpackedOps } from './packed-ops.ts';
import type { OutboxEntry, Parcel, PutOp } from './records.ts';
import { freshId, type Sources } from './sources.ts';

/**
 * Runs inside a transaction.
 * @param ops that make notes of one group, each of them the only one about its note; what is answered before what answers it
 */
export async function packParcels(db: Store, group: Id, ops: readonly PutOp[]): Promise<void> {
  const contents: (readonly PutOp[])[] = [];
  for (let at = 0; at < ops.length; at += db.shelfSize) contents.push(ops.slice(at, at + db.shelfSize));
  await countMore(db, ops.length);
  const parcels = contents.map((some): Parcel => ({ group, ops: packedOps(some) }));
  // Numbers are given one after the other: nobody else adds any meanwhile.
  const last = await db.parcels.bulkAdd(parcels);
  const first = last - parcels.length + 1;
  await addManifest(db, new Map(contents.map((some, at) => [first + at, idsOf(some)])));
}

function idsOf(ops: readonly PutOp[]): Id[] {
  return ops.map(({ id }) => id);
}

/** Brings what waits on these notes, and with it what that answers, into the outbox. Answers whether there was any. Runs inside a transaction. */
export async function openParcels(db: Store, ids: readonly Id[]): Promise<boolean> {
  const numbers = [...(await parcelsHolding(db, ids)).keys()];
  await unpack(db, numbers);
  return numbers.length > 0;
}

/**
 * Brings about so many operations into the outbox, those that wait longest first; none of a group that has to wait. Answers
 * whether there were any. Runs inside a transaction over `parcels`, `manifests`, `outbox` and `meta`.
 */
export async function openNext(db: Store, most: number, waits: ReadonlySet<Id>): Promise<boolean> {
  const next = await db.parcels
    .where('group')
    .noneOf([...waits])
    .limit(Math.ceil(most / db.shelfSize))
    .primaryKeys();
  await unpack(db, next);
  return next.length > 0;
}

async function unpack(db: Store, numbers: readonly number[]): Promise<void> {
  const opened = new Map<number, PutOp[]>();
  for (let level = numbers; level.length > 0;) {
    const answered: Id[] = [];
    for (const [n, ops] of await opsIn(db, level)) {
      opened.set(n, ops);
      answered.push(...answeredBy(ops));
    }
    // What they answer leaves before them.
    const above = await parcelsHolding(db, answered);
    level = [...above.keys()].filter((n) => !opened.has(n));
  }
  if (opened.size === 0) return;
  const inOrder = [...opened].sort(([a], [b]) => a - b);
  const entries = inOrder.flatMap(([, ops]) => ops.map((op) => entryOf(op)));
  await countMore(db, -entries.length);
  await db.outbox.bulkAdd(entries);
  await db.parcels.bulkDelete([...opened.keys()]);
  await listAnew(db, new Map([...opened.keys()].map((n) => [n, []])));
}

async function opsIn(db: Store, numbers: readonly number[]): Promise<Map<number, PutOp[]>> {
  const parcels = await db.parcels.bulkGet([...numbers]);
  return new Map(parcels.flatMap((parcel) => (parcel?.n === undefined ? [] : [[parcel.n, unpackedOps(parcel.ops)]])));
}

function answeredBy(ops: readonly PutOp[]): Id[] {
  const here = new Set(idsOf(ops));
  return ops.flatMap(({ fields: { parent } }) => (parent != null && !here.has(parent) ? [parent] : []));
}

/** A change that was not handed to a push yet. @param saw the words its writer saw before; null where there were none */
export function entryOf(op: OutboxEntry['op'], saw: string | null = null): OutboxEntry {
  return { opId: op.opId, id: op.id, group: op.group, sent: 0, saw, op };
}

/**
 * How many operations there are in all parcels. Every screen asks after every change, and to count twenty thousand in the index
 * takes a tenth of a second, in which nobody else writes: so the number is kept.
 */
export async function countParcelled(db: Readable): Promise<number> {
  const kept = await db.meta.get('parcelled');
  // Parcels of a release that kept no number are counted, until the next change of any.
  return kept?.key === 'parcelled' ? kept.count : countListed(db);
}

/** Before parcels are changed. Runs inside a transaction over `meta` and `manifests`. */
async function countMore(db: Store, more: number): Promise<void> {
  await db.meta.put({ key: 'parcelled', count: (await countParcelled(db)) + more });
}

export async function eachParcelled(db: Store, visit: (op: PutOp) => void): Promise<void> {
  await db.parcels.each(({ ops }) => unpackedOps(ops).forEach(visit));
}

/** What waits on these notes is wanted no more. Runs inside a transaction. */
export async function dropParcelled(db: Store, ids: readonly Id[]): Promise<void> {
  const dropped = new Set(ids);
  const holding = await parcelsHolding(db, ids);
  if (holding.size === 0) return;
  const left = new Map(Array.from(holding, ([n, held]) => [n, held.filter((id) => !dropped.has(id))]));
  await countMore(db, sizeOf(left) - sizeOf(holding));
  const kept = await db.parcels.bulkGet([...left].flatMap(([n, held]) => (held.length > 0 ? [n] : [])));
  await db.parcels.bulkPut(
    kept.flatMap((parcel) =>
      parcel ? { ...parcel, ops: packedOps(unpackedOps(parcel.ops).filter(({ id }) => !dropped.has(id))) } : [],
    ),
  );
  await db.parcels.bulkDelete([...left].flatMap(([n, held]) => (held.length === 0 ? [n] : [])));
  await listAnew(db, left);
}

function sizeOf(held: ReadonlyMap<number, readonly Id[]>): number {
  return [...held.values()].reduce((sum, ids) => sum + ids.length, 0);
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
