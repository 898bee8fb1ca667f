/** How giving and taking back get into the outbox: with what must not overtake each other, and what leaves alone. Runs inside a transaction. */
import { isPrivate, slotOf, type ReactionType } from '../core/reaction.ts';
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { addEntries } from './enqueue.ts';
import { nodWaits } from './nods-wait.ts';
import type { ReactionOp } from './records.ts';
import { freshId, instantOf, type Sources } from './sources.ts';

export type About = { id: Id; group: Id; target: Id; type: ReactionType };

/** @param at when it was given */
export async function enqueueGiving(db: Store, about: About, at: string, sources: Sources): Promise<void> {
  const { id, group, target, type } = about;
  const envelope = { opId: freshId(sources), id, group, baseRev: 0, at };
  await enqueue(db, about, { ...envelope, kind: 'reaction', act: 'put', fields: { target, type } }, sources);
}

export async function enqueueTaking(db: Store, about: About, baseRev: number, sources: Sources): Promise<void> {
  const { id, group } = about;
  const envelope = { opId: freshId(sources), id, group, baseRev, at: instantOf(sources) };
  await enqueue(db, about, { ...envelope, kind: 'reaction', act: 'delete' }, sources);
}

async function enqueue(db: Store, { target, type }: About, op: ReactionOp, sources: Sources): Promise<void> {
  const { opId, id, group } = op;
  const slot = `${target} ${slotOf(type)}`;
  const alone = isPrivate(type) ? { alone: 1 as const } : {};
  await addEntries(db, [{ opId, id, group, sent: 0, saw: null, op, slot, ...alone }]);
  if (isPrivate(type)) await nodWaits(db, sources);
}
