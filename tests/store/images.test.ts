/** Pictures on one device: kept with the draft, brought into the group of a note, moved and thrown away with it. */
import { expect, test } from 'vitest';
import { imageOf } from '../../src/core/image.ts';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import { adoptAccount, movePersonalGroup } from '../../src/store/account.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { writeDraft } from '../../src/store/drafts.ts';
import { leave } from '../../src/store/groups-of-session.ts';
import { bytesOfImage, imagesOf, keepForDraft, pictureOf, type Picture } from '../../src/store/image-bytes.ts';
import { imageRefused } from '../../src/store/image-refused.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { sweepImages } from '../../src/store/sweep-images.ts';
import { settle } from '../../src/store/settle-op.ts';
import { takeBatch } from '../../src/store/take-batch.ts';
import { adoptInstead } from '../../src/store/take-along.ts';
import { imageSent, neverLeaving, nextLeaving } from '../../src/store/unsent-images.ts';
import { tidy } from '../../src/store/tidy.ts';
import { keepFetched, lackImages, showImage, wantedImages } from '../../src/store/wanted-images.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { freshId } from '../../src/store/sources.ts';
import { pictures } from '../core/pictures.ts';
import { pngOf } from '../server/png.ts';
import { fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const DAY = 24 * 60 * 60_000;
const LIMITS = { ops: 100, bytes: 1e6 };
const must = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('nothing there');
  return value;
};
const aPicture = async (): Promise<Picture> => must(await pictureOf(pngOf(20, 20, true)));
const showing = ({ id }: Picture): string => `see ${imageOf({ id, alt: 'it' })}`;
const keep = async ({ db, clock }: TestStore): Promise<Picture> => {
  const picture = await aPicture();
  await keepForDraft(db, picture, clock.now);
  return picture;
};
const stateOf = async ({ db }: TestStore, group: string, id: string) => (await db.images.get([group, id]))?.state;

test('only what notes may have is a picture', async () => {
  for (const name of ['png', 'jpeg', 'lossy', 'lossless', 'alpha'] as const)
    expect(await pictureOf(pictures[name])).toMatchObject({ bytes: pictures[name] });
  for (const bytes of [pictures.gif, pictures.movingPng, pictures.movingWebp, pngOf(1601, 1), pngOf(900, 900, true)])
    expect(await pictureOf(bytes)).toBeNull();
  expect(await pictureOf(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
});

test('a note that shows it waits in the outbox for it, and nothing else does', async () => {
  const store = await openTestStore();
  const { db, personal } = store;
  const picture = await keep(store);
  await db.groups.update(personal, { state: 'joined' });
  await db.outbox.clear();
  const shows = await note(store, showing(picture));
  const plain = await note(store, 'without');
  expect(await stateOf(store, personal, picture.id)).toBe('unsent');
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toEqual([plain]);
  await db.images.update([personal, picture.id], { state: 'sent' });
  expect((await takeBatch(db, LIMITS)).map(({ id }) => id)).toContain(shows);
});

test('a note that waits for a picture, for a group that its writer is out of, is one that never leaves', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const group = await createGroup(db, 'Class', sources);
  const picture = await keep(store);
  const shows = await note(store, showing(picture), group);
  await db.groups.toCollection().modify({ state: 'joined' });
  expect(await neverLeaving(db)).toEqual([]);
  await leave(db, group);
  expect(await nextLeaving(db)).toBeNull();
  const [image] = await neverLeaving(db);
  await imageRefused(db, must(image), 'forbidden', sources);
  expect((await db.outbox.toArray()).map(({ id }) => id)).not.toContain(shows);
  expect(await db.refused.toArray()).toMatchObject([
    { id: shows, code: 'forbidden', fields: { text: showing(picture) } },
  ]);
  expect([await neverLeaving(db), await stateOf(store, group, picture.id)]).toEqual([[], 'unsent']);
});

test('pictures of an import leave each once, and what waits is not read from its beginning for every one', async () => {
  const shelf = 3;
  const store = await openTestStore(shelf);
  const { db, personal: group, sources } = store;
  await db.groups.update(group, { state: 'joined' });
  await db.outbox.clear();
  const kept: Picture[] = [];
  for (let count = 0; count < 40; count++) kept.push(await keep(store));
  const records = Array.from({ length: kept.length * shelf }, (_, at): ImportedRecord => {
    const said = {
      ...fields({ text: at % shelf === 0 ? showing(kept[at / shelf]!) : 'none' }),
      origin: { from: 'jsonld' },
    };
    return { id: `n${String(at).padStart(21, '0')}`, former: null, at: null, fields: said };
  });
  await importNotes(db, { group, records }, sources);
  let reads = 0;
  db.parcels.hook('reading', (parcel) => {
    reads++;
    return parcel;
  });
  const sent: string[] = [];
  // From the middle on: what stands before is looked for behind.
  for (let next = await nextLeaving(db, 20); next; next = await nextLeaving(db, next.parcel)) {
    sent.push(next.id);
    await imageSent(db, next);
  }
  expect(sent.toSorted()).toEqual(kept.map(({ id }) => id).toSorted());
  expect(reads).toBeLessThan(kept.length * 12);
});

test('what the endpoint says it lacks is sent again, as far as it is here', async () => {
  const store = await openTestStore();
  const { db, personal } = store;
  await db.groups.update(personal, { state: 'joined' });
  await db.outbox.clear();
  const [mine, others] = [await keep(store), await aPicture()];
  const id = await note(store, showing(mine));
  await db.images.update([personal, mine.id], { state: 'sent' });
  expect(await nextLeaving(db)).toBeNull();
  const [taken] = await takeBatch(db, LIMITS);
  const { opId } = must(taken);
  const answer = row({ id, group: personal, author: store.me, fields: fields({ text: showing(mine) }) });
  const lacks = [mine.id, others.id];
  await settle(
    db,
    { epoch: 'e1', results: [{ opId, status: 'applied', row: answer, lacks }], taken: [must(taken)] },
    store.sources,
  );
  expect(await nextLeaving(db)).toMatchObject({ group: personal, id: mine.id, bytes: mine.bytes });
  await imageSent(db, { group: personal, id: mine.id });
  expect(await nextLeaving(db)).toBeNull();
});

test('a note that is made anew there by another device has its pictures offered again, and a change of it does not', async () => {
  const store = await openTestStore();
  const { db, me, personal, sources } = store;
  await db.groups.update(personal, { state: 'joined' });
  await db.outbox.clear();
  const picture = await keep(store);
  const id = await note(store, showing(picture));
  await db.outbox.clear();
  await imageSent(db, { group: personal, id: picture.id });
  const said = { id, group: personal, author: me, fields: fields({ text: showing(picture) }) };
  const come = (seq: number, change: Partial<Parameters<typeof row>[0]>) =>
    applyRows(
      db,
      { group: personal, after: seq - 1, cursor: seq, epoch: 'e1', rows: [row({ ...said, seq, ...change })] },
      sources,
    );
  const first = '2026-01-01T00:00:00.000Z';
  await come(1, { created: first });
  expect(await nextLeaving(db)).toBeNull();
  await come(2, { created: first, rev: 2 });
  expect(await nextLeaving(db)).toBeNull();
  await come(3, { created: '2027-06-01T00:00:00.000Z' });
  expect(await nextLeaving(db)).toMatchObject({ group: personal, id: picture.id });
});

test('an edit that brings one in waits as well', async () => {
  const store = await openTestStore();
  const { db, personal, sources } = store;
  const id = await note(store, 'plain');
  await db.groups.update(personal, { state: 'joined' });
  await db.outbox.clear();
  await db.annotations.update(id, { base: row({ id, group: personal, author: store.me }) });
  const picture = await keep(store);
  await editNote(db, { id, text: showing(picture), tags: [] }, sources);
  expect(await takeBatch(db, LIMITS)).toEqual([]);
});

test('it is shown to its writer at once, wherever it is', async () => {
  const store = await openTestStore();
  const picture = await keep(store);
  const shown = await showImage(store.db, { group: '', id: picture.id }, store.clock.now);
  expect(shown).toMatchObject({ state: 'here', image: { type: 'image/png', bytes: picture.bytes } });
  await note(store, showing(picture));
  expect((await imagesOf(store.db, [{ text: showing(picture) }])).get(picture.id)?.bytes).toEqual(picture.bytes);
});

test('a note that moves to the group the account has already takes its picture along', async () => {
  const store = await openTestStore();
  const { db, personal, sources } = store;
  const picture = await keep(store);
  await note(store, showing(picture));
  const there = freshId(sources);
  await movePersonalGroup(db, there, sources);
  expect([await stateOf(store, personal, picture.id), await stateOf(store, there, picture.id)]).toEqual([
    undefined,
    'unsent',
  ]);
  expect((await db.imageBytes.get([there, picture.id]))?.bytes).toEqual(picture.bytes);
});

test('a guest who goes over to an account takes notes and drafts along with their pictures', async () => {
  const store = await openTestStore();
  const { db, sources } = store;
  const user = { id: store.me, name: 'Guest', email: null };
  await adoptAccount(db, 'https://e.example', { token: 't'.repeat(20), user });
  const [inNote, inDraft] = [await keep(store), await keep(store)];
  await note(store, showing(inNote));
  await writeDraft(db, 'here', { text: showing(inDraft) });
  await db.outbox.clear();
  const session = { token: 'u'.repeat(20), user: { id: freshId(sources), name: 'Ada', email: null } };
  expect(await adoptInstead(db, 'https://e.example', session, sources)).toBe(true);
  const { personal } = await readIdentity(db);
  expect(await stateOf(store, personal, inNote.id)).toBe('unsent');
  for (const { id, bytes } of [inNote, inDraft]) expect((await bytesOfImage(db, id))?.bytes).toEqual(bytes);
});

test('what nothing names any more goes after a day, and what anything names stays', async () => {
  const store = await openTestStore();
  const { db, sources, clock, personal } = store;
  const [noted, drafted, edited, deleted, loose] = [
    await keep(store),
    await keep(store),
    await keep(store),
    await keep(store),
    await keep(store),
  ];
  await note(store, showing(noted));
  await writeDraft(db, 'here', { text: showing(drafted) }, clock.now + 30 * DAY);
  const changes = await note(store, showing(edited));
  await editNote(db, { id: changes, text: 'without', tags: [] }, sources);
  await deleteNote(db, await note(store, showing(deleted)), sources);
  clock.now += 2 * DAY;
  await tidy(db, sources);
  const here = async (picture: Picture): Promise<boolean> => (await bytesOfImage(db, picture.id)) !== undefined;
  expect(await Promise.all([noted, drafted, edited, loose].map(here))).toEqual([true, true, true, false]);
  expect(await stateOf(store, personal, noted.id)).toBe('unsent');
  // Not again within a day.
  await db.annotations.clear();
  await sweepImages(db, clock.now);
  expect(await here(noted)).toBe(true);
});

async function inAGroup() {
  const store = await openTestStore();
  const { db, personal, sources } = store;
  const [group, peer] = [freshId(sources), freshId(sources)];
  const own = must(await db.groups.get(personal));
  await db.groups.put({ ...own, id: group, state: 'joined', row: { ...own.row, id: group, group } });
  let seq = 0;
  const comes = async (text: string, updated = '2027-01-01T00:00:00.000Z'): Promise<void> => {
    seq += 1;
    const one = row({ id: freshId(sources), group, author: peer, seq, updated, fields: fields({ text }) });
    await applyRows(db, { group, after: seq - 1, cursor: seq, epoch: 'e', rows: [one] }, sources);
  };
  return { ...store, group, comes };
}

test('a picture that a note shows again while it is looked for stays', async () => {
  const store = await inAGroup();
  const { db, group, clock, comes } = store;
  const [again, loose] = [await aPicture(), await aPicture()];
  for (const one of [again, loose]) await comes(showing(one));
  for (const one of [again, loose]) expect(await keepFetched(db, group, one)).toBe(true);
  await db.annotations.clear();
  clock.now += 2 * DAY;
  // Between the looking and the throwing away.
  const write = db.write.bind(db);
  db.write = async (work, least) => {
    db.write = write;
    await comes(showing(again));
    return write(work, least);
  };
  await sweepImages(db, clock.now);
  expect([await stateOf(store, group, again.id), await stateOf(store, group, loose.id)]).toEqual([
    'fetched',
    undefined,
  ]);
});

test('pictures of others are wanted with their notes, the newest first', async () => {
  const { db, group, comes } = await inAGroup();
  const [old, young] = [await aPicture(), await aPicture()];
  await comes(showing(young), '2027-01-03T00:00:00.000Z');
  await comes(showing(old), '2027-01-02T00:00:00.000Z');
  await comes(showing(old), '2027-01-09T00:00:00.000Z');
  expect((await wantedImages(db)).map(({ id }) => id)).toEqual([young.id, old.id]);
  expect(await showImage(db, { group, id: old.id }, 0)).toEqual({ state: 'coming', asks: false });
  expect(await keepFetched(db, group, old)).toBe(true);
  expect(await showImage(db, { group, id: old.id }, 0)).toMatchObject({ state: 'here' });
});

test('of a note that names a thousand pictures, a few are asked for', async () => {
  const { db, comes } = await inAGroup();
  await comes(Array.from({ length: 1000 }, (_, at) => `image:${String(at).padStart(22, '0')}`).join(' '));
  expect(await wantedImages(db)).toHaveLength(20);
});

test('beyond the bound the oldest go, and come back when they are shown', async () => {
  const { db, group, comes, clock } = await inAGroup();
  const all = [await aPicture(), await aPicture(), await aPicture()];
  for (const [at, picture] of all.entries()) await comes(showing(picture), `2027-01-0${at + 1}T00:00:00.000Z`);
  const [first, second, third] = all.map((one) => must(one));
  const room = must(second).bytes.length + must(third).bytes.length + 50;
  expect(await keepFetched(db, group, must(third), room)).toBe(true);
  expect(await keepFetched(db, group, must(second), room)).toBe(true);
  expect(await keepFetched(db, group, must(first), room)).toBe(false);
  expect(await stateOf({ db } as TestStore, group, must(first).id)).toBe('lacking');
  expect(await db.imageBytes.count()).toBe(2);
  const later = clock.now + 30 * DAY;
  expect(await showImage(db, { group, id: must(first).id }, later)).toEqual({ state: 'coming', asks: true });
  expect(await keepFetched(db, group, must(first), room)).toBe(true);
  expect(await stateOf({ db } as TestStore, group, must(second).id)).toBe('lacking');
});

test('one that cannot be had is not asked for again at once', async () => {
  const { db, group, comes, clock } = await inAGroup();
  const picture = await aPicture();
  await comes(showing(picture));
  await lackImages(db, await wantedImages(db), clock.now);
  const show = (later: number) => showImage(db, { group, id: picture.id }, clock.now + later);
  expect(await show(60_000)).toEqual({ state: 'missing' });
  expect(await show(11 * 60_000)).toEqual({ state: 'coming', asks: true });
});

test('who is out of a group whose words go keeps the pictures of their own notes alone', async () => {
  const store = await inAGroup();
  const { db, group, comes } = store;
  const [theirs, mine] = [await aPicture(), await keep(store)];
  const { row: stored } = must(await db.groups.get(group));
  await db.groups.update(group, { row: { ...stored, fields: { ...stored.fields, onLeave: 'remove' } } });
  await db.memberships.put({
    ...must(await db.memberships.get([store.personal, store.me])),
    group,
  });
  await comes(showing(theirs));
  await keepFetched(db, group, theirs);
  await note(store, showing(mine), group);
  await leave(db, group);
  expect((await db.images.where('group').equals(group).toArray()).map(({ id }) => id)).toEqual([mine.id]);
  expect(await bytesOfImage(db, theirs.id)).toBeUndefined();
});
