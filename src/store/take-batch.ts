/** Chooses what the next push carries and marks it as sent before it leaves, so that it never changes again. */
import type { Store } from './database.ts';
import type { AnnotationOp, GroupOp } from './records.ts';

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
    const taken = new Set<string>();
    const batch: (AnnotationOp | GroupOp)[] = [];
    const numbers: number[] = [];
    let bytes = 0;
    await db.outbox
      .orderBy('n')
      .until(() => batch.length >= limits.ops)
      .each(({ n, op }) => {
        const isEarlier = !taken.has(op.id);
        taken.add(op.id);
        const hasGroup = op.kind === 'group' || (states.get(op.group) !== 'local' && !isOffered.has(op.group));
        if (n === undefined || !isEarlier || !hasGroup || batch.length >= limits.ops) return;
        bytes += encoder.encode(JSON.stringify(op)).length + 1;
        // One that is too long by itself is sent alone and judged by the endpoint.
        if (bytes > limits.bytes && batch.length > 0) return;
        batch.push(op);
        numbers.push(n);
      });
    await db.outbox.where('n').anyOf(numbers).modify({ sent: 1 });
    return batch;
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
