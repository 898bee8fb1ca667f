/**
 * After the endpoint's database was restored from a backup (its epoch changed), devices offer
 * their own notes again where it lacks them (fault F16). All steps are durable: what is left to
 * offer is marked at the group's cursor and at each note's epoch.
 */
import { presentKeys } from '../core/document.ts';
import type { Id } from '../core/id.ts';
import { knownType } from '../core/reaction.ts';
import type { AnnotationRow, Tombstone } from '../core/record.ts';
import { saidBy } from '../core/said-by.ts';
import type { SessionInfo } from '../protocol/sync.ts';
import type { Store } from './database.ts';
import { keepEarlier } from './earlier-words.ts';
import { enqueueGiving } from './enqueue-reaction.ts';
import { FORMER, enqueue, enqueueWords, onRevision, opsOf, pendingOf } from './enqueue.ts';
import { readIdentity, readSync } from './meta.ts';
import { notesByKey } from './find-notes.ts';
import { offerImages } from './image-bytes.ts';
import { livingFields } from './project.ts';
import { markStale } from './read-anew.ts';
import { redeemReceipts } from './receipts.ts';
import { reassemble } from './reassemble.ts';
import type { Cursor, StoredAnnotation } from './records.ts';
import { unshelveAll } from './shelves.ts';
import { shownWords } from './shown-words.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** Begins a new life of the endpoint's database: everything is asked for from the beginning. */
export function beginEpoch(db: Store, info: SessionInfo, sources: Sources = realSources): Promise<void> {
  return db.write(async () => {
    const sync = await readSync(db);
    if (sync.epoch === info.epoch) return;
    await db.meta.put({ ...sync, epoch: info.epoch });
    if (sync.epoch === null) return;
    // Notes of others that do not come again are theirs to offer, if they did not delete them.
    await unshelveAll(db);
    await redeemReceipts(db);
    await db.annotations.toCollection().modify(markStale);
    await db.reactions.toCollection().modify(markStale);
    await offerImages(db);
    await db.cursors.toCollection().modify({ cursor: 0, epoch: info.epoch, offer: 1, anew: 1 });
    // Roles and names are taken as the endpoint has them now, whatever their revisions were.
    await db.memberships.toCollection().modify(({ row }) => {
      row.rev = 0;
      delete row.fields.erased;
    });
    const { user, name } = await readIdentity(db);
    const there = new Set(info.groups.map(({ id }) => id));
    const lost = (await db.groups.toArray()).filter(
      ({ id, row, state }) => state === 'joined' && row.author === user && !there.has(id),
    );
    for (const group of lost) {
      const { id, row } = group;
      await db.groups.put({ ...group, state: 'local', row: { ...row, rev: 0, seq: 0 } });
      const envelope = { opId: freshId(sources), id, group: id, baseRev: 0, at: instantOf(sources) };
      await enqueue(db, { ...envelope, kind: 'group', act: 'put', fields: row.fields, ownerName: name });
    }
  });
}

/** After a group was pulled to its head: own notes that did not come are offered as new ones. */
export function finishOffer(db: Store, group: string, sources: Sources = realSources): Promise<void> {
  return db.write(async () => {
    const cursor = await db.cursors.get(group);
    if (cursor?.offer !== 1) return;
    const { user } = await readIdentity(db);
    const records = await db.annotations.where('group').equals(group).toArray();
    const lacking = records.filter(
      ({ author, base, epoch }) => author === user && base !== null && epoch !== cursor.epoch,
    );
    // Answers after what they answer.
    lacking.sort((a, b) => (a.row.created < b.row.created ? -1 : 1));
    for (const record of lacking) {
      const words = await shownWords(db, await withoutRefused(db, record));
      await endEarlier(db, record.id, words !== undefined);
      await db.annotations.put({ ...record, base: null, epoch: cursor.epoch });
      if (words) await enqueueWords(db, record, words, sources);
    }
    await reassemble(
      db,
      lacking.map(({ id }) => ({ id })),
      sources,
    );
    await offerReactions(db, cursor, user, sources);
    await db.cursors.put({ ...cursor, offer: 0 });
  });
}

/** Words that were refused wait for their writer ("not sent"): of that note the endpoint's own ones are offered. */
async function withoutRefused(db: Store, record: StoredAnnotation): Promise<StoredAnnotation> {
  const isRefused = (await db.refused.get(record.id))?.act === 'put';
  return isRefused && record.base ? { ...record, row: record.base } : record;
}

/**
 * Changes that were made on a revision of the life that is over: another device may offer the same note first, and its first
 * revision in this life is not the one that they saw. Where words are offered, they are in them.
 */
async function endEarlier(db: Store, id: string, isOffered: boolean): Promise<void> {
  const pending = await pendingOf(db, id);
  if (isOffered) await db.outbox.bulkDelete(pending.flatMap(({ n }) => (n === undefined ? [] : [n])));
  else for (const entry of pending) await db.outbox.put({ ...entry, op: onRevision(entry.op, FORMER) });
}

async function offerReactions(db: Store, { group, epoch }: Cursor, user: string, sources: Sources): Promise<void> {
  const held = await db.reactions.where('group').equals(group).toArray();
  for (const { stale: _, ...reaction } of held) {
    if (reaction.author !== user || reaction.base === null || reaction.epoch === epoch) continue;
    const { id, row } = reaction;
    const type = knownType(row.fields.type);
    const isGiven = reaction.taken !== 1 && type !== null;
    if (!isGiven) await db.reactions.delete(id);
    else {
      await db.reactions.put({ ...reaction, base: null, epoch });
      await enqueueGiving(db, { id, group, target: row.fields.target, type }, row.created, sources);
    }
  }
}

/** A restored endpoint sent an own note in another form than it once had. Runs inside a transaction. */
export async function offerDifference(
  db: Store,
  held: StoredAnnotation,
  row: AnnotationRow | Tombstone,
  sources: Sources,
): Promise<Set<string>> {
  const { id, group, base } = held;
  // The endpoint's own clock tells whether the row is from before what this device holds; it may have been set back since, or
  // have run ahead of itself under many changes, but what was made anew has as many revisions soon, and another instant. What
  // another own device has offered was made anew, by its own account of when; and an older form has an earlier place.
  const isSameNote = base !== null && row.created === base.created && row.seq <= base.seq;
  const isFromBefore = isSameNote && row.updated <= base.updated;
  const isOlder = isFromBefore && (row.rev < base.rev || row.updated === base.updated);
  // Of a note that is hidden there too, or was hidden there since, the words are kept beside it there: a copy would show them.
  const offered = await withoutRefused(db, held);
  const isHiddenThere = !row.deleted && row.fields.hidden === true;
  const isHidden = isHiddenThere && (livingFields(offered)?.hidden === true || !isOlder);
  const here = await shownWords(db, offered);
  const words = isHidden ? undefined : here;
  // Those may be older ones: what is here goes with the life that is over, and is its author's to have.
  if (isHidden && here) await keepEarlier(db, id, { before: here, after: { text: '', tags: [] } }, sources);
  // The words are those that this device's changes were made on, whenever they came there.
  const isSeen = base !== null && !base.deleted && !row.deleted && base.fields.text === row.fields.text;
  const changes = [{ id }];
  const pending = await pendingOf(db, id);
  /** Something that waits hides words that its writer had not seen. */
  let isOver = false;
  for (const entry of pending) {
    // Also one that was sent: it can only have arrived in the life that is over.
    if (entry.op.kind !== 'annotation') continue;
    // What came here after it was written, its writer had not seen, unless it was what it did itself.
    const came = base !== null && !base.deleted ? base.fields.text : undefined;
    const isKnown =
      came !== undefined && (entry.saw === came || (entry.op.act !== 'delete' && entry.op.fields.text === came));
    const isSince = base !== null && entry.op.baseRev >= base.rev && entry.op.baseRev !== FORMER;
    const isMadeOnBase = isSince || isKnown;
    const baseRev = (isOlder || isSeen) && isMadeOnBase ? row.rev : 0;
    await db.outbox.put({ ...entry, op: onRevision(entry.op, baseRev) });
    isOver ||= !isMadeOnBase && (entry.op.act === 'delete' || entry.op.fields.text !== undefined);
  }
  // Those are lost there as well, and the device that wrote them may be no more. They meet here as the endpoint had them meet.
  const under = isOlder && isOver && !isHiddenThere && !isSeen ? livingFields({ ...held, row: base }) : undefined;
  if (under && under.hidden !== true) {
    await db.outbox.where('id').equals(id).delete();
    if (words && (row.deleted || row.fields.text !== words.text))
      changes.push({ id: await keepCopy(db, held, words, sources) });
    await enqueueWords(db, held, under, sources);
    return reassemble(db, changes, sources);
  }
  if (isOlder && words) await enqueueWords(db, held, words, sources);
  if (isOlder && base.deleted && !words && !row.deleted && (await pendingOf(db, id)).length === 0) {
    const envelope = { opId: freshId(sources), id, group, baseRev: row.rev, at: instantOf(sources) };
    await enqueue(db, { ...envelope, kind: 'annotation', act: 'delete' });
  }
  // Words that wait are met by the endpoint itself, which keeps both where they differ.
  const isWaiting = opsOf(pending).some((op) => op.act !== 'delete' && op.fields.text !== undefined);
  if (!isOlder && !isWaiting && words && !row.deleted && row.fields.text !== words.text && words.text !== '') {
    changes.push({ id: await keepCopy(db, held, words, sources) });
  }
  return reassemble(db, changes, sources);
}

/**
 * Words that met other words in the same note stay visible as a note of their own (fault F25); once, where another device of
 * their writer has met them before.
 */
export async function keepCopy(
  db: Store,
  { id, group }: Pick<StoredAnnotation, 'id' | 'group'>,
  words: AnnotationRow['fields'],
  sources: Sources,
): Promise<string> {
  const there = await copyThere(db, id, words);
  if (there !== undefined) return there;
  const copy = freshId(sources);
  await enqueueWords(db, { id: copy, group }, { ...words, copyOf: id }, sources);
  return copy;
}

async function copyThere(db: Store, id: Id, words: AnnotationRow['fields']): Promise<Id | undefined> {
  const [key] = presentKeys(words.target.keys);
  if (key === undefined) return undefined;
  const { user } = await readIdentity(db);
  const there = (await notesByKey(db, key)).find((note) => {
    const fields = livingFields(note);
    return note.author === user && fields?.copyOf === id && saidBy(fields) === saidBy(words);
  });
  return there?.id;
}
