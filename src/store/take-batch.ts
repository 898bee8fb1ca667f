/** Chooses what the next push carries and marks it as sent before it leaves, so that it never changes again. */
import type { Store } from './database.ts';
import type { AnnotationOp, GroupOp, OutboxEntry } from './records.ts';

/**
 * Operations in the order they were made, at most one a note: the next one's base revision is
 * known only when the one before is answered. Notes wait for their group to be known, and after a
 * restore until it was pulled: what they were made on is of an older life of the database.
 */
export function takeBatch(db: Store, limits: { ops: number; bytes: number }): Promise<(AnnotationOp | GroupOp)[]> {
  return db.transaction('rw', db.outbox, db.groups, db.cursors, async () => {
    const states = new Map((await db.groups.toArray()).map(({ id, state }) => [id, state]));
    const isOffered = new Set(
      (await db.cursors.filter(({ offer }) => offer === 1).toArray()).map(({ group }) => group),
    );
    const encoder = new TextEncoder();
    const seen = new Set<string>();
    const batch: (OutboxEntry & { n: number })[] = [];
    let bytes = 0;
    let after = -1;
    // Read in pieces: going from entry to entry takes as long as the endpoint's judgement of them.
    for (let isLast = false; !isLast && batch.length < limits.ops;) {
      const piece = await db.outbox.where('n').above(after).limit(limits.ops).toArray();
      isLast = piece.length < limits.ops;
      for (const entry of piece) {
        const { n, op } = entry;
        if (n === undefined || batch.length >= limits.ops) continue;
        after = n;
        const isEarlier = !seen.has(op.id);
        seen.add(op.id);
        const hasGroup = op.kind === 'group' || (states.get(op.group) !== 'local' && !isOffered.has(op.group));
        if (!isEarlier || !hasGroup) continue;
        bytes += encoder.encode(JSON.stringify(op)).length + 1;
        // One that is too long by itself is sent alone and judged by the endpoint.
        if (bytes > limits.bytes && batch.length > 0) continue;
        batch.push({ ...entry, n });
      }
    }
    await db.outbox.bulkPut(batch.flatMap((entry) => (entry.sent === 1 ? [] : [{ ...entry, sent: 1 as const }])));
    return batch.map(({ op }) => op);
  });
}

/** The number of changes that wait. */
export function countWaiting(db: Store): Promise<number> {
  return db.outbox.count();
}

/** Those that were not handed to a push yet. */
export function countUnsent(db: Store): Promise<number> {
  return db.outbox.filter(({ sent }) => sent === 0).count();
}
