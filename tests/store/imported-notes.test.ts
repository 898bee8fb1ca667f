/** What becomes of imported notes on their shelves, with the endpoint and with accounts and groups. */
import { expect, test } from 'vitest';
import { findRows } from '../../src/core/search/find.ts';
import { parseQuery } from '../../src/core/search/query.ts';
import { stemsIn } from '../../src/core/search/stems.ts';
import { adoptAccount, forget, movePersonalGroup } from '../../src/store/account.ts';
import { unpackedOps } from '../../src/store/packed-ops.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { noteOf, notesByKey, notesOfGroup } from '../../src/store/find-notes.ts';
import { leave } from '../../src/store/groups-of-session.ts';
import { imageRefused } from '../../src/store/image-refused.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { letGoOfOldest } from '../../src/store/let-go.ts';
import { beginEpoch, finishOffer } from '../../src/store/offer-again.ts';
import { beginAnew, finishAnew } from '../../src/store/read-anew.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { readFacts } from '../../src/store/search-facts.ts';
import { SearchIndex } from '../../src/store/search-index.ts';
import { settle } from '../../src/store/settle-op.ts';
import { sweepImages } from '../../src/store/sweep-images.ts';
import { adoptInstead } from '../../src/store/take-along.ts';
import { countWaiting, takeBatch } from '../../src/store/take-batch.ts';
import { nextLeaving } from '../../src/store/unsent-images.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { imageOf } from '../../src/core/image.ts';
import { keepForDraft, pictureOf } from '../../src/store/image-bytes.ts';
import { pictures } from '../core/pictures.ts';
import { KEY, fields, openTestStore, row } from './open-test-store.ts';
import {
  COUNT,
  SHELF,
  LIMITS,
  ID,
  CREATED,
  records,
  imported,
  ids,
  everyId,
  appliedFrom,
  sentAll,
} from './imported-ground.ts';

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
  const opIds = new Set((await db.parcels.toArray()).flatMap(({ ops }) => unpackedOps(ops).map(({ opId }) => opId)));
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

test('told again by a pull, since others wrote in between, they stay on their shelves, but for those that are news', async () => {
  const store = await imported();
  const { db, sources, personal: group } = store;
  const taken = await takeBatch(db, LIMITS);
  // Place 1 is somebody else's: the cursor waits for it.
  const results = appliedFrom(2, taken, store);
  await settle(db, { epoch: 'e1', results, taken }, sources);
  const told = results.flatMap((result) => ('row' in result && result.row ? [result.row] : []));
  const theirs = row({ id: 'B'.repeat(22), group, author: 'C'.repeat(22), seq: 1 });
  await applyRows(db, { group, after: 0, cursor: COUNT + 1, epoch: 'e1', rows: [theirs, ...told] }, sources);
  expect([await db.shelves.count(), await db.annotations.count(), await db.receipts.count()]).toEqual([
    COUNT / SHELF,
    1,
    1,
  ]);
  const [first] = told;
  if (first?.kind !== 'annotation' || first.deleted) throw new Error('no note');
  const edited = { ...first, rev: 2, seq: 20, fields: { ...first.fields, text: 'edited elsewhere' } };
  const again = { group, after: COUNT + 1, cursor: 20, epoch: 'e1', rows: [edited, ...told.slice(1)] };
  await applyRows(db, again, sources);
  expect((await noteOf(db, ID(0)))?.row).toEqual(edited);
  expect(await db.shelves.count()).toBe(COUNT / SHELF - 1);
  const all = await notesOfGroup(db, group);
  expect(all.map(({ base }) => base?.rev).toSorted()).toEqual([...Array.from({ length: COUNT }, () => 1), 2]);
});
