/**
 * What the endpoint said of notes that it took exactly as they were written. Of such a note only its place in the
 * history and two instants are news: they are kept for a whole batch in one record, since to write each note again
 * takes longer than all else about its push (ADR 0033). A receipt is part of a note that has no `base` of its own; what
 * writes a note writes it whole and drops its receipt. Reading goes through find-notes.ts and held-notes.ts, which ask here.
 */
import type { Id } from '../core/id.ts';
import type { AnnotationRow } from '../core/record.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import type { Receipt, StoredAnnotation } from './records.ts';

type Taken = Receipt['taken'][number] & { epoch: string };

/** More are not looked for one by one: all receipts are read. */
const MANY = 20;
/** Characters of an id that tell when it was made, to about four minutes (core/id.ts). */
const NEAR = 5;

/** Runs inside a transaction. @param rows first revisions, of notes that have no `base` */
export async function keepReceipts(db: Store, epoch: string, rows: readonly AnnotationRow[]): Promise<void> {
  const receipts = [...new Set(rows.map(({ group }) => group))].map((group): Receipt => {
    const taken = rows
      .filter((row) => row.group === group)
      .map(({ id, seq, created, updated }) => ({ id, seq, created, updated }));
    return { group, epoch, near: [...new Set(taken.map(({ id }) => nearOf(id)))], taken };
  });
  if (receipts.length > 0) await db.receipts.bulkAdd(receipts);
}

/** The note with what the endpoint has said of it. */
export async function withReceipt(db: Store, note: StoredAnnotation): Promise<StoredAnnotation> {
  const [complete = note] = await withReceipts(db, [note]);
  return complete;
}

/** The notes with what the endpoint has said of them, in their order. */
export async function withReceipts(db: Readable, notes: readonly StoredAnnotation[]): Promise<StoredAnnotation[]> {
  const bare = notes.flatMap(({ id, base }) => (base === null ? [id] : []));
  if (bare.length === 0) return [...notes];
  const complete = completing(await receiptsNear(db, bare));
  return notes.map(complete);
}

/** Reads all receipts, for somebody who reads all notes. */
export async function everyReceipt(db: Store): Promise<(note: StoredAnnotation) => StoredAnnotation> {
  return completing(await db.receipts.toArray());
}

/** These notes are written whole, or are gone. Runs inside a transaction. */
export async function dropReceipts(db: Store, ids: readonly Id[]): Promise<void> {
  const dropped = new Set(ids);
  const changed = (await receiptsNear(db, ids)).flatMap((receipt) => {
    const taken = receipt.taken.filter(({ id }) => !dropped.has(id));
    return taken.length < receipt.taken.length ? [{ ...receipt, taken }] : [];
  });
  if (changed.length === 0) return;
  await db.receipts.bulkPut(changed.filter(({ taken }) => taken.length > 0));
  await db.receipts.bulkDelete(changed.flatMap(({ n, taken }) => (n !== undefined && taken.length === 0 ? [n] : [])));
}

/** Writes all notes whole that have a receipt, or those of one group. Runs inside a transaction. */
export async function redeemReceipts(db: Store, group?: Id): Promise<void> {
  // Taken out one by one: each is two hundred notes.
  for (const n of await db.receipts.toCollection().primaryKeys()) {
    const receipt = await db.receipts.get(n);
    if (!receipt || (group !== undefined && receipt.group !== group)) continue;
    const notes = await db.annotations.bulkGet(receipt.taken.map(({ id }) => id));
    const complete = completing([receipt]);
    await db.annotations.bulkPut(notes.flatMap((note) => (note ? [complete(note)] : [])));
    await db.receipts.delete(n);
  }
}

async function receiptsNear(db: Readable, ids: readonly Id[]): Promise<Receipt[]> {
  if (ids.length === 0) return [];
  const near = new Set(ids.map(nearOf));
  return near.size > MANY
    ? db.receipts.toArray()
    : db.receipts
        .where('near')
        .anyOf([...near])
        .distinct()
        .toArray();
}

function completing(receipts: readonly Receipt[]): (note: StoredAnnotation) => StoredAnnotation {
  const known = new Map<Id, Taken>(
    receipts.flatMap(({ epoch, taken }) => taken.map((one) => [one.id, { ...one, epoch }] as const)),
  );
  return (note) => {
    const taken = note.base === null ? known.get(note.id) : undefined;
    return taken ? completed(note, taken) : note;
  };
}

/** It was not changed since: what changes a note drops its receipt. */
function completed(note: StoredAnnotation, { epoch, seq, created, updated }: Taken): StoredAnnotation {
  if (note.row.deleted) return note;
  const { id, group, author, kind, deleted, fields } = note.row;
  const row: AnnotationRow = { id, group, author, rev: 1, seq, created, updated, kind, deleted, fields };
  return { ...note, row, base: row, epoch };
}

function nearOf(id: Id): string {
  return id.slice(0, NEAR);
}
