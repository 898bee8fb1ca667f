/** Imported notes stand on shelves and wait in parcels; whoever reads, changes, answers or sends one notices nothing of it. */
import { expect, test } from 'vitest';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import { findRows } from '../../src/core/search/find.ts';
import { parseQuery } from '../../src/core/search/query.ts';
import { stemsIn } from '../../src/core/search/stems.ts';
import type { OpResult } from '../../src/protocol/sync.ts';
import { adoptAccount, forget, movePersonalGroup, unsentWords } from '../../src/store/account.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { retagNotes } from '../../src/store/change-many.ts';
import { noteOf, notesByKey, notesOfGroup } from '../../src/store/find-notes.ts';
import { leave } from '../../src/store/groups-of-session.ts';
import { imageRefused } from '../../src/store/image-refused.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { takeImportBack } from '../../src/store/take-import-back.ts';
import { letGoOfOldest } from '../../src/store/let-go.ts';
import { updateSync } from '../../src/store/meta.ts';
import { beginEpoch, finishOffer } from '../../src/store/offer-again.ts';
import { beginAnew, finishAnew } from '../../src/store/read-anew.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { readFacts } from '../../src/store/search-facts.ts';
import { SearchIndex } from '../../src/store/search-index.ts';
import { settle } from '../../src/store/settle-op.ts';
import { sweepImages } from '../../src/store/sweep-images.ts';
import { adoptInstead } from '../../src/store/take-along.ts';
import { countUnsent, countWaiting, takeBatch, type Taken } from '../../src/store/take-batch.ts';
import { nextLeaving } from '../../src/store/unsent-images.ts';
import { createNote, deleteNote, editNote, restoreNote } from '../../src/store/write-note.ts';
import { imageOf } from '../../src/core/image.ts';
import { keepForDraft, pictureOf } from '../../src/store/image-bytes.ts';
import { pictures } from '../core/pictures.ts';
import { KEY, fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const COUNT = 12;
const SHELF = 3;
const LIMITS = { ops: 200, bytes: 1_000_000 };
const ID = (at: number): string => `n${String(at).padStart(21, '0')}`;
const CREATED = '2026-12-01T00:00:00.000Z';

/** Twelve notes, three to a record. @param answers by the place of a note, which one it answers */
function records(answers: Record<number, number> = {}, text = (at: number) => `note ${at}`): ImportedRecord[] {
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
async function imported(given: readonly ImportedRecord[] = records()): Promise<TestStore> {
  const store = await openTestStore(SHELF);
  const { db, sources, personal: group } = store;
  await db.outbox.clear();
  await db.groups.toCollection().modify({ state: 'joined' });
  await db.cursors.put({ group, cursor: 0, epoch: 'e1', offer: 0 });
  await updateSync(db, { epoch: 'e1' });
  expect(await importNotes(db, { group, records: given }, sources)).toMatchObject({ ok: true });
  return store;
}

/** Where what waits is, in order: in the outbox, and in parcels. No note waits in both. */
async function waiting({ db }: TestStore): Promise<[outbox: string[], parcels: string[]]> {
  const entries = (await db.outbox.orderBy('n').toArray()).map(({ id }) => id);
  const parcelled = (await db.parcels.orderBy('n').toArray()).flatMap(({ ids }) => ids);
  expect(entries.filter((id) => parcelled.includes(id))).toEqual([]);
  return [entries, parcelled];
}

const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => ID(from + at));

/** No note is in two places. */
async function everyId({ db, personal }: TestStore, group = personal): Promise<string[]> {
  const all = (await notesOfGroup(db, group)).map(({ id }) => id).toSorted();
  expect(new Set(all).size).toBe(all.length);
  return all;
}

function appliedFrom(seq: number, taken: readonly Taken[], { me, personal }: TestStore, group = personal): OpResult[] {
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

async function sentAll(store: TestStore): Promise<Taken[]> {
  const { db, sources } = store;
  const taken = await takeBatch(db, LIMITS);
  await settle(db, { epoch: 'e1', results: appliedFrom(1, taken, store), taken }, sources);
  return taken;
}

test('they are read, counted and shown as waiting like all others', async () => {
  const store = await imported();
  const { db } = store;
  expect([await db.annotations.count(), await db.shelves.count()]).toEqual([0, 4]);
  expect(await waiting(store)).toEqual([[], ids(0, COUNT)]);
  expect([await countWaiting(db), await countUnsent(db), await unsentWords(db)]).toEqual([COUNT, COUNT, COUNT]);
  const { notes, sync } = await readLibrary(db);
  expect(notes.map(({ send }) => send.state)).toEqual(Array.from({ length: COUNT }, () => 'waiting'));
  expect(sync.waiting).toBe(COUNT);
});

test('fewer than a shelf holds get records of their own, behind what they answer', async () => {
  const store = await imported();
  const { db, sources, personal: group } = store;
  const [answer] = records({ 0: 4 });
  await importNotes(db, { group, records: [{ ...answer!, id: 'x'.repeat(22) }] }, sources);
  expect(await waiting(store)).toEqual([
    [...ids(3, 6), 'x'.repeat(22)],
    [...ids(0, 3), ...ids(6, COUNT)],
  ]);
});

test('a change of one becomes part of the operation that waits; only its parcel and its shelf are opened', async () => {
  const store = await imported();
  const { db, sources } = store;
  await editNote(db, { id: ID(4), text: 'changed', tags: [] }, sources);
  expect(await waiting(store)).toEqual([ids(3, 6), [...ids(0, 3), ...ids(6, COUNT)]]);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  const entries = await db.outbox.where('id').equals(ID(4)).toArray();
  expect(entries).toMatchObject([{ op: { act: 'put', baseRev: 0, fields: { text: 'changed', kind: 'comment' } } }]);
  expect((await noteOf(db, ID(4)))?.row).toMatchObject({ fields: { text: 'changed' } });
  await retagNotes(db, [{ id: ID(10), add: ['mine'], remove: [] }], sources);
  expect((await noteOf(db, ID(10)))?.row).toMatchObject({ fields: { tags: ['mine'] } });
});

test('one that is deleted before it left is not sent, and all others are', async () => {
  const store = await imported();
  const { db, sources } = store;
  await deleteNote(db, ID(4), sources);
  expect(await countWaiting(db)).toBe(COUNT - 1);
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id }) => id).toSorted()).toEqual(ids(0, COUNT).filter((id) => id !== ID(4)));
});

test('an answer leaves behind what it answers, over as many parcels as there are', async () => {
  const store = await imported(records({ 5: 1, 10: 4 }));
  const { db, sources, personal: group } = store;
  await createNote(db, { group, fields: fields({ text: 'answer', parent: ID(11), kind: 'reply' }) }, sources);
  // The parcel of what it answers, that of what one of these answers, and that of what one of those does.
  const [entries, parcels] = await waiting(store);
  expect([entries.slice(0, 9), parcels]).toEqual([[...ids(0, 6), ...ids(9, 12)], ids(6, 9)]);
  const sent = (await takeBatch(db, LIMITS)).map(({ op }) => op);
  for (const [at, op] of sent.entries()) {
    const parent = op.kind === 'annotation' && op.act === 'put' ? op.fields.parent : null;
    if (parent != null) expect(sent.slice(0, at).map(({ id }) => id)).toContain(parent);
  }
});

test('they leave in their order piece by piece, behind what was written since; a batch that was cut off is the same again', async () => {
  const store = await imported();
  const { db } = store;
  const own = await note(store, 'written since');
  const first = await takeBatch(db, { ...LIMITS, ops: 5 });
  expect(first.map(({ id }) => id)).toEqual([own, ...ids(0, 4)]);
  expect(await waiting(store)).toEqual([[own, ...ids(0, 6)], ids(6, COUNT)]);
  const again = await takeBatch(db, { ...LIMITS, ops: 5 });
  expect(again.map(({ opId }) => opId)).toEqual(first.map(({ opId }) => opId));
  const second = await takeBatch(db, { ...LIMITS, ops: 5 }, again);
  expect(second.map(({ id }) => id)).toEqual(ids(4, 9));
  const third = await takeBatch(db, { ...LIMITS, ops: 5 }, [...again, ...second]);
  expect(third.map(({ id }) => id)).toEqual(ids(9, COUNT));
  expect(await takeBatch(db, { ...LIMITS, ops: 5 }, [...again, ...second, ...third])).toEqual([]);
});

test('a batch that is full by its size opens no more', async () => {
  const store = await imported(records({}, () => 'x'.repeat(1000)));
  const { db } = store;
  const bytes = 4000;
  expect(await takeBatch(db, { ops: 6, bytes })).toHaveLength(2);
  expect(await waiting(store)).toEqual([ids(0, 6), ids(6, COUNT)]);
  expect(await takeBatch(db, { ops: 6, bytes })).toHaveLength(2);
  expect(await waiting(store)).toEqual([ids(0, 6), ids(6, COUNT)]);
});

test('what waits for its group stays where it is, and holds nothing of other groups up', async () => {
  const store = await imported();
  const { db, sources, personal } = store;
  const [group, member] = [await db.groups.get(personal), await db.memberships.get([personal, store.me])];
  const hall = 'h'.repeat(22);
  await db.groups.add({ ...group!, id: hall, state: 'local', row: { ...group!.row, id: hall, group: hall } });
  await db.memberships.add({ ...member!, group: hall });
  const others = records().map((record) => ({ ...record, id: record.id.replace('n', 'a') }));
  await importNotes(db, { group: hall, records: others }, sources);
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id }) => id)).toEqual(ids(0, COUNT));
  expect(await takeBatch(db, LIMITS, taken)).toEqual([]);
  expect(await db.parcels.where('group').equals(hall).count()).toBe(COUNT / SHELF);
  // As long as what they were made on is of an older life of the endpoint's database as well.
  await db.groups.update(hall, { state: 'joined' });
  await db.cursors.put({ group: hall, cursor: 0, epoch: 'e1', offer: 1 });
  expect(await takeBatch(db, LIMITS, taken)).toEqual([]);
  await db.cursors.update(hall, { offer: 0 });
  expect(await takeBatch(db, LIMITS, taken)).toHaveLength(COUNT);
});

test('taken by the endpoint they stay on their shelves, and are whole to whoever reads them', async () => {
  const store = await imported();
  const { db, sources, personal } = store;
  await sentAll(store);
  expect([await db.annotations.count(), await countWaiting(db), await db.receipts.count()]).toEqual([0, 0, 1]);
  const ways = [await notesByKey(db, KEY), await notesOfGroup(db, personal), [(await noteOf(db, ID(3)))!]];
  for (const found of ways) {
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatchObject({ epoch: 'e1', base: { rev: 1 }, row: one.base! });
  }
  expect((await readLibrary(db)).notes.map(({ send }) => send.state)).toEqual(
    Array.from({ length: COUNT }, () => 'sent'),
  );
  await editNote(db, { id: ID(3), text: 'changed', tags: [] }, sources);
  await deleteNote(db, ID(7), sources);
  expect((await takeBatch(db, LIMITS)).map(({ op }) => op)).toMatchObject([
    { id: ID(3), baseRev: 1, act: 'put', fields: { text: 'changed' } },
    { id: ID(7), baseRev: 1, act: 'delete' },
  ]);
});

test('one that the endpoint gives another time is written anew, since a shelf never changes', async () => {
  const store = await imported();
  const { db, sources } = store;
  const taken = await takeBatch(db, LIMITS);
  const results = appliedFrom(1, taken, store).map((result, at) =>
    at === 4 && 'row' in result && result.row
      ? { ...result, row: { ...result.row, created: '2026-11-30T00:00:00.000Z' } }
      : result,
  );
  await settle(db, { epoch: 'e1', results, taken }, sources);
  expect((await noteOf(db, ID(4)))?.row.created).toBe('2026-11-30T00:00:00.000Z');
  expect(await db.annotations.get(ID(4))).toMatchObject({ base: { rev: 1 } });
  expect(await everyId(store)).toEqual(ids(0, COUNT));
});

test('one that is refused is in the list "not sent", and only that one', async () => {
  const store = await imported();
  const { db, sources } = store;
  const taken = await takeBatch(db, LIMITS);
  const results = appliedFrom(1, taken, store);
  results[4] = { opId: taken[4]!.opId, status: 'invalid', message: 'no' };
  await settle(db, { epoch: 'e1', results, taken }, sources);
  expect((await db.refused.toArray()).map(({ id }) => id)).toEqual([ID(4)]);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  expect((await noteOf(db, ID(4)))?.base).toBeNull();
});

test('another device has imported the same: what waits here stays on top, and leaves', async () => {
  const store = await imported();
  const { db, sources, me, personal: group } = store;
  const theirs = ids(0, 5).map((id, at) =>
    row({ id, group, author: me, seq: at + 1, created: CREATED, fields: fields({ text: `changed there ${at}` }) }),
  );
  await applyRows(db, { group, after: 0, cursor: 5, epoch: 'e1', rows: theirs }, sources);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  expect((await noteOf(db, ID(2)))?.row).toMatchObject({ fields: { text: 'note 2' } });
  expect((await noteOf(db, ID(2)))?.base).toMatchObject({ fields: { text: 'changed there 2' } });
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id).toSorted()).toEqual(ids(0, COUNT));
});

test('the first sign-in makes them the account’s, wherever they stand, and the search finds them as its own', async () => {
  const store = await openTestStore(SHELF);
  const { db, sources, personal } = store;
  await importNotes(db, { group: personal, records: records() }, sources);
  const index = new SearchIndex(db);
  await index.open();
  await index.refresh();
  const found = async (): Promise<number> => {
    const facts = await readFacts(db, false);
    return findRows(index.catalog, parseQuery('is:mine note '), facts, stemsIn(['en'])).rows.length;
  };
  expect(await found()).toBe(COUNT);
  const before = await db.shelves.toCollection().primaryKeys();
  const user = { id: 'u'.repeat(22), name: 'Ada', email: null };
  expect(await adoptAccount(db, 'https://e.example', { token: 't', user })).toBe(true);
  expect((await notesOfGroup(db, personal)).map(({ author, row: { author: of } }) => [author, of])).toEqual(
    Array.from({ length: COUNT }, () => [user.id, user.id]),
  );
  // Under new numbers: whoever keeps what was on a shelf by its number reads it anew.
  const after = await db.shelves.toCollection().primaryKeys();
  expect(after.filter((n) => before.includes(n))).toEqual([]);
  await index.refresh();
  expect(await found()).toBe(COUNT);

  const own = 'p'.repeat(22);
  const opIds = new Set((await db.parcels.toArray()).flatMap(({ ops }) => ops.map(({ opId }) => opId)));
  expect(await movePersonalGroup(db, own, sources)).toBe(true);
  expect(await notesOfGroup(db, personal)).toEqual([]);
  expect(await everyId(store, own)).toEqual(ids(0, COUNT));
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id, group, op }) => [id, group, op.group])).toEqual(ids(0, COUNT).map((id) => [id, own, own]));
  expect(taken.filter(({ opId, op }) => opIds.has(opId) || op.opId !== opId)).toEqual([]);
});

test('while they wait nobody is signed out unasked, and no guest goes over to another account', async () => {
  const { db, sources } = await imported();
  expect(await forget(db, { discard: false }, sources)).toBe(false);
  const user = { id: 'u'.repeat(22), name: 'Ada', email: null };
  expect(await adoptInstead(db, 'https://e.example', { token: 't', user }, sources)).toBe(false);
  expect(await forget(db, { discard: true }, sources)).toBe(true);
  expect([await db.parcels.count(), await db.shelves.count()]).toEqual([0, 0]);
});

test('a guest takes them along to an account that they go over to', async () => {
  const store = await imported();
  const { db, sources } = store;
  await sentAll(store);
  const user = { id: 'u'.repeat(22), name: 'Ada', email: null };
  expect(await adoptInstead(db, 'https://e.example', { token: 't', user }, sources)).toBe(true);
  const { notes } = await readLibrary(db);
  expect(notes.map(({ text }) => text).toSorted()).toEqual(
    records()
      .map(({ fields: { text } }) => text)
      .toSorted(),
  );
});

test('after a restore of the endpoint what waits leaves once, and what it had is offered again', async () => {
  const store = await imported();
  const { db, sources, me, personal } = store;
  // Half of it had left.
  const half = (await takeBatch(db, { ...LIMITS, ops: 6 })).slice(0, 6);
  await settle(db, { epoch: 'e1', results: appliedFrom(1, half, store), taken: half }, sources);
  const user = { id: me, name: 'Ada', email: null };
  const groups = [{ id: personal, personal: true, role: 'owner' as const, head: 0 }];
  await beginEpoch(db, { protocol: 1, epoch: 'e2', user, groups }, sources);
  expect(await takeBatch(db, LIMITS)).toEqual([]);
  await applyRows(db, { group: personal, after: 0, cursor: 1, epoch: 'e2', rows: [] }, sources);
  await finishAnew(db, personal, sources);
  await finishOffer(db, personal, sources);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  const taken = await takeBatch(db, LIMITS);
  expect(taken.map(({ id }) => id).toSorted()).toEqual(ids(0, COUNT));
  expect(taken.every(({ op }) => op.baseRev === 0 && op.act === 'put')).toBe(true);
});

test('read anew, what never left stays, and what had left and does not come again is gone', async () => {
  const store = await imported();
  const { db, sources, personal: group } = store;
  const half = await takeBatch(db, { ...LIMITS, ops: 6 });
  await settle(db, { epoch: 'e1', results: appliedFrom(1, half, store), taken: half }, sources);
  await beginAnew(db, { group, epoch: 'e1', floor: 0 });
  await applyRows(db, { group, after: 0, cursor: 9, epoch: 'e1', rows: [] }, sources);
  await finishAnew(db, group, sources);
  // My own words of what was deleted elsewhere are kept for a while, without being shown.
  expect((await readLibrary(db)).notes.map(({ id }) => id).toSorted()).toEqual(ids(6, COUNT));
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual(ids(6, COUNT));
});

test('who leaves a group that wants it keeps what they imported, and who lets go of old notes as well', async () => {
  const store = await imported();
  const { db, personal: group } = store;
  await db.holdings.put({ group, choice: 'newest', notes: COUNT, bytes: null });
  await db.cursors.update(group, { cursor: 100 });
  await letGoOfOldest(db, group, 1);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  await db.groups.toCollection().modify(({ row: { fields: said } }) => {
    said.onLeave = 'remove';
  });
  await leave(db, group);
  expect(await everyId(store)).toEqual(ids(0, COUNT));
  expect(await countWaiting(db)).toBe(COUNT);
});

test('a picture in one is sent first, is not thrown away, and refused it takes only its notes with it', async () => {
  const store = await openTestStore(SHELF);
  const { db, sources, personal: group, clock } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  const picture = (await pictureOf(pictures.png))!;
  await keepForDraft(db, picture, clock.now);
  const shown = imageOf({ id: picture.id, alt: 'it' });
  const given = records({}, (at) => (at === 4 || at === 10 ? `see ${shown}` : `note ${at}`));
  await importNotes(db, { group, records: given }, sources);
  expect(await db.parcels.count()).toBe(COUNT / SHELF);
  expect(await nextLeaving(db)).toMatchObject({ group, id: picture.id });
  const taken = await takeBatch(db, LIMITS);
  expect(taken.flatMap(({ op }) => (op.kind === 'annotation' ? [op.id] : []))).toEqual(
    ids(0, COUNT).filter((id) => id !== ID(4) && id !== ID(10)),
  );

  const other = await openTestStore(SHELF);
  await other.db.groups.toCollection().modify({ state: 'joined' });
  await keepForDraft(other.db, picture, clock.now);
  await importNotes(other.db, { group: other.personal, records: given }, other.sources);
  await sweepImages(other.db, clock.now + 3 * 24 * 60 * 60_000);
  expect(await other.db.imageBytes.get([other.personal, picture.id])).toBeDefined();
  await imageRefused(other.db, { group: other.personal, id: picture.id }, 'invalid_media', other.sources);
  expect((await other.db.refused.toArray()).map(({ id }) => id)).toEqual([ID(10), ID(4)].toSorted());
  expect(await everyId(other)).toEqual(ids(0, COUNT));
});

test('taken back before it left, nothing of it is sent; broken off, its parts are whole', async () => {
  const store = await imported(records().slice(0, 6));
  const { db, sources, personal: group } = store;
  expect(await importNotes(db, { group, records: records() }, sources)).toMatchObject({ taken: ids(6, COUNT) });
  expect(await waiting(store)).toEqual([[], ids(0, COUNT)]);
  expect(await takeImportBack(db, records().toReversed(), sources)).toMatchObject({ kept: 0 });
  expect(await takeBatch(db, LIMITS)).toEqual([]);
  expect([await countWaiting(db), (await readLibrary(db)).notes.length]).toEqual([0, 0]);
});

test('taken back while some of it is on its way: that is deleted behind it, the rest is not sent, and what was deleted comes back whole', async () => {
  const store = await imported();
  const { db, sources } = store;
  const taken = await takeBatch(db, { ...LIMITS, ops: 5 });
  expect(await takeImportBack(db, records().toReversed(), sources)).toMatchObject({ kept: 0 });
  expect((await readLibrary(db)).notes).toEqual([]);
  const left = await db.outbox.orderBy('n').toArray();
  expect(left.map(({ op }) => op.act)).toEqual([...taken.map(() => 'put'), ...taken.map(() => 'delete')]);
  expect([await db.parcels.count(), await db.shelves.count()]).toEqual([0, 0]);
  expect(await restoreNote(db, ID(8), sources)).toMatchObject({ ok: true });
  expect((await noteOf(db, ID(8)))?.row).toMatchObject({ fields: { text: 'note 8', origin: { from: 'jsonld' } } });
  expect((await db.outbox.where('id').equals(ID(8)).toArray()).map(({ op }) => op.act)).toEqual(['put']);
});

test('taken back, those of a shelf that were changed stay, and with them what waits on them', async () => {
  const store = await imported(records({ 10: 9 }));
  const { db, sources } = store;
  await editNote(db, { id: ID(4), text: 'my own by now', tags: [] }, sources);
  await editNote(db, { id: ID(10), text: 'an answer of my own', tags: [] }, sources);
  expect(await takeImportBack(db, records({ 10: 9 }).toReversed(), sources)).toMatchObject({ kept: 3 });
  expect((await readLibrary(db)).notes.map(({ id }) => id).toSorted()).toEqual([ID(10), ID(4), ID(9)].toSorted());
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual([ID(4), ID(9), ID(10)]);
});

test('where the power goes in the middle of a transaction, everything is where it was before it', async () => {
  const store = await imported(records().slice(0, 6));
  const { db, sources, personal: group } = store;
  const goes = (): never => {
    throw new Error('the power went');
  };
  // Taken in: parcels are written, shelves are not.
  db.shelves.hook('creating', goes);
  await expect(importNotes(db, { group, records: records() }, sources)).rejects.toThrow('the power went');
  db.shelves.hook('creating').unsubscribe(goes);
  expect([await waiting(store), await everyId(store)]).toEqual([[[], ids(0, 6)], ids(0, 6)]);
  // Opened to leave: the outbox is written, the parcels are still there.
  db.parcels.hook('deleting', goes);
  await expect(takeBatch(db, LIMITS)).rejects.toThrow('the power went');
  await expect(editNote(db, { id: ID(1), text: 'changed', tags: [] }, sources)).rejects.toThrow('the power went');
  db.parcels.hook('deleting').unsubscribe(goes);
  expect([await waiting(store), await everyId(store)]).toEqual([[[], ids(0, 6)], ids(0, 6)]);
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual(ids(0, 6));
});
