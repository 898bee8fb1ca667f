/**
 * The endpoint's last word on a reaction. One that it refuses is shown no more and is not kept in the list "not sent": there
 * are no words in it that could be lost, and whoever gave it sees that it is not there.
 */
import type { OpResult } from '../protocol/sync.ts';
import { knownType } from '../core/reaction.ts';
import type { Row } from '../core/record.ts';
import { cursorOf } from './apply-rows.ts';
import type { Store } from './database.ts';
import { enqueueTaking } from './enqueue-reaction.ts';
import { pendingOf } from './enqueue.ts';
import { keysOfNotes } from './find-notes.ts';
import { adoptReactions, isReaction } from './reactions.ts';
import type { ReactionOp } from './records.ts';
import type { Sources } from './sources.ts';

/** Answers the document keys touched. The operation has left the outbox. Runs inside a transaction. */
export async function settleReaction(
  db: Store,
  op: ReactionOp,
  result: OpResult,
  epoch: string,
  sources: Sources,
): Promise<Set<string>> {
  const held = await db.reactions.get(op.id);
  const keys = await keysOfNotes(db, held ? [held.target] : []);
  const row = 'row' in result ? result.row : null;
  // A late answer may tell of what is gone again: that it did not come from the history, which is past it, says so.
  const here = row && (await db.reactions.get(row.id));
  const isHere = here?.base != null && here.epoch === epoch;
  const isPast = row !== null && !isHere && row.seq <= (await cursorOf(db, op.group, epoch));
  if (row && isReaction(row) && !isPast) for (const key of await adoptReactions(db, [row], epoch)) keys.add(key);
  const isTaken = result.status === 'applied' || result.status === 'duplicate';
  // Of a reaction that was there already, this one is not needed. One that cannot be told any more comes with the next pull.
  const isOther = row !== null && row.id !== op.id;
  if (op.act === 'put' && isOther && held?.taken === 1 && !isPast) await takeBackOther(db, row, sources);
  if (op.act === 'put' && (isOther || isPast || row === null)) await drop(db, op.id);
  // It may not be taken back: it is there still.
  if (op.act === 'delete' && !isTaken && result.status !== 'gone' && held) {
    const { taken: _, ...shown } = held;
    await db.reactions.put(shown);
  }
  if (op.act === 'delete' && !row && (isTaken || result.status === 'gone')) await drop(db, op.id);
  return keys;
}

/** What was given here and taken back again, was given elsewhere before: then that is what was taken back. */
async function takeBackOther(db: Store, { id, group, rev }: Row, sources: Sources): Promise<void> {
  const there = await db.reactions.get(id);
  const type = there && knownType(there.row.fields.type);
  if (!there || !type || there.taken === 1) return;
  await db.reactions.put({ ...there, taken: 1 });
  await enqueueTaking(db, { id, group, target: there.target, type }, rev, sources);
}

async function drop(db: Store, id: string): Promise<void> {
  await db.reactions.delete(id);
  const entries = await pendingOf(db, id);
  await db.outbox.bulkDelete(entries.flatMap(({ n }) => (n === undefined ? [] : [n])));
}
