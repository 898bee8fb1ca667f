/** Chooses what the next push carries and marks it as sent before it leaves, so that it never changes again. */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { aboveOf } from './enqueue.ts';
import { mayNodsLeave } from './nods-wait.ts';
import { countParcelled, openNext } from './parcels.ts';
import type { OutboxEntry } from './records.ts';
import { isSent, markSent, readSent } from './sent.ts';
import { realSources, type Sources } from './sources.ts';
import { unsentImages, waitsForImage } from './unsent-images.ts';

export type Taken = OutboxEntry & {
  n: number;
  /** The operation as JSON. */
  text: string;
  /** The newest operation of all when this one was first handed over; null: it had been handed over before. */
  newest: number | null;
};

export type Limits = { ops: number; bytes: number };

/**
 * Operations in the order they were made, at most one a note: the next one's base revision is
 * known only when the one before is answered. Notes wait for their group to be known, and after a
 * restore until it was pulled: what they were made on is of an older life of the database. They wait for their pictures. Nods wait for
 * all else, and leave alone.
 * @param onTheWay what is not settled yet, in order: only what stands behind it is taken, and none that depends on it
 */
export function takeBatch(
  db: Store,
  limits: Limits,
  onTheWay: readonly Taken[] = [],
  sources: Sources = realSources,
): Promise<Taken[]> {
  const tables = [db.outbox, db.parcels, db.manifests, db.groups, db.cursors, db.meta, db.images];
  return db.transaction('rw', tables, async () => {
    if (onTheWay[0]?.alone === 1) return [];
    const after = onTheWay.at(-1)?.n ?? null;
    let first = await pieceAfter(db, after ?? -1, limits);
    const hasParcels = (await db.parcels.limit(1).primaryKeys()).length > 0;
    // Looking for the last of none goes through all that was ever deleted.
    if (first.length === 0 && !hasParcels) return [];
    // Asked all at once: every question takes its way to the database and back.
    const [groups, cursors, unsent, mark, passedOver] = await Promise.all([
      db.groups.toArray(),
      db.cursors.toArray(),
      unsentImages(db),
      readSent(db),
      passedOverBefore(db, onTheWay),
    ]);
    const waits = new Set([
      ...groups.flatMap(({ id, state }) => (state === 'local' ? [id] : [])),
      ...cursors.flatMap(({ group, offer }) => (offer === 1 ? [group] : [])),
    ]);
    const ahead = [...onTheWay, ...passedOver].flatMap(placesOf);
    let { batch, run, room } = await collect(db, { first, limits, waits, unsent, ahead, alone: false });
    // Nothing in the outbox depends on them: they leave behind all that does not wait.
    if (hasParcels && room > 0 && (await openNext(db, room, waits))) {
      first = await pieceAfter(db, after ?? -1, limits);
      ({ batch, run } = await collect(db, { first, limits, waits, unsent, ahead, alone: false }));
    }
    if (batch.length === 0 && onTheWay.length === 0 && (await mayNodsLeave(db, sources))) {
      // Between them may stand what waits, so that each is marked by itself.
      ({ batch } = await collect(db, { first, limits, waits, unsent, ahead, alone: true }));
      run = 0;
    }
    if (batch.length === 0) return [];
    const newest = await db.outbox.orderBy('n').lastKey();
    const handed = batch.map(({ entry }) => entry);
    await markSent(db, mark, { batch: handed, run, after });
    return batch.map(({ entry, text }) => ({ ...entry, text, newest: isSent(entry, mark) ? null : Number(newest) }));
  });
}

type Numbered = OutboxEntry & { n: number };

type Looking = {
  first: Numbered[];
  limits: Limits;
  waits: ReadonlySet<Id>;
  /** Pictures that must be sent first. */
  unsent: ReadonlySet<string>;
  /** Records and slots that must be answered first. */
  ahead: readonly string[];
  /** Whether those that leave alone are looked for, or all others. */
  alone: boolean;
};

/** `run`: how many there are before the first one that has to wait. `room`: for how many more; 0 where their size allows no other. */
type Found = { batch: { entry: Numbered; text: string }[]; run: number; room: number };

async function collect(db: Store, { first, limits, waits, unsent, ahead: before, alone }: Looking): Promise<Found> {
  /** Those that must be answered first; and those that this batch has. */
  const ahead = new Set(before);
  const seen = new Set(before);
  const encoder = new TextEncoder();
  const batch: Found['batch'] = [];
  let run: number | null = null;
  let bytes = 0;
  let room = limits.ops;
  for (let piece = first, isFull = false; !isFull && piece.length > 0;) {
    const size = batch.length;
    for (const entry of piece) {
      const { op } = entry;
      if ((entry.alone === 1) !== alone) {
        run ??= batch.length;
        continue;
      }
      const isLater = seen.has(op.id);
      seen.add(op.id);
      const slot = entry.slot ?? '';
      const isBehind = ahead.has(aboveOf(op) ?? '') || ahead.has(slot) || seen.has(slot);
      const isAfter = (op.kind !== 'group' && waits.has(op.group)) || waitsForImage(entry, unsent);
      if (isLater || isBehind || isAfter) {
        for (const place of placesOf(entry)) ahead.add(place);
        run ??= batch.length;
        continue;
      }
      const text = JSON.stringify(op);
      bytes += encoder.encode(text).length + 1;
      // One that is too long by itself is sent alone and judged by the endpoint. None goes past one that finds no room:
      // it may be an answer to it.
      isFull = batch.length > 0 && (batch.length >= limits.ops || bytes > limits.bytes);
      if (isFull) {
        room = 0;
        break;
      }
      batch.push({ entry, text });
      room--;
    }
    isFull ||= batch.length >= limits.ops || piece.length < limits.ops;
    // All the rest may wait, for their group that leaves now: what does not, finds room behind it.
    isFull ||= batch.length > 0 && batch.length === size;
    if (!isFull) piece = await pieceAfter(db, piece.at(-1)?.n ?? 0, limits);
  }
  return { batch, run: run ?? batch.length, room };
}

/** What nothing else may overtake: the record, and what there is one of. */
function placesOf({ id, slot }: OutboxEntry): string[] {
  return slot === undefined ? [id] : [id, slot];
}

/** The operations that stand before what is on its way, and had to wait for it: what depends on them waits as well. */
async function passedOverBefore(db: Store, onTheWay: readonly Taken[]): Promise<OutboxEntry[]> {
  const last = onTheWay.at(-1);
  if (!last) return [];
  const numbers = new Set(await db.outbox.where('n').belowOrEqual(last.n).primaryKeys());
  for (const { n } of onTheWay) numbers.delete(n);
  if (numbers.size === 0) return [];
  return (await db.outbox.bulkGet([...numbers])).flatMap((entry) => entry ?? []);
}

/** Read in pieces: going from entry to entry takes as long as the endpoint's judgement of them. */
async function pieceAfter(db: Store, after: number, { ops }: Limits): Promise<Numbered[]> {
  const piece = await db.outbox.where('n').above(after).limit(ops).toArray();
  return piece.map((entry) => ({ ...entry, n: entry.n ?? 0 }));
}

/** The number of changes that wait. */
export async function countWaiting(db: Readable): Promise<number> {
  const [entries, parcelled] = await Promise.all([db.outbox.count(), countParcelled(db)]);
  return entries + parcelled;
}

/** Those that were not handed to a push yet and are to be, without nods: they have their time. */
export async function countUnsent(db: Store): Promise<number> {
  const mark = await readSent(db);
  const entries = await db.outbox.filter((entry) => entry.alone !== 1 && !isSent(entry, mark)).count();
  return entries + (await countParcelled(db));
}
