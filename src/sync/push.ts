/** Push: hands the outbox to the endpoint in batches until it is empty. */
import { LIMITS, type Op, type OpResult } from '../protocol/sync.ts';
import type { Store } from '../store/database.ts';
import { readSync } from '../store/meta.ts';
import { settle } from '../store/settle-op.ts';
import type { Sources } from '../store/sources.ts';
import { takeBatch } from '../store/take-batch.ts';
import type { Endpoint, Failure } from './endpoint.ts';

/** `session`: groups or the epoch changed on the way, so the session must be asked for again. */
export type Pushed = { ok: true; session: boolean } | Failure;

/** Room for the envelope around the operations. */
const ENVELOPE = 1000;

/** @param settled told after every batch, with the document keys touched */
export async function pushAll(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  settled: (keys: string[]) => void,
): Promise<Pushed> {
  const limits: { ops: number; bytes: number } = { ops: LIMITS.ops, bytes: LIMITS.bytes - ENVELOPE };
  let hasGroups = false;
  for (;;) {
    // 1. Marked as sent before they leave.
    const ops = await takeBatch(db, limits);
    if (ops.length === 0) return { ok: true, session: hasGroups };
    const { epoch } = await readSync(db);

    // 2. The endpoint judges them, or says that it is another database now.
    const answer = await endpoint.push({ epoch, ops });
    if (!answer.ok && answer.code === 'too_large') {
      if (ops.length === 1) settled(await settle(db, { epoch: epoch ?? '', results: ops.map(tooLarge) }, sources));
      limits.ops = Math.max(1, Math.floor(ops.length / 2));
      continue;
    }
    if (!answer.ok) return answer;
    if (epoch !== null && answer.value.epoch !== epoch) return { ok: true, session: true };

    // 3. Only a last word takes an operation out of the outbox. Without one there would be no end.
    const results = namedByOrder(answer.value.results, ops);
    const answered = new Set(results.map(({ opId }) => opId));
    if (!ops.some(({ opId }) => answered.has(opId))) return { ok: false, code: 'not-endpoint', retryAfter: null };
    settled(await settle(db, { epoch: answer.value.epoch, results }, sources));
    hasGroups ||= ops.some(({ kind }) => kind === 'group');
  }
}

/** An operation so wrong that its id could not be read is told by its place. */
function namedByOrder(results: readonly OpResult[], ops: readonly Op[]): OpResult[] {
  return results.map((result, at) => (result.opId === '' ? { ...result, opId: ops[at]?.opId ?? '' } : result));
}

function tooLarge({ opId }: Op): OpResult {
  return { opId, status: 'invalid', message: 'too large' };
}
