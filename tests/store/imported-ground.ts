/** A device with an import that waits, few notes to a record, for tests of what becomes of it. */
import { expect } from 'vitest';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import type { OpResult } from '../../src/protocol/sync.ts';
import type { Store } from '../../src/store/database.ts';
import { notesOfGroup } from '../../src/store/find-notes.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { updateSync } from '../../src/store/meta.ts';
import { countListed, parcelsHolding } from '../../src/store/manifests.ts';
import { unpackedOps } from '../../src/store/packed-ops.ts';
import { countParcelled } from '../../src/store/parcels.ts';
import { settle } from '../../src/store/settle-op.ts';
import { takeBatch, type Taken } from '../../src/store/take-batch.ts';
import { fields, openTestStore, row, type TestStore } from './open-test-store.ts';

export const COUNT = 12;
export const SHELF = 3;
export const LIMITS = { ops: 200, bytes: 1_000_000 };
export const ID = (at: number): string => `n${String(at).padStart(21, '0')}`;
export const CREATED = '2026-12-01T00:00:00.000Z';

/** Twelve notes, three to a record. @param answers by the place of a note, which one it answers */
export function records(answers: Record<number, number> = {}, text = (at: number) => `note ${at}`): ImportedRecord[] {
  return Array.from({ length: COUNT }, (_, at) => {
    const parent = answers[at];
    const said = fields({
      text: text(at),
      ...(parent !== undefined && { parent: ID(parent), kind: 'reply' as const }),
    });
    return { id: ID(at), former: null, at: CREATED, fields: { ...said, origin: { from: 'jsonld' } } };
  });
}

/** A device whose personal group the endpoint knows, with an import that waits. */
export async function imported(given: readonly ImportedRecord[] = records()): Promise<TestStore> {
  const store = await openTestStore(SHELF);
  const { db, sources, personal: group } = store;
  await db.outbox.clear();
  await db.groups.toCollection().modify({ state: 'joined' });
  await db.cursors.put({ group, cursor: 0, epoch: 'e1', offer: 0 });
  await updateSync(db, { epoch: 'e1' });
  expect(await importNotes(db, { group, records: given }, sources)).toMatchObject({ ok: true });
  return store;
}

/** Those of these notes that are in a parcel, as the manifests list them. */
export async function parcelledAmong(db: Store, some: readonly string[]): Promise<string[]> {
  const asked = new Set(some);
  return [...(await parcelsHolding(db, some)).values()].flat().filter((id) => asked.has(id));
}

/** Where what waits is, in order: in the outbox, and in parcels. No note waits in both. */
export async function waiting({ db }: TestStore): Promise<[outbox: string[], parcels: string[]]> {
  const entries = (await db.outbox.orderBy('n').toArray()).map(({ id }) => id);
  const parcels = await db.parcels.orderBy('n').toArray();
  const parcelled = parcels.flatMap(({ ops }) => unpackedOps(ops).map(({ id }) => id));
  // Each of them is found by its note, and listed once.
  expect([await parcelledAmong(db, parcelled), await countListed(db)]).toEqual([parcelled, parcelled.length]);
  expect(entries.filter((id) => parcelled.includes(id))).toEqual([]);
  expect(await countParcelled(db)).toBe(parcelled.length);
  return [entries, parcelled];
}

export const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => ID(from + at));

/** No note is in two places. */
export async function everyId({ db, personal }: TestStore, group = personal): Promise<string[]> {
  const all = (await notesOfGroup(db, group)).map(({ id }) => id).toSorted();
  expect(new Set(all).size).toBe(all.length);
  return all;
}

export function appliedFrom(
  seq: number,
  taken: readonly Taken[],
  { me, personal }: TestStore,
  group = personal,
): OpResult[] {
  return taken.flatMap(({ opId, op }, at): OpResult[] => {
    const said = op.kind === 'annotation' && op.act === 'put' ? op.fields : {};
    const made = row({
      id: op.id,
      group,
      author: me,
      seq: seq + at,
      created: op.at,
      updated: '2027-01-02T00:00:00.000Z',
    });
    return [{ opId, status: 'applied', row: { ...made, fields: { ...made.fields, ...said } } }];
  });
}

export async function sentAll(store: TestStore): Promise<Taken[]> {
  const { db, sources } = store;
  const taken = await takeBatch(db, LIMITS);
  await settle(db, { epoch: 'e1', results: appliedFrom(1, taken, store), taken }, sources);
  return taken;
}
