/** Chooses what the next push carries and marks it as sent before it leaves, so that it never changes again. */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import type { OutboxEntry } from './records.ts';
import { isSent, markSent, readSent } from './sent.ts';

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
 * restore until it was pulled: what they were made on is of an older life of the database.
 * @param onTheWay what is not settled yet, in order: only what stands behind it is taken, and none that depends on it
 */
export function takeBatch(db: Store, limits: Limits, onTheWay: readonly Taken[] = []): Promise<Taken[]> {
  return db.transaction('rw', db.outbox, db.groups, db.cursors, db.meta, async () => {
    const after = onTheWay.at(-1)?.n ?? null;
    const first = await pieceAfter(db, after ?? -1, limits);
    // Looking for the last of none goes through all that was ever deleted.
    if (first.length === 0) return [];
    // Asked all at once: every question takes its way to the database and back.
    const [groups, cursors, mark, newest, passedOver] = await Promise.all([
      db.groups.toArray(),
      db.cursors.toArray(),
      readSent(db),
      db.outbox.orderBy('n').lastKey(),
      passedOverBefore(db, onTheWay),
    ]);
    const waits = new Set([
      ...groups.flatMap(({ id, state }) => (state === 'local' ? [id] : [])),
      ...cursors.flatMap(({ group, offer }) => (offer === 1 ? [group] : [])),
    ]);
    /** Those that must be answered first; and those that this batch has. */
    const ahead = new Set([...onTheWay.map(({ id }) => id), ...passedOver]);
    const seen = new Set(ahead);
    const encoder = new TextEncoder();
    const batch: { entry: OutboxEntry & { n: number }; text: string }[] = [];
    let run: number | null = null;
    let bytes = 0;
    for (let piece = first, isFull = false; !isFull && piece.length > 0;) {
      const before = batch.length;
      for (const entry of piece) {
        const { op } = entry;
        const isLater = seen.has(op.id);
        seen.add(op.id);
        if (isLater || ahead.has(parentOf(op) ?? '') || (op.kind !== 'group' && waits.has(op.group))) {
          ahead.add(op.id);
          run ??= batch.length;
          continue;
        }
        const text = JSON.stringify(op);
        bytes += encoder.encode(text).length + 1;
        // One that is too long by itself is sent alone and judged by the endpoint. None goes past one that finds no room:
        // it may be an answer to it.
        isFull = batch.length > 0 && (batch.length >= limits.ops || bytes > limits.bytes);
        if (isFull) break;
        batch.push({ entry, text });
      }
      isFull ||= batch.length >= limits.ops || piece.length < limits.ops;
      // All the rest may wait, for their group that leaves now: what does not, finds room behind it.
      isFull ||= batch.length > 0 && batch.length === before;
      if (!isFull) piece = await pieceAfter(db, piece.at(-1)?.n ?? 0, limits);
    }
    const handed = batch.map(({ entry }) => entry);
    await markSent(db, mark, { batch: handed, run: run ?? batch.length, after });
    return batch.map(({ entry, text }) => ({ ...entry, text, newest: isSent(entry, mark) ? null : Number(newest) }));
  });
}

/** The records of operations that stand before what is on its way, and had to wait for it: what depends on them waits as well. */
async function passedOverBefore(db: Store, onTheWay: readonly Taken[]): Promise<Id[]> {
  const last = onTheWay.at(-1);
  if (!last) return [];
  const numbers = new Set(await db.outbox.where('n').belowOrEqual(last.n).primaryKeys());
  for (const { n } of onTheWay) numbers.delete(n);
  if (numbers.size === 0) return [];
  return (await db.outbox.bulkGet([...numbers])).flatMap((entry) => entry?.id ?? []);
}

/** What an answer answers, or a reaction is given to, has to be there before it. */
function parentOf(op: OutboxEntry['op']): Id | null | undefined {
  if (op.kind === 'reaction') return op.act === 'put' ? op.fields.target : null;
  return op.kind === 'annotation' && op.act !== 'delete' ? op.fields.parent : null;
}

/** Read in pieces: going from entry to entry takes as long as the endpoint's judgement of them. */
async function pieceAfter(db: Store, after: number, { ops }: Limits): Promise<(OutboxEntry & { n: number })[]> {
  const piece = await db.outbox.where('n').above(after).limit(ops).toArray();
  return piece.map((entry) => ({ ...entry, n: entry.n ?? 0 }));
}

/** The number of changes that wait. */
export function countWaiting(db: Store): Promise<number> {
  return db.outbox.count();
}

/** Those that were not handed to a push yet. */
export async function countUnsent(db: Store): Promise<number> {
  const mark = await readSent(db);
  return db.outbox.filter((entry) => !isSent(entry, mark)).count();
}
