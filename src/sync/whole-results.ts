/**
 * The answers to a push as if each stood by itself. An endpoint may leave out what the operation says already: its id where that
 * could not be read, and the words of new notes that it has taken as they were sent (protocol/sync.ts).
 */
import { isWhole } from '../core/record.ts';
import type { OpResult } from '../protocol/sync.ts';
import type { Taken } from '../store/take-batch.ts';

/** @param taken the batch as it was sent, in its order */
export function wholeResults(results: readonly OpResult[], taken: readonly Taken[]): OpResult[] {
  const sent = new Map(taken.map(({ opId, op }) => [opId, op]));
  return results.map((result, at) => {
    const opId = result.opId === '' ? (taken[at]?.opId ?? '') : result.opId;
    if (result.status !== 'applied' || !result.taken || result.row) return { ...result, opId };
    const op = sent.get(opId);
    if (op?.kind !== 'annotation' || op.act === 'delete' || !isWhole(op.fields)) return { ...result, opId };
    const { id, group, fields } = op;
    const { author, seq, created, updated } = result.taken;
    // In the order of keys in which a row is read everywhere else.
    const envelope = { id, group, author, rev: 1, seq, created, updated };
    const row = { ...envelope, kind: 'annotation', deleted: false, fields } as const;
    return { opId, status: 'applied', row, lacks: result.lacks };
  });
}
