/**
 * Push: hands the outbox to the endpoint in batches until it is empty. Two are on their way at a time, so that the
 * endpoint judges one while the answer to the other is settled. Neither holds what the other must come before
 * (take-batch.ts): whichever of them fails, arrives twice or never, the other one stands by itself.
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
import { nextLeaving } from '../store/unsent-images.ts';
import { sendImages } from './send-images.ts';
import { wholeResults } from './whole-results.ts';

/** `session`: groups or the epoch changed on the way, so the session must be asked for again. */
export type Pushed = { ok: true; session: boolean } | Failure;

/** Room for the envelope around the operations. */
const ENVELOPE = 1000;
const TOGETHER = 2;
/** Milliseconds. What takes longer with few operations would not be answered with many before it is given up (endpoint.ts). */
const SOON = 5000;

type Flight = { taken: readonly Taken[]; begun: number; answer: ReturnType<Endpoint['push']> };

/** Pictures leave before what shows them. @param settled told after every batch, with the document keys touched */
export async function pushAll(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  settled: (keys: string[]) => void,
): Promise<Pushed> {
  let session = false;
  for (;;) {
    const sent = await sendImages(db, endpoint, sources, settled);
    if (!sent.ok) return sent;
    const pushed = await pushOps(db, endpoint, sources, settled);
    if (!pushed.ok) return pushed;
    session ||= pushed.session;
    // Notes of a group that was made only now waited for theirs.
    if ((await nextLeaving(db)) === null) return { ok: true, session };
  }
}

async function pushOps(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  settled: (keys: string[]) => void,
): Promise<Pushed> {
  const limits: { ops: number; bytes: number } = { ops: LIMITS.ops, bytes: LIMITS.bytes - ENVELOPE };
  let most: number = LIMITS.manyOps;
  const { epoch } = await readSync(db);
  const flights: Flight[] = [];
  const onTheWay = (): Taken[] => flights.flatMap(({ taken }) => taken);
  const settleNow = async (answered: Answered): Promise<void> => settled(await settle(db, answered, sources));
  const send = (taken: readonly Taken[]): void => {
    const ops = taken.map(({ text }) => text);
    if (ops.length > 0) flights.push({ taken, begun: sources.now(), answer: endpoint.push({ epoch, ops }) });
  };
  let hasGroups = false;
  let end: Pushed | null = null;
  /** More may leave before all that is on its way is answered. */
  let isOpen = true;
  /** How many are on their way together: another one leaves only when one was answered well, and there is more. */
  let together = 1;
  for (;;) {
    // 1. Marked as sent before they leave.
    if (flights.length === 0) {
      if (end) return end;
      // From the beginning: what had to wait for an answer stands before those that did not.
      send(await takeBatch(db, limits, [], sources));
      if (flights.length === 0) return { ok: true, session: hasGroups };
      isOpen = true;
    }
    if (isOpen && flights.length < together) send(await takeBatch(db, limits, onTheWay(), sources));
    const flight = flights.shift();
    if (!flight) continue;

    // 2. The endpoint has judged them, or says that it is another database now.
    const { taken, begun } = flight;
    const answer = await flight.answer;
    if (!answer.ok && answer.code === 'too_large') {
      isOpen = false;
      together = 1;
      limits.ops = most = Math.max(1, Math.floor(taken.length / 2));
      if (taken.length === 1)
        await settleNow({ epoch: epoch ?? '', results: taken.map(({ op }) => tooLarge(op)), taken });
      continue;
    }
    if (!answer.ok || (epoch !== null && answer.value.epoch !== epoch)) {
      isOpen = false;
      end ??= answer.ok ? { ok: true, session: true } : answer;
      continue;
    }

    // 3. Only a last word takes an operation out of the outbox. Without one there would be no end.
    const results = wholeResults(answer.value.results, taken);
    const isAnswered = new Set(results.map(({ opId }) => opId));
    if (!taken.some(({ opId }) => isAnswered.has(opId))) {
      isOpen = false;
      end ??= { ok: false, code: 'not-endpoint', retryAfter: null };
      continue;
    }
    const takes = sources.now() - begun < SOON ? answer.value.takes : 0;
    limits.ops = Math.min(most, Math.max(LIMITS.ops, takes));
    const answered = { epoch: answer.value.epoch, results, taken };
    const groups = taken.flatMap(({ op }) => (op.kind === 'group' ? [op.id] : []));
    const isGood = isAnswered.size === taken.length;
    isOpen &&= groups.length === 0 && isGood;
    if (!isOpen) {
      await settleNow(answered);
      together = isGood && groups.length > 0 ? TOGETHER : 1;
    } else {
      // In one transaction, since each is written to the disk by itself.
      const [keys, behind] = await db.write(
        async () => [await settle(db, answered, sources), await takeBatch(db, limits, onTheWay(), sources)] as const,
      );
      settled(keys);
      send(behind);
      together = behind.length > 0 ? TOGETHER : 1;
    }
    if (groups.length === 0) continue;

    // 4. What is written into a new group follows on what is known of it.
    hasGroups = true;
    const pulled = await pullNew(db, endpoint, { groups, epoch: answered.epoch }, sources, settled);
    if (!pulled.ok) end ??= pulled;
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
    const pulled = await pullGroup(db, endpoint, { group, epoch }, sources, (keys) => settled(keys ?? []));
    if (!pulled.ok) return pulled;
  }
  return { ok: true, session: true };
}

function tooLarge({ opId }: Op): OpResult {
  return { opId, status: 'invalid', message: 'too large' };
}
