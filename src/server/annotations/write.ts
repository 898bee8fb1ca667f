/**
 * Writing by the Web Annotation Protocol (§5): each request is one transaction, and is judged as an operation of a push is. What
 * comes this way is a note like any other, and goes to every device of its group.
 */
import { noteRow } from '../sync/note-row.ts';
import { randomBytes } from 'node:crypto';
import { newId, type Id } from '../../core/id.ts';
import type { AnnotationFields, AnnotationRow } from '../../core/record.ts';
import { propertiesOf, type Properties } from '../../core/w3c/model.ts';
import { readAnnotation, type ReadAnnotation } from '../../core/w3c/read-annotation.ts';
import { targetIri } from '../../core/w3c/read-target.ts';
import type { Account } from '../accounts/accounts.ts';
import { activeMembership } from '../groups/membership.ts';
import { HttpError } from '../http/http-error.ts';
import type { Membership, Storage, StoredRecord, Transaction } from '../storage/storage.ts';
import { judge } from '../sync/judge.ts';
import { parseOp } from '../sync/parse-op.ts';
import type { GroupChange, Writing } from '../sync/write-record.ts';
import { describeRows, tagOf, type Description } from './describe.ts';
import { isName, noteNamed, noteOfIri } from './iris.ts';
import { names } from './negotiate.ts';
import { changedFields, demandOwnNames, withNames, withoutOwn } from './replace.ts';

export type Place = { storage: Storage; base: string; group: Id; account: Account; now: number };

export type Written = Description & { changes: GroupChange[] };

type Act = { place: Place; writing: Writing; membership: Membership };

/** A new note. @param slug what it is to be called in its IRI, if that is free (§5.2) */
export function createAnnotation(place: Place, sent: Properties, slug: string | undefined): Promise<Written> {
  return inGroup(place, async (act) => {
    const { tx } = act.writing;
    const { group } = place;
    const read = await readSent(act, sent);
    const id = newId(place.now, randomBytes);
    const at = read.created ?? new Date(place.now).toISOString();
    const record = await judged(act, { id, baseRev: 0, act: 'put', at, fields: read.fields });
    if (slug !== undefined && isName(slug)) await tx.nameAnnotation({ group, name: slug, id });
    return { ...(await describeOne(act, noteRow(record.body))), changes: changesOf(act) };
  });
}

/** `ifMatch`: only if it is still what the client has read. */
export type Meant = { name: string; ifMatch: string | undefined };

/** The whole state of a note, which answers with the new one (§5.3). */
export function replaceAnnotation(place: Place, { name, ifMatch }: Meant, sent: Properties): Promise<Written> {
  return inGroup(place, async (act) => {
    const row = await livingRow(act, name);
    const served = await describeOne(act, row);
    demandMatch(ifMatch, served);
    demandOwnNames(sent, served.annotation);
    const read = await readSent(act, withNames(sent, served.annotation, row.id));
    const at = new Date(place.now).toISOString();
    const fields = changedFields(row, read.fields, { sent, served: served.annotation, at });
    const record = await judged(act, { id: row.id, baseRev: row.rev, act: 'put', at, fields });
    return { ...(await describeOne(act, noteRow(record.body))), changes: changesOf(act) };
  });
}

/** §5.4 */
export function deleteAnnotation(place: Place, { name, ifMatch }: Meant): Promise<GroupChange[]> {
  return inGroup(place, async (act) => {
    const row = await livingRow(act, name);
    demandMatch(ifMatch, await describeOne(act, row));
    await judged(act, { id: row.id, baseRev: row.rev, act: 'delete', at: new Date(place.now).toISOString() });
    return changesOf(act);
  });
}

function inGroup<T>(place: Place, work: (act: Act) => Promise<T>): Promise<T> {
  const { storage, group, account, now } = place;
  return storage.transact([group], async (tx) => {
    const membership = await activeMembership(tx, group, account.id);
    return work({ place, writing: { tx, now, changes: new Map() }, membership });
  });
}

/** Throws `not_found`, and `gone` for one that was deleted. */
async function livingRow({ place: { group }, writing: { tx } }: Act, name: string): Promise<AnnotationRow> {
  const id = await noteNamed(tx, group, name);
  const record = id === null ? null : await tx.record(group, id);
  if (record?.kind !== 'annotation') throw new HttpError('not_found');
  if (record.deleted) throw goneError();
  return noteRow(record.body);
}

export function goneError(): HttpError {
  return new HttpError('gone', null, 'This annotation was deleted.');
}

function demandMatch(ifMatch: string | undefined, { annotation }: Description): void {
  if (ifMatch !== undefined && !names(ifMatch, tagOf(JSON.stringify(annotation)), true))
    throw new HttpError('changed_since');
}

/** Throws `invalid` with what stands against it. */
async function readSent(act: Act, whole: Properties): Promise<ReadAnnotation> {
  const { base, group, account } = act.place;
  const sent = withoutOwn(whole, { account: account.id, group });
  const { tx } = act.writing;
  const iri = targetIri(sent);
  const answered = iri === null ? null : await noteOfIri(tx, base, group, iri);
  const record = answered === null ? null : await tx.record(group, answered);
  const page = record?.kind === 'annotation' && !record.deleted ? noteRow(record.body).fields.target : null;
  const copied = propertiesOf(sent['dcterms:isVersionOf'])?.['id'];
  const original = typeof copied === 'string' ? await noteOfIri(tx, base, group, copied) : null;
  const read = readAnnotation(sent, {
    noteOf: (one) => (one === iri ? answered : one === copied ? original : null),
    pageOf: () => page,
  });
  if (!read.ok) throw new HttpError('invalid', null, read.reason);
  return read;
}

type Op = { id: Id; baseRev: number; at: string } & (
  | { act: 'put'; fields: Partial<AnnotationFields> }
  | { act: 'delete' }
);

/** The record as it is then; every verdict but that throws, and nothing of the transaction is kept. */
async function judged({ place, writing, membership }: Act, op: Op): Promise<StoredRecord> {
  const { group, account, now } = place;
  const opId = newId(now, randomBytes);
  const parsed = parseOp({ ...op, opId, group, kind: 'annotation' });
  if (!parsed.ok) throw new HttpError('invalid', null, parsed.message);
  const verdict = await judge(writing, account, membership, parsed.op);
  switch (verdict.status) {
    case 'applied':
      return verdict.record;
    case 'invalid':
      throw new HttpError('invalid', null, verdict.message);
    case 'gone':
      throw goneError();
    case 'forbidden':
    case 'conflict':
      throw new HttpError(verdict.status);
    case 'duplicate':
      throw new Error('an operation that was made here was applied before');
  }
}

async function describeOne({ place: { base, group }, writing: { tx } }: Act, row: AnnotationRow): Promise<Description> {
  const [described] = await describeRows(tx, base, group, [row]);
  if (!described) throw new Error('a row was not described');
  return described;
}

function changesOf({ writing }: { writing: { changes: Map<Id, GroupChange>; tx: Transaction } }): GroupChange[] {
  return [...writing.changes.values()];
}
