/**
 * The endpoint's last word on operations. Each leaves the outbox in the same transaction in which
 * its effect is stored; words that were refused stay in the table "not sent".
 */
import type { Id } from '../core/id.ts';
import { isWhole, type AnnotationFields, type Row } from '../core/record.ts';
import type { OpResult } from '../protocol/sync.ts';
import { adoptRow } from './apply-rows.ts';
import type { Store } from './database.ts';
import { FORMER, enqueueWords, pendingOf } from './enqueue.ts';
import { noteOf } from './find-notes.ts';
import { NOT_MOVED, keepOriginal, tie } from './moved-note.ts';
import { project } from './project.ts';
import { nodsLeft, othersLeft } from './nods-wait.ts';
import { keepCopy } from './offer-again.ts';
import { offerLacking } from './offer-lacking.ts';
import { reassemble, type Change } from './reassemble.ts';
import type { AnnotationOp, GroupOp, OutboxEntry, StoredAnnotation } from './records.ts';
import { settlePlain, type Answered } from './settle-plain.ts';
import { settleReaction } from './settle-reaction.ts';
import { shownWords } from './shown-words.ts';
import { instantOf, realSources, type Sources } from './sources.ts';

/** Answers the document keys touched. An operation that is not in the outbox (any more) is none of ours. */
export function settle(db: Store, answered: Answered, sources: Sources = realSources): Promise<string[]> {
  return db.write(async () => {
    const { epoch } = answered;
    const { keys, others } = await settlePlain(db, answered, sources);
    await offerLacking(db, answered);
    for (const result of others) {
      const entry = await db.outbox.where('opId').equals(result.opId).first();
      if (entry?.n === undefined) continue;
      const { op } = entry;
      const held = op.kind === 'annotation' ? await noteOf(db, entry.id) : undefined;
      const shown = held && (await shownWords(db, held));
      await db.outbox.delete(entry.n);
      for (const key of await settleOne({ db, held, shown, movedFrom: entry.movedFrom, epoch, sources }, op, result))
        keys.add(key);
    }
    await (answered.taken[0]?.alone === 1 ? nodsLeft(db) : othersLeft(db, sources));
    return [...keys];
  });
}

/** A note that cannot leave goes to "not sent" as if the endpoint had refused it. Runs inside a transaction. */
export async function refuseWaiting(
  db: Store,
  { n, op, movedFrom }: OutboxEntry,
  code: string,
  sources: Sources,
): Promise<Set<string>> {
  if (op.kind !== 'annotation' || n === undefined) return new Set();
  const held = await noteOf(db, op.id);
  const shown = held && (await shownWords(db, held));
  await db.outbox.delete(n);
  return refuse({ db, op, held, shown, movedFrom, epoch: held?.epoch ?? '', sources }, code);
}

function settleOne(rest: Omit<Settling, 'op'>, op: OutboxEntry['op'], result: OpResult): Promise<Set<string>> {
  const { db, epoch, sources } = rest;
  switch (op.kind) {
    case 'group':
      return settleGroup(db, op, result, epoch, sources);
    case 'reaction':
      return settleReaction(db, op, result, epoch, sources);
    case 'annotation':
      return settleNote({ ...rest, op }, result);
  }
}

type Settling = {
  db: Store;
  op: AnnotationOp;
  held: StoredAnnotation | undefined;
  /** Its words, also where a host has hidden them; undefined when it is deleted. */
  shown: AnnotationFields | undefined;
  /** What it is a copy of that was made to move that. */
  movedFrom: Id | undefined;
  epoch: string;
  sources: Sources;
};

async function settleNote(settling: Settling, result: OpResult): Promise<Set<string>> {
  const { db, op, held, shown, epoch, sources } = settling;
  const { id } = op;
  switch (result.status) {
    case 'applied':
    case 'duplicate': {
      if (!result.row) return reassemble(db, [{ id, ...accepted(held, op, epoch) }], sources);
      return adoptRow(db, result.row, epoch, sources);
    }
    case 'conflict': {
      // A copy is new: nothing it could have met. Another one would be answered like this one, without end.
      if (op.act === 'put' && op.baseRev === 0 && op.fields.copyOf !== undefined) return refuse(settling, 'conflict');
      // It was made on a note of an older life of the database: what is different since is what both sides have to offer.
      if (result.row && held?.base && held.epoch !== epoch) return adoptRow(db, result.row, epoch, sources);
      const words = await wordsMeant(settling);
      // A deletion that was undone here meanwhile: the words are there, and what else was changed of them is sent.
      if (held && words && result.row && isSaidIn(result.row, words)) {
        await dropPending(db, id);
        const keys = await adoptRow(db, result.row, epoch, sources);
        await enqueueWords(db, held, words, sources);
        return union(keys, await reassemble(db, [{ id }], sources));
      }
      const changes = [{ id }];
      // A note that was deleted here meanwhile needs no copy: its deletion still waits.
      if (held && words) {
        await dropPending(db, id);
        const copy = await keepCopy(db, held, words, sources);
        if (settling.movedFrom !== undefined) await tie(db, { from: settling.movedFrom, to: copy });
        changes.push({ id: copy });
      }
      const adopted = result.row ? await adoptRow(db, result.row, epoch, sources) : new Set<string>();
      return union(adopted, await reassemble(db, changes, sources));
    }
    case 'gone': {
      const adopted = result.row ? await adoptRow(db, result.row, epoch, sources) : new Set<string>();
      if (!result.row) await reassemble(db, [{ id, base: { row: null, epoch } }], sources);
      if (op.act === 'delete') return union(adopted, await reassemble(db, [{ id }], sources));
      // The endpoint never had it, has it no more after a restore, or has forgotten that it was deleted: it gets the whole
      // note. One that has got it, and says so again, would be told without end.
      const wasWhole = op.act === 'restore' || (op.act === 'put' && isWhole(op.fields));
      if (!result.row && held && shown && !wasWhole) {
        // It has seen nothing of what may be there when it arrives: the database may be put back to an older copy first.
        await enqueueWords(db, held, shown, sources, FORMER);
        return union(adopted, await reassemble(db, [{ id }], sources));
      }
      return union(adopted, await refuse(settling, 'gone'));
    }
    case 'forbidden':
    case 'invalid':
      return refuse(settling, result.status);
  }
}

/**
 * A note that the endpoint has taken but does not show me any more is as I wrote it. Its instant
 * stays the endpoint's own, by which it is told after a restore what is older.
 */
function accepted(held: StoredAnnotation | undefined, op: AnnotationOp, epoch: string): Pick<Change, 'base'> {
  if (!held) return {};
  const row = project(held.base, [op], held.author);
  return { base: { row: row && { ...row, updated: held.base?.updated ?? row.updated }, epoch } };
}

async function refuse(settling: Settling, code: string): Promise<Set<string>> {
  const { db, op, movedFrom, sources } = settling;
  const { id, group } = op;
  const words = await wordsMeant(settling);
  const base = { id, group, code, at: instantOf(sources) };
  await dropPending(db, id);
  // What its writer has deleted since is wanted nowhere.
  const back = words && (await keepOriginal(db, movedFrom, sources));
  // Also words that were written again after a deletion that is refused.
  if (words) {
    const stayed = back && { code: NOT_MOVED, ...back.stayed };
    await db.refused.put({ ...base, act: 'put', fields: words, ...stayed });
  } else if (op.act === 'delete') await db.refused.put({ ...base, act: 'delete' });
  return union(new Set(back?.keys), await reassemble(db, [{ id }], sources));
}

/**
 * The words that their writer last wanted on this device: as they are shown, or as they are kept under a deletion
 * that came from elsewhere before the answer. What was deleted here is not wanted any more.
 */
async function wordsMeant({ db, op, held, shown }: Settling): Promise<AnnotationFields | null> {
  if (shown) return shown;
  const isDeletedHere = [op, ...(await pendingOf(db, op.id)).map((entry) => entry.op)].some(
    ({ act }) => act === 'delete',
  );
  return isDeletedHere ? null : (held?.kept ?? null);
}

function isSaidIn(row: Row, { text }: AnnotationFields): boolean {
  return row.kind === 'annotation' && !row.deleted && row.fields.text === text;
}

async function dropPending(db: Store, id: string): Promise<void> {
  const entries: OutboxEntry[] = await pendingOf(db, id);
  await db.outbox.bulkDelete(entries.flatMap(({ n }) => (n === undefined ? [] : [n])));
}

async function settleGroup(
  db: Store,
  op: GroupOp,
  result: OpResult,
  epoch: string,
  sources: Sources,
): Promise<Set<string>> {
  const isMade = result.status === 'applied' || result.status === 'duplicate';
  if ('row' in result && result.row) return adoptRow(db, result.row, epoch, sources);
  // A second device of the same account was first with the personal group; the session tells which one it is.
  if (isMade || op.fields.personal === true) return new Set();
  const { id, group } = op;
  await db.refused.put({ id, group, code: result.status, at: instantOf(sources), act: 'group', op });
  return new Set();
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  return new Set([...a, ...b]);
}
