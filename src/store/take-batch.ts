/** Chooses what the next push carries and marks it as sent before it leaves, so that it never changes again. */
import type { Store } from './database.ts';
import type { OutboxEntry } from './records.ts';
import { isSent, markSent, readSent } from './sent.ts';

export type Taken = OutboxEntry & { n: number };

/**
 * Operations in the order they were made, at most one a note: the next one's base revision is
 * known only when the one before is answered. Notes wait for their group to be known, and after a
 * restore until it was pulled: what they were made on is of an older life of the database.
 * @param onTheWay a batch that is not settled yet: only what stands behind it is taken
 */
export function takeBatch(
  db: Store,
  limits: { ops: number; bytes: number },
  onTheWay: readonly Taken[] = [],
): Promise<Taken[]> {
  return db.transaction('rw', db.outbox, db.groups, db.cursors, db.meta, async () => {
    const states = new Map((await db.groups.toArray()).map(({ id, state }) => [id, state]));
    const isOffered = new Set(
      (await db.cursors.filter(({ offer }) => offer === 1).toArray()).map(({ group }) => group),
    );
    const encoder = new TextEncoder();
    const seen = new Set(onTheWay.map(({ id }) => id));
    const last = onTheWay.at(-1)?.n ?? null;
    const batch: Taken[] = [];
    let run: number | null = null;
    let bytes = 0;
    let after = last ?? -1;
    // Read in pieces: going from entry to entry takes as long as the endpoint's judgement of them.
    for (let isFull = false, isLast = false; !isFull && !isLast;) {
      const piece = await db.outbox.where('n').above(after).limit(limits.ops).toArray();
      isLast = piece.length < limits.ops;
      for (const entry of piece) {
        const { n, op } = entry;
        if (n === undefined) continue;
        after = n;
        const isEarlier = !seen.has(op.id);
        seen.add(op.id);
        const hasGroup = op.kind === 'group' || (states.get(op.group) !== 'local' && !isOffered.has(op.group));
        if (!isEarlier || !hasGroup) {
          run ??= batch.length;
          continue;
        }
        bytes += encoder.encode(JSON.stringify(op)).length + 1;
        // One that is too long by itself is sent alone and judged by the endpoint. None goes past one that finds no room:
        // it may be an answer to it.
        isFull = batch.length > 0 && (batch.length >= limits.ops || bytes > limits.bytes);
        if (isFull) break;
        batch.push({ ...entry, n });
      }
      isFull ||= batch.length >= limits.ops;
    }
    await markSent(db, { batch, run: run ?? batch.length, after: last });
    return batch;
  });
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
