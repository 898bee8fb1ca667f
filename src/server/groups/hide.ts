/**
 * Hiding a note and showing it again (ADR 0043). Its words go from the note into a record that its author alone may read, and
 * come back from there: nobody else's device is sent them meanwhile.
 */
import { noteRow } from '../sync/note-row.ts';
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { HIDDEN, hiddenIn, isHidden, withWords, withoutWords, wordsToHide } from '../../core/hiding.ts';
import { newId, type Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import { reactionRow, type AnnotationRow } from '../../core/record.ts';
import type { Account } from '../accounts/accounts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Storage, StoredRecord, Transaction } from '../storage/storage.ts';
import {
  createdOf,
  revsOf,
  writeRecord,
  writeTombstone,
  type GroupChange,
  type Writing,
} from '../sync/write-record.ts';
import { activeMembership } from './membership.ts';
import { noteModeration } from './moderation.ts';

/** A note of a group, as its host means it. */
export type Meant = { group: Id; note: Id };

/** Hidden already is as good as hidden now, with the reason that was given first. Answers with the changes to announce. */
export function hideNote(
  storage: Storage,
  account: Account,
  { group, note, reason }: Meant & { reason: string },
  now: number,
): Promise<GroupChange[]> {
  return asHost(storage, account, { group, note }, 'note.hide', now, async (writing, { record, row }) => {
    // Of a hidden note as well: a member may report it who has not heard of it yet.
    await writing.tx.dropReports(group, note);
    if (isHidden(record)) return;
    const words = wordsToHide(row.fields);
    const { text, tags } = words;
    const rev = record.rev + 1;
    const written = await rewrite(writing, record, withoutWords(row.fields), {
      ...record.fieldRevs,
      ...revsOf({ text, tags, [HIDDEN]: true }, rev),
    });
    const fields = { target: note, type: HIDDEN, reason, ...words };
    await writeRecord(writing, {
      group,
      id: newId(now, randomBytes),
      kind: 'reaction',
      // Not who hid it: the author's account takes its words along when it goes.
      author: record.author,
      rev: 1,
      created: new Date(now).toISOString(),
      fields,
      fieldRevs: revsOf(fields, 1),
      reaction: { target: note, slot: HIDDEN },
      seenBy: record.author,
    });
    await noteModeration(writing, written, { actor: account.id, act: 'note.hide', subject: note });
  });
}

/** Shown already is as good as shown now. */
export function showNote(storage: Storage, account: Account, meant: Meant, now: number): Promise<GroupChange[]> {
  return asHost(storage, account, meant, 'note.show', now, async (writing, { record, row }) => {
    const kept = await keptWords(writing.tx, meant);
    if (!isHidden(record) || !kept) return;
    const { [HIDDEN]: _, ...fieldRevs } = record.fieldRevs;
    const { text, tags } = kept.hidden;
    const rev = record.rev + 1;
    const fields = withWords(row.fields, kept.hidden);
    const written = await rewrite(writing, record, fields, { ...fieldRevs, ...revsOf({ text, tags }, rev) });
    await writeTombstone(writing, kept.record);
    await noteModeration(writing, written, { actor: account.id, act: 'note.show', subject: meant.note });
  });
}

/** What is hidden of a note, and the record that holds it; null where nothing is. */
export async function keptWords(reading: Pick<Transaction, 'reactionIn' | 'record'>, { group, note }: Meant) {
  const id = await reading.reactionIn(group, note, HIDDEN, null);
  const record = id === null ? null : await reading.record(group, id);
  const hidden = record && hiddenIn([v.parse(reactionRow, JSON.parse(record.body))]);
  return record && hidden ? { record, hidden } : null;
}

/** A living note; to everybody else there is none. */
export async function livingNote(reading: Pick<Transaction, 'record'>, { group, note }: Meant): Promise<Living> {
  const record = await reading.record(group, note);
  if (record?.kind !== 'annotation' || record.deleted) throw new HttpError('not_found');
  return { record, row: noteRow(record.body) };
}

type Living = { record: StoredRecord; row: AnnotationRow };

/** One transaction, in which the actor is a host who did not write the note. */
function asHost(
  storage: Storage,
  account: Account,
  meant: Meant,
  verb: 'note.hide' | 'note.show',
  now: number,
  work: (writing: Writing, note: Living) => Promise<void>,
): Promise<GroupChange[]> {
  return storage.transact([meant.group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const { role } = await activeMembership(tx, meant.group, account.id);
    const living = await livingNote(tx, meant);
    if (!may({ user: account.id, role }, { verb, author: living.row.author })) throw new HttpError('forbidden');
    await work(writing, living);
    return [...writing.changes.values()];
  });
}

function rewrite(
  writing: Writing,
  record: StoredRecord,
  fields: AnnotationRow['fields'],
  fieldRevs: StoredRecord['fieldRevs'],
): Promise<StoredRecord> {
  const { group, id, kind, author, rev } = record;
  return writeRecord(writing, { group, id, kind, author, rev: rev + 1, created: createdOf(record), fields, fieldRevs });
}
