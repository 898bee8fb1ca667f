/** Databases that older releases left behind open with everything in them, the full outbox too (fault F12). */
import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { openStore } from '../../src/store/database.ts';
import { readBackups } from '../../src/store/backups.ts';
import { readDraft, writeDraft } from '../../src/store/drafts.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { keepFound } from '../../src/store/unplaced.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { readSearches } from '../../src/store/saved-searches.ts';
import { countListed } from '../../src/store/manifests.ts';
import { countWaiting } from '../../src/store/take-batch.ts';
import { editNote } from '../../src/store/write-note.ts';
import { restoreNote } from '../../src/store/delete-note.ts';
import { pictures } from '../core/pictures.ts';
import { parcelledAmong } from './imported-ground.ts';
import { dumpDatabase, rebuild, upgraded } from './fixture.ts';
import { KEY } from './open-test-store.ts';

const VERSIONS = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v9', 'v10', 'v11', 'v12', 'v13'];

test.each(VERSIONS)('a database of %s', async (version) => {
  const fixture: unknown = JSON.parse(await readFile(new URL(`fixtures/${version}.json`, import.meta.url), 'utf8'));
  await rebuild(version, fixture);
  const order = Number(version.slice(1));
  const db = openStore(version);
  const { notes, sync } = await readConversation(db, [KEY]);
  expect(Object.fromEntries(notes.map(({ text, send }) => [text, send.state]))).toEqual({
    'in flight, edited': 'waiting',
    refused: 'refused',
    sent: 'sent',
    theirs: 'sent',
    waiting: 'waiting',
  });
  const agree = notes.find(({ text }) => text === 'theirs')?.reactions?.agree;
  expect(agree).toEqual(order < 7 ? undefined : { count: 1, mine: true });
  // What was read by a release without reactions is to be read once more.
  const lacking = await db.cursors.filter(({ lacks }) => lacks === 1).count();
  expect([lacking > 0, lacking]).toEqual([order < 7, order < 7 ? await db.cursors.count() : 0]);
  const big = await readConversation(db, ['//example.org/big']);
  expect(big.notes).toHaveLength(order < 4 ? 0 : 20);
  const mine = await readConversation(db, ['//example.org/mine']);
  expect(mine.notes.filter(({ send }) => send.state === 'sent')).toHaveLength(order < 6 ? 0 : 20);
  expect(await db.receipts.count()).toBe(order < 6 ? 0 : 1);
  expect(sync).toMatchObject({ waiting: order < 12 ? 4 : 24, refused: 1 });
  const imported = await readConversation(db, ['//example.org/imported']);
  expect(imported.notes.filter(({ send }) => send.state === 'waiting')).toHaveLength(order < 12 ? 0 : 20);
  expect(await db.parcels.count()).toBe(order < 12 ? 0 : 1);
  expect((await readConversation(db, [KEY])).fetching).toEqual(order < 5 ? undefined : ['Hall']);
  expect(await readDraft(db, 'here')).toEqual({ text: 'half a thou' });
  const waiting = notes.find(({ text }) => text === 'waiting');
  const { unplaced } = await readLibrary(db);
  expect([...unplaced.keys()]).toEqual(order < 3 ? [] : [waiting?.id]);
  expect([await db.inbox.count(), await db.earlier.count()]).toEqual(order < 9 ? [0, 0] : [1, 1]);
  const { png } = pictures;
  const kept = await db.imageBytes.toArray();
  expect([await db.images.count(), kept.map(({ bytes }) => bytes)]).toEqual(order < 11 ? [0, []] : [2, [png]]);
  expect((await readSearches(db)).map(({ query }) => query)).toEqual(order < 10 ? [] : ['is:unanswered']);
  expect((await readBackups(db)).isOn).toBe(order >= 10);
  // A database of before has the table, empty and ready.
  await keepFound(db, { page: { keys: [KEY] }, found: notes.map(({ id }) => ({ id, state: 'lost' })) });
  expect(await db.unplaced.count()).toBe(notes.length);
  const deleted = await db.annotations.filter(({ kept }) => kept !== null).first();
  expect(await restoreNote(db, deleted?.id ?? '')).toMatchObject({ ok: true });
});

test('what waited in parcels before they were listed is found by its notes, and leaves once', async () => {
  await rebuild('unlisted', JSON.parse(await readFile(new URL('fixtures/v12.json', import.meta.url), 'utf8')));
  const db = openStore('unlisted');
  const [first = ''] = (await readConversation(db, ['//example.org/imported'])).notes.map(({ id }) => id);
  expect(await parcelledAmong(db, [first])).toEqual([first]);
  const before = await countWaiting(db);
  expect(await editNote(db, { id: first, text: 'changed', tags: [] })).toMatchObject({ ok: true });
  expect([await db.parcels.count(), await db.manifests.count(), await countWaiting(db)]).toEqual([0, 0, before]);
  expect(await db.outbox.where('id').equals(first).count()).toBe(1);
});

test('an upgrade that is cut off while it lists parcels leaves everything as it was, and is made again', async () => {
  await rebuild('cut-off', JSON.parse(await readFile(new URL('fixtures/v12.json', import.meta.url), 'utf8')));
  const first = openStore('cut-off');
  first.manifests.hook('creating', () => {
    throw new Error('the power went');
  });
  await expect(first.open()).rejects.toThrow('the power went');
  first.close();
  const db = openStore('cut-off');
  const listed = await countListed(db);
  expect([await db.parcels.count(), await db.manifests.count(), listed]).toEqual([1, 1, 20]);
  expect(await countWaiting(db)).toBe(25);
});

test('notes kept under the addresses of version 1 are found under the present ones', async () => {
  const text = await readFile(new URL('fixtures/v1.json', import.meta.url), 'utf8');
  const old = '//m.youtube.com/watch?gbraid=x&t=3&v=abcdefghijk';
  await rebuild('old-keys', JSON.parse(text.replaceAll(KEY, old).replace('"here"', `"${old} page"`)));
  const key = documentKey('https://youtu.be/abcdefghijk') ?? '';
  const db = openStore('old-keys');
  expect(await readDraft(db, `${key} page`)).toEqual({ text: 'half a thou' });
  const { notes } = await readConversation(db, [key]);
  expect(notes).toHaveLength(5);
  expect(notes[0]?.target.keys).toEqual([key]);
});

test('a database of a newer release is left as it is, also by a page that was open before it came', async () => {
  const fixture = JSON.parse(await readFile(new URL('fixtures/v13.json', import.meta.url), 'utf8')) as {
    version: number;
  };
  const newer = { ...fixture, version: fixture.version + 10 };
  await rebuild('newer', newer);
  await expect(writeDraft(openStore('newer'), 'here', { text: 'by an old release' })).rejects.toThrow(
    'of a newer release',
  );

  await rebuild('open-before', fixture);
  const before = openStore('open-before');
  expect(await readDraft(before, 'here')).toEqual({ text: 'half a thou' });
  await upgraded('open-before', newer.version);
  await expect(writeDraft(before, 'here', { text: 'by an old release' })).rejects.toThrow('of a newer release');
  expect(await dumpDatabase('open-before')).toEqual(newer);
});

test('the newest fixture is what this version writes: a change of the tables needs a new one', async () => {
  const fixture = JSON.parse(await readFile(new URL('fixtures/v13.json', import.meta.url), 'utf8')) as {
    version: number;
    stores: Record<string, { rows: unknown }>;
  };
  const db = openStore('shape');
  await db.open();
  const { version, stores } = await dumpDatabase('shape');
  const shape = (all: Record<string, { rows: unknown }>) =>
    Object.entries(all).map(([name, table]) => [name, JSON.stringify({ ...table, rows: [] })]);
  expect({ version, shape: shape(stores) }).toEqual({ version: fixture.version, shape: shape(fixture.stores) });
});
