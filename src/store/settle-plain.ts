/**
 * Nearly all answers are plain: the endpoint has taken the change of a note and tells what it has now. They are settled
 * all at once, apart from those that need a thought (settle-op.ts): asking the database about two hundred notes one by
 * one takes a second.
 */
import type { AnnotationRow, Tombstone } from '../core/record.ts';
import type { OpResult } from '../protocol/sync.ts';
import { adoptAnnotations } from './apply-rows.ts';
import type { Store } from './database.ts';
import { waitingOn } from './enqueue.ts';
import { readIdentity } from './meta.ts';
import { keepReceipts } from './receipts.ts';
import type { AnnotationOp, Cursor, OutboxEntry } from './records.ts';
import { isSent, readSent } from './sent.ts';
import type { Sources } from './sources.ts';
import type { Taken } from './take-batch.ts';

/** `taken`: the batch as it was sent. */
export type Answered = { epoch: string; results: readonly OpResult[]; taken: readonly Taken[] };

type Row = AnnotationRow | Tombstone;
/** `isFirst`: it was handed over for the first time. */
type Plain = { n: number; isFirst: boolean; op: AnnotationOp; row: Row };

/** Answers the document keys touched and the results that are not plain. Runs inside a transaction. */
export async function settlePlain(
  db: Store,
  { epoch, results, taken }: Answered,
  sources: Sources,
): Promise<{ keys: Set<string>; others: OpResult[] }> {
  const facts = await factsOf(db, taken);
  const { plain, others } = sorted(results, facts.waiting);
  if (plain.length === 0) return { keys: new Set(), others };
  await removeEntries(db, plain, facts);
  const asWritten = takenAsWritten(db, plain, facts, epoch);
  const isWritten = new Set(asWritten.map(({ id }) => id));
  const rows = plain.flatMap(({ row }) => (isWritten.has(row.id) ? [] : [row]));
  await keepReceipts(db, epoch, asWritten);
  await rebase(db, rows);
  const ids = rows.map(({ id }) => id);
  const keys = await adoptAnnotations(db, rows, epoch, sources, ids);
  for (const { fields } of asWritten) for (const key of fields.target.keys) keys.add(key);

  await moveOn(
    db,
    plain.map(({ row }) => row),
    epoch,
  );
  return { keys, others };
}

type Facts = {
  /** The numbers of all operations from the first to the last of the batch. */
  there: ReadonlySet<number>;
  /** Those of the batch that have had no last word yet: they do not change, so that it is enough to know that they are there. */
  waiting: Taken[];
  /** Records that were written to since the batch was taken. */
  written: ReadonlySet<string>;
  user: string;
  cursors: ReadonlyMap<string, Cursor>;
  hasRefused: boolean;
};

/** Asked all at once: every question takes its way to the database and back. */
async function factsOf(db: Store, taken: readonly Taken[]): Promise<Facts> {
  const [first = 0, last = 0] = [taken[0]?.n, taken.at(-1)?.n];
  const newest = Math.min(...taken.map((entry) => entry.newest ?? Infinity));
  const [numbers, since, { user }, cursors, refused] = await Promise.all([
    db.outbox.where('n').between(first, last, true, true).primaryKeys(),
    newest === Infinity ? [] : db.outbox.where('n').above(newest).toArray(),
    readIdentity(db),
    db.cursors.toArray(),
    db.refused.count(),
  ]);
  const there = new Set(numbers);
  return {
    there,
    waiting: taken.filter(({ n }) => there.has(n)),
    written: new Set(since.map(({ id }) => id)),
    user,
    cursors: new Map(cursors.map((cursor) => [cursor.group, cursor])),
    hasRefused: refused > 0,
  };
}

function sorted(results: readonly OpResult[], taken: readonly Taken[]): { plain: Plain[]; others: OpResult[] } {
  const waiting = new Map(taken.map((entry) => [entry.opId, entry]));
  const plain: Plain[] = [];
  const others = results.filter((result) => {
    const entry = waiting.get(result.opId);
    const isTaken = result.status === 'applied' || result.status === 'duplicate';
    if (!isTaken || result.row?.kind !== 'annotation' || entry?.op.kind !== 'annotation') return true;
    plain.push({ n: entry.n, isFirst: entry.newest !== null, op: entry.op, row: result.row });
    waiting.delete(result.opId);
    return false;
  });
  return { plain, others };
}

/** Those that nothing else stands between are removed in one piece. */
async function removeEntries(db: Store, plain: readonly Plain[], { there }: Facts): Promise<void> {
  const numbers = plain.map(({ n }) => n);
  if (numbers.length < there.size) await db.outbox.bulkDelete(numbers);
  else
    await db.outbox
      .where('n')
      .between(Math.min(...numbers), Math.max(...numbers), true, true)
      .delete();
}

/**
 * New notes that are at the endpoint word for word as they are here. Nothing came of them from elsewhere: it would have
 * come with the rows up to the cursor. Nothing else waits on them: until it is first handed over, a new note has one
 * operation, and what is written later comes after all that there was. Only where they are many: a few are written as quickly.
 */
function takenAsWritten(
  db: Store,
  plain: readonly Plain[],
  { written, user, cursors, hasRefused }: Facts,
  epoch: string,
): AnnotationRow[] {
  if (plain.length < db.shelfSize || hasRefused) return [];
  const asWritten = plain.flatMap(({ isFirst, op, row }): AnnotationRow[] => {
    if (!isFirst || row.deleted || op.act !== 'put' || op.baseRev > 0 || row.rev > 1) return [];
    // By this instant it may have been found on a shelf, which never changes (search-index.ts).
    if (row.created !== op.at) return [];
    if (row.author !== user || row.id !== op.id || row.group !== op.group || written.has(row.id)) return [];
    if (row.seq <= placeIn(cursors.get(row.group), epoch)) return [];
    return row.fields === op.fields || JSON.stringify(row.fields) === JSON.stringify(op.fields) ? [row] : [];
  });
  return asWritten.length < db.shelfSize ? [] : asWritten;
}

/** The next change of the same note may overwrite only words its writer has seen. */
async function rebase(db: Store, rows: readonly Row[]): Promise<void> {
  const followers = await waitingOn(
    db,
    rows.map(({ id }) => id),
  );
  if (followers.length === 0) return;
  const mark = await readSent(db);
  const taken = new Map(rows.map((row) => [row.id, row]));
  const rebased = followers.flatMap((entry): OutboxEntry[] => {
    const row = taken.get(entry.id);
    if (!row || isSent(entry, mark) || entry.op.kind !== 'annotation') return [];
    const isSeen = row.deleted || entry.saw === row.fields.text;
    return isSeen ? [{ ...entry, op: { ...entry.op, baseRev: row.rev } }] : [];
  });
  await db.outbox.bulkPut(rebased);
}

/** What follows without a gap on what is known of a group need not be fetched: it has just been told. */
async function moveOn(db: Store, rows: readonly Row[], epoch: string): Promise<void> {
  for (const group of new Set(rows.map((row) => row.group))) {
    const held = await db.cursors.get(group);
    if (held?.epoch !== epoch) continue;
    const told = new Set(rows.flatMap((row) => (row.group === group ? [row.seq] : [])));
    let { cursor } = held;
    while (told.has(cursor + 1)) cursor++;
    if (cursor > held.cursor) await db.cursors.put({ ...held, cursor });
  }
}

function placeIn(cursor: Cursor | undefined, epoch: string): number {
  return cursor?.epoch === epoch ? cursor.cursor : 0;
}
