/** What members report of notes: told to the hosts of the group, and never to who wrote the note. */
import type { Id } from '../../core/id.ts';
import { may, type Actor } from '../../core/permission.ts';
import { quoteOf } from '../../core/selectors.ts';
import type { ReportList } from '../../protocol/safety.ts';
import type { Account } from '../accounts/accounts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Report } from '../storage/reports.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import type { Writing } from '../sync/write-record.ts';
import { keptWords, livingNote, type Meant } from './hide.ts';
import { activeMembership } from './membership.ts';
import { noteModeration } from './moderation.ts';
import { rewriteGroup } from './rewrite-group.ts';
import type { GroupChange } from '../sync/write-record.ts';

/** Of one person in a group that are not settled. */
const MOST_REPORTS = 100;
/** In one list. */
const MOST_LISTED = 500;

/** Answers how many hosts can read it; where that is nobody, it is not kept. */
export function reportNote(
  storage: Storage,
  account: Account,
  { group, note, reason }: Meant & { reason: string },
  now: number,
): Promise<number> {
  return storage.transact([group], async (tx) => {
    const { role } = await activeMembership(tx, group, account.id);
    const { row } = await livingNote(tx, { group, note });
    if (!may({ user: account.id, role }, { verb: 'note.report', author: row.author })) throw new HttpError('forbidden');
    const hosts = await hostsBeside(tx, group, row.author);
    if (hosts === 0) return 0;
    if ((await tx.countReports(group, account.id)) >= MOST_REPORTS) throw new HttpError('too_many', 3600);
    await tx.putReport({ group, note, reporter: account.id, reason, at: now });
    return hosts;
  });
}

/** Settles what was reported of a note that stays as it is. Answers with the changes to announce. */
export function dismissReports(
  storage: Storage,
  account: Account,
  { group, note }: Meant,
  now: number,
): Promise<GroupChange[]> {
  return storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const { role } = await activeMembership(tx, group, account.id);
    const { row } = await livingNote(tx, { group, note });
    if (!may({ user: account.id, role }, { verb: 'report.dismiss', author: row.author }))
      throw new HttpError('forbidden');
    if ((await tx.dropReports(group, note)) === 0) return [];
    // A place in the history, which what is noted has to have.
    const written = await rewriteGroup(writing, group);
    await noteModeration(writing, written, { actor: account.id, act: 'report.dismiss', subject: note });
    return [...writing.changes.values()];
  });
}

/** For one host: of their own notes they are told nothing. */
export async function listReports(storage: Storage, account: Account, group: Id): Promise<ReportList> {
  const membership = await storage.membership(group, account.id);
  if (membership?.status !== 'active') throw new HttpError('not_found');
  const actor: Actor = { user: account.id, role: membership.role };
  if (!may(actor, { verb: 'group.readReports' })) throw new HttpError('forbidden');
  const reports: ReportList['reports'] = [];
  for (const [note, given] of Map.groupBy(await storage.reports(group, MOST_LISTED), (one) => one.note)) {
    const about = await aboutNote(storage, { group, note });
    if (about && about.author !== account.id) reports.push({ ...about.shown, given: given.map(toGiven) });
  }
  const hidden: ReportList['hidden'] = [];
  for (const id of await storage.hiddenRecords(group, MOST_LISTED)) {
    const note = (await storage.record(group, id))?.reaction?.target;
    const about = note === undefined ? null : await aboutNote(storage, { group, note });
    if (about?.kept && about.author !== account.id) hidden.push({ ...about.shown, ...about.kept });
  }
  return { reports, hidden };
}

/** Null for a note that is not there any more. */
async function aboutNote(storage: Storage, meant: Meant) {
  const found = await livingNote(storage, meant).catch((error: unknown) => {
    if (error instanceof HttpError) return null;
    throw error;
  });
  if (!found) return null;
  const { author, fields } = found.row;
  const kept = await keptWords(storage, meant);
  const quote = quoteOf(fields.target.selectors)?.exact ?? '';
  const text = kept?.hidden.text ?? fields.text;
  const shown = { note: meant.note, author, kind: fields.kind, text, quote, source: fields.target.source };
  return { author, shown, kept: kept && { reason: kept.hidden.reason, at: createdAt(kept.record.body) } };
}

function createdAt(body: string): string {
  return String(JSON.parse(body).created);
}

function toGiven({ reporter, reason, at }: Report) {
  return { reporter, reason, at: new Date(at).toISOString() };
}

async function hostsBeside(tx: Transaction, group: Id, author: Id): Promise<number> {
  let hosts = 0;
  // One after the other: a transaction is one connection.
  for (const member of await tx.members(group)) {
    const role = (await tx.membership(group, member))?.role;
    if (member !== author && (role === 'owner' || role === 'facilitator')) hosts++;
  }
  return hosts;
}
