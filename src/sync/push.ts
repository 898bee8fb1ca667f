/**
 * Push: hands the outbox to the endpoint in batches until it is empty. One batch is on its way at a time, in the order
 * of writing; while it is, the answer to the one before is settled and the next one is taken.
 */
import { LIMITS, type Op, type OpResult } from '../protocol/sync.ts';
import type { Store } from '../store/database.ts';
import { readSync } from '../store/meta.ts';
import { settle } from '../store/settle-op.ts';
import type { Answered } from '../store/settle-plain.ts';
import type { Sources } from '../store/sources.ts';
import { takeBatch, type Taken } from '../store/take-batch.ts';
import type { Endpoint, Failure } from './endpoint.ts';
import { pullGroup } from './pull.ts';

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
  const { epoch } = await readSync(db);
  const settleNow = async (answered: Answered): Promise<void> => settled(await settle(db, answered, sources));
  // In one transaction, since each is written to the disk by itself.
  const settleAndTake = async (answered: Answered, onTheWay: readonly Taken[]): Promise<Taken[]> => {
    const [keys, next] = await db.write(
      async () => [await settle(db, answered, sources), await takeBatch(db, limits, onTheWay)] as const,
    );
    settled(keys);
    return next;
  };
  let former: Answered | null = null;
  let hasGroups = false;
  for (let batch = await takeBatch(db, limits); ;) {
    if (batch.length === 0) {
      if (former === null) return { ok: true, session: hasGroups };
      await settleNow(former);
      former = null;
      // What had to wait for an answer stands before those that did not.
      batch = await takeBatch(db, limits);
      continue;
    }

    // 1. Marked as sent before they leave; the endpoint judges them, or says that it is another database now.
    const ops = batch.map(({ op }) => op);
    const [next, answer]: [Taken[] | null, Awaited<ReturnType<Endpoint['push']>>] = await Promise.all([
      former && settleAndTake(former, batch),
      endpoint.push({ epoch, ops }),
    ]);
    former = null;
    if (!answer.ok && answer.code === 'too_large') {
      if (ops.length === 1) await settleNow({ epoch: epoch ?? '', results: ops.map(tooLarge), taken: batch });
      limits.ops = Math.max(1, Math.floor(ops.length / 2));
      batch = await takeBatch(db, limits);
      continue;
    }
    if (!answer.ok) return answer;
    if (epoch !== null && answer.value.epoch !== epoch) return { ok: true, session: true };

    // 2. Only a last word takes an operation out of the outbox. Without one there would be no end.
    const results = namedByOrder(answer.value.results, ops);
    const answered = new Set(results.map(({ opId }) => opId));
    if (!ops.some(({ opId }) => answered.has(opId))) return { ok: false, code: 'not-endpoint', retryAfter: null };
    former = { epoch: answer.value.epoch, results, taken: batch };
    const groups = ops.flatMap(({ kind, id }) => (kind === 'group' ? [id] : []));
    if (groups.length === 0) {
      batch = next ?? (await takeBatch(db, limits, batch));
      continue;
    }

    // 3. What is written into a new group waits until the group is there, and then follows on what is known of it.
    await settleNow(former);
    const there = { epoch: former.epoch, groups };
    former = null;
    hasGroups = true;
    const pulled = await pullNew(db, endpoint, there, sources, settled);
    if (!pulled.ok) return pulled;
    batch = await takeBatch(db, limits);
  }
}

/** A group that was just made is two records long: its own, and its owner's membership. */
async function pullNew(
  db: Store,
  endpoint: Endpoint,
  { groups, epoch }: { groups: readonly string[]; epoch: string },
  sources: Sources,
  settled: (keys: string[]) => void,
): Promise<Pushed> {
  for (const group of groups) {
    const isNew = (await db.groups.get(group))?.state === 'joined' && !(await db.cursors.get(group));
    if (!isNew) continue;
    const pulled = await pullGroup(db, endpoint, { group, epoch }, sources, settled);
    if (!pulled.ok) return pulled;
  }
  return { ok: true, session: true };
}

/** An operation so wrong that its id could not be read is told by its place. */
function namedByOrder(results: readonly OpResult[], ops: readonly Op[]): OpResult[] {
  return results.map((result, at) => (result.opId === '' ? { ...result, opId: ops[at]?.opId ?? '' } : result));
}

function tooLarge({ opId }: Op): OpResult {
  return { opId, status: 'invalid', message: 'too large' };
}
