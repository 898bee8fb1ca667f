/**
 * Push, step by step as design §5 has it. All operations of one push are judged in order in one
 * transaction: either every `applied` of the answer is kept, or the whole push is tried again.
 */
import type { Account } from '../accounts/accounts.ts';
import type { Id } from '../../core/id.ts';
import type { Membership, Storage } from '../storage/storage.ts';
import { lackingImages } from '../images/lacking.ts';
import { judge } from './judge.ts';
import { Pace } from './pace.ts';
import { parseOp, type ParsedOp } from './parse-op.ts';
import { answerText } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import type { GroupChange, Writing } from './write-record.ts';

/** `brief`: new notes are answered without their words where these are as they were sent. */
export type Push = { epoch: string | null; ops: unknown[]; brief?: boolean };

/**
 * `answer` is a pushAnswer as JSON text; `changes` are for the live feed; `memberships`: the
 * writer's groups changed; `verdicts` are what became of the operations, in order.
 */
export type Pushed = { answer: string; changes: GroupChange[]; memberships: boolean; verdicts: Verdict['status'][] };

export async function push(storage: Storage, account: Account, request: Push, now: number): Promise<Pushed> {
  // 1. A push for another database than this one is not judged.
  const epoch = await storage.epoch();
  const answer = (results: string[]): string =>
    `{"epoch":${JSON.stringify(epoch)},"takes":${storage.together},"results":[${results.join(',')}]}`;
  if (request.epoch !== null && request.epoch !== epoch)
    return { answer: answer([]), changes: [], memberships: false, verdicts: [] };

  // 2. Each operation is read by itself, before the transaction begins: others wait for it.
  const pace = new Pace();
  const parsed: ParsedOp[] = [];
  for (const raw of request.ops.slice(0, storage.together)) {
    await pace.rest();
    parsed.push(parseOp(raw));
  }

  // 3. One transaction judges the readable ones in order.
  const groups = new Set(parsed.flatMap((one) => (one.ok ? [one.op.group] : [])));
  return storage.transact(groups, async (tx) => {
    const spent = { characters: 0 };
    const writing: Writing = { tx, now, spent, pace, changes: new Map() };
    const places = new Map<Id, Membership | null>();
    const results: string[] = [];
    const verdicts: Verdict['status'][] = [];
    let memberships = false;
    for (const one of parsed) {
      // The first ones are answered, and what is left comes again.
      if (spent.characters > MOST_SPENT) break;
      await pace.rest();
      if (!one.ok) {
        verdicts.push('invalid');
        results.push(answerText(one.opId, { status: 'invalid', message: one.message }, account.id));
        continue;
      }
      const { op } = one;
      const place = places.get(op.group) ?? (await tx.membership(op.group, account.id));
      places.set(op.group, place);
      const verdict = await judge(writing, account, place?.status === 'active' ? place : null, op);
      // A group that was made has a member.
      if (op.kind === 'group') places.delete(op.group);
      verdicts.push(verdict.status);
      const isTaken = verdict.status === 'applied' || verdict.status === 'duplicate';
      const told = answerText(op.opId, verdict, account.id, {
        sent: request.brief === true ? one.sent : null,
        lacking: isTaken ? await lackingImages(tx, op) : [],
      });
      spent.characters += told.length;
      results.push(told);
      if (op.kind === 'group' && verdict.status === 'applied' && verdict.record.rev === 1) memberships = true;
    }

    // 4. The caller announces the changes after the commit.
    return { answer: answer(results), changes: [...writing.changes.values()], memberships, verdicts };
  });
}

/** Characters that one push may have read and answered before it is enough: ten times what it may be long. */
const MOST_SPENT = 20_000_000;
