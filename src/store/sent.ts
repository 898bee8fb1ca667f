/**
 * Which operations were handed to a push, and so may have arrived. A batch is marked by its first and last number in
 * one record: to write each of its operations again takes as long as the endpoint's judgement of them.
 */
import type { Store } from './database.ts';
import type { OutboxEntry, SentMark } from './records.ts';

/** Runs inside a transaction over `meta`. */
export async function readSent(db: Store): Promise<SentMark | null> {
  const row = await db.meta.get('sent');
  return row?.key === 'sent' ? row : null;
}

export function isSent({ n, sent }: OutboxEntry, mark: SentMark | null): boolean {
  return sent === 1 || (n !== undefined && mark !== null && n >= mark.from && n <= mark.to);
}

export type Handed = {
  /** All that are handed over now, in their order. */
  batch: readonly (OutboxEntry & { n: number })[];
  /** How many of them come before the first one that must wait. */
  run: number;
  /** The number of the last operation that is on its way before them; null: none is, they are the first of all. */
  after: number | null;
};

/** Marks a batch before it leaves. Runs inside a transaction over `meta` and `outbox`. @param mark as it stands */
export async function markSent(db: Store, mark: SentMark | null, { batch, run, after }: Handed): Promise<void> {
  const first = batch[0]?.n;
  const last = batch[run - 1]?.n;
  if (first === undefined) return;
  // What was marked before still stands in the outbox, and these come right behind it or are part of it.
  const goesOn = mark !== null && mark.to >= (after ?? first);
  const next: SentMark | null =
    last === undefined || (!goesOn && after !== null)
      ? mark
      : { key: 'sent', from: goesOn ? mark.from : first, to: goesOn ? Math.max(mark.to, last) : last };
  if (next && (next.from !== mark?.from || next.to !== mark.to)) await db.meta.put(next);
  const others = batch.filter((entry) => !isSent(entry, next));
  if (others.length > 0) await db.outbox.bulkPut(others.map((entry) => ({ ...entry, sent: 1 as const })));
}
