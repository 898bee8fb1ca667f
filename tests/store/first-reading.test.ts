/** What is read without Dexie before the first frame is what Dexie reads, and nothing is made or changed by it. */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { Dexie } from 'dexie';
import { expect, test, vi } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { FIRST_READS, openFirst, type FirstReader } from '../../src/store/first-reading.ts';
import { updateSync } from '../../src/store/meta.ts';
import { mutePerson } from '../../src/store/muted-people.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { READ_TABLES, type Readable } from '../../src/store/readable.ts';
import { createNote } from '../../src/store/write-note.ts';
import { giveReaction } from '../../src/store/write-reaction.ts';
import { ADA, BEN, DAY, openGround } from './commons-ground.ts';
import { imported, COUNT } from './imported-ground.ts';
import { fields, KEY, note, openTestStore } from './open-test-store.ts';

async function firstOf({ name }: Store): Promise<FirstReader> {
  const reader = await openFirst(name);
  if (!reader) throw new Error('it does not open');
  return reader;
}

/** Reads both ways, and answers what both have read. */
async function readBoth(db: Store, keys: readonly string[], withMuted = false) {
  const reader = await firstOf(db);
  const first = await reader.read((tables) => readConversation(tables, keys, withMuted));
  reader.close();
  expect(first).toEqual(await readConversation(db, keys, withMuted));
  return first;
}

const PAGE = 'example.org/front';
const KEYS = [`//${PAGE}`];

test('notes on shelves and alone, answers below answers, reactions, and those of muted people', async () => {
  const ground = await openGround();
  const { db, sources, group } = ground;
  await updateSync(db, { kinds: ['annotation', 'reaction'] });
  const many = Array.from({ length: 30 }, (_, at) => ({ on: PAGE, ago: 9 * DAY - at, by: at % 2 ? ADA : BEN }));
  const [first = '', second = ''] = await ground.come(many);
  const [answer = ''] = await ground.come([
    { on: PAGE, ago: 3 * DAY, text: 'why?', kind: 'question' },
    { on: 'elsewhere.example/', ago: 2 * DAY, text: 'because', kind: 'reply', parent: first },
  ]);
  await ground.come([{ on: PAGE, ago: DAY, text: 'and then', kind: 'reply', parent: answer }]);
  await createNote(db, { group, fields: fields({ parent: second, kind: 'reply', text: 'waits' }) }, sources);
  await giveReaction(db, { note: first, type: 'nod' }, sources);
  expect([await db.shelves.count(), await db.annotations.count(), await db.reactions.count()]).toEqual([2, 4, 1]);
  const { notes, sync } = await readBoth(db, KEYS);
  expect([notes.length, sync.waiting]).toEqual([34, 3]);
  await mutePerson(db, { group, member: ADA, muted: true }, sources);
  expect((await readBoth(db, KEYS)).muted).toBeGreaterThan(10);
  expect((await readBoth(db, KEYS, true)).notes).toHaveLength(34);
  expect((await readBoth(db, ['//nobody.example/'])).notes).toEqual([]);
  expect((await readBoth(db, [])).notes).toEqual([]);
});

test('imported notes that wait in parcels, and groups of which a document is on its way', async () => {
  const { db, personal } = await imported();
  await db.holdings.put({ group: personal, choice: 'opened', notes: 9, bytes: 9 });
  await db.opened.put({ group: personal, hash: documentHash(personal, KEY), opened: 0, state: 'wanted' });
  await db.cursors.put({ group: personal, cursor: 2, epoch: 'e', offer: 0 });
  await updateSync(db, { epoch: 'e', reading: [{ group: personal, head: 9 }] });
  const { notes, fetching, sync } = await readBoth(db, [KEY, '//example.org/other']);
  expect(notes.map(({ send }) => send.state)).toEqual(Array.from({ length: COUNT }, () => 'waiting'));
  expect([fetching?.length, sync.waiting, sync.reading]).toEqual([1, COUNT, { done: 2, of: 9 }]);
});

test('every question that a table answers is answered alike', async () => {
  const store = await openTestStore();
  const { db } = store;
  const ids = [];
  for (let at = 0; at < 9; at++) ids.push(await note(store, `note ${at}`));
  await db.receipts.bulkAdd([
    { group: 'g', epoch: 'e', near: ['a', 'b'], taken: [] },
    { group: 'g', epoch: 'e', near: ['b', 'd'], taken: [] },
  ]);
  const [one = '', two = ''] = ids;
  const last = ids.toSorted().at(-1) ?? '';
  const questions: ((tables: Readable) => PromiseLike<unknown>)[] = [
    ...READ_TABLES.flatMap((name) => [
      (tables: Readable) => tables[name].toArray(),
      (tables: Readable) => tables[name].count(),
    ]),
    ({ annotations }) => annotations.get(one),
    ({ annotations }) => annotations.get('none'),
    ({ annotations }) => annotations.bulkGet([two, 'none', one]),
    ({ opened }) => opened.bulkGet([['g', 'h']]),
    ({ annotations }) => annotations.where('keys').equals(KEY).toArray(),
    ({ outbox }) => outbox.where('id').equals(one).count(),
    ({ outbox }) => outbox.where('id').anyOf([last, two, 'none', one, two]).toArray(),
    ({ outbox }) => outbox.where('id').anyOf([last, two, one]).sortBy('n'),
    ({ outbox }) => outbox.where('id').anyOf([]).toArray(),
    ({ outbox }) => outbox.where('id').between(one, last, true, true).limit(3).sortBy('n'),
    ({ receipts }) => receipts.where('near').anyOf(['a', 'b', 'c', 'd']).toArray(),
    ({ receipts }) => receipts.where('near').anyOf(['a', 'b', 'c', 'd']).distinct().toArray(),
  ];
  const reader = await firstOf(db);
  for (const [at, question] of questions.entries()) {
    const found = await reader.read((tables) => Promise.resolve(question(tables)));
    expect(found, `question ${at}`).toEqual(await question(db));
  }
  reader.close();
});

test('all that is read at once is of one moment', async () => {
  const store = await openTestStore();
  await note(store);
  const reader = await firstOf(store.db);
  let writing: Promise<unknown> | undefined;
  const [before, after] = await reader.read(async (tables) => {
    const read = await tables.annotations.count();
    writing = note(store, 'another');
    for (let at = 0; at < 5; at++) await tables.meta.get('identity');
    return [read, await tables.annotations.count()];
  });
  await writing;
  expect([before, after, await store.db.annotations.count()]).toEqual([1, 1, 2]);
  reader.close();
});

test('what fails within it fails outside, and it reads on', async () => {
  const { db } = await openTestStore();
  const reader = await firstOf(db);
  await expect(reader.read(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await reader.read(({ groups }) => Promise.resolve(groups.count()))).toBe(1);
  reader.close();
});

test('it is of the newest version', () => {
  expect(openStore('never-opened').verno).toBe(FIRST_READS);
});

test('where there is no database, none is made', async () => {
  expect(await openFirst('not-there')).toBeNull();
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('not-there');
});

test('where the browser refuses databases altogether, that is no failure of its own', async () => {
  const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  expect(await openFirst('refused')).toBeNull();
  refused.mockRestore();
});

test.each([FIRST_READS - 1, FIRST_READS + 1])('a database of version %i is left to the store', async (version) => {
  const name = `of-version-${version}`;
  const other = new Dexie(name);
  other.version(version).stores({ meta: 'key' });
  await other.open();
  other.close();
  expect(await openFirst(name)).toBeNull();
  expect((await indexedDB.databases()).find((one) => one.name === name)?.version).toBe(version * 10);
});

test('one that was dealt with by hand, as Dexie may do where an index was missing, is read as it is', async () => {
  const { db } = await openTestStore();
  db.close();
  const raise = indexedDB.open(db.name, FIRST_READS * 10 + 1);
  await new Promise((resolve) => (raise.onsuccess = resolve));
  raise.result.close();
  const reader = await firstOf(db);
  expect(await reader.read(({ groups }) => Promise.resolve(groups.count()))).toBe(1);
  reader.close();
});

test('a newer release that brings the database up to date need not wait for it', async () => {
  const { db, sources } = await openTestStore();
  await firstOf(db);
  db.close();
  const newer = openStore(db.name, { ...sources, randomBytes });
  newer.version(FIRST_READS + 1).stores({ more: 'id' });
  await newer.open();
  expect(newer.verno).toBe(FIRST_READS + 1);
  newer.close();
});
