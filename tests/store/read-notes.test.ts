/** Notes are read the same wherever they stand, whatever is told of where they may be. */
import { expect, test } from 'vitest';
import { readContext } from '../../src/store/read-context.ts';
import { notesRead, readNotes } from '../../src/store/read-notes.ts';
import { readInbox, type ToldShelves } from '../../src/store/read-inbox.ts';
import { SearchIndex } from '../../src/store/search-index.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { heldNotes } from '../../src/store/held-notes.ts';
import { fields, note, openTestStore, row, type TestStore } from './open-test-store.ts';

const GROUP = 'G'.repeat(22);
const BEN = 'B'.repeat(22);
const ID = (at: number): string => `n${String(at).padStart(21, '0')}`;

/** A group of two, with 100 notes on shelves: every tenth is the reader's, and every fifth of Ben's answers one of these. */
async function receive({ db, sources, me }: TestStore): Promise<string[]> {
  const place = { group: GROUP, author: me };
  await db.groups.add({
    id: GROUP,
    row: { ...row({ id: GROUP, ...place }), kind: 'group', fields: { name: 'Two', description: '', personal: false } },
    state: 'joined',
    epoch: 'e1',
  });
  for (const [member, name] of [
    [me, 'Ada'],
    [BEN, 'Ben'],
  ] as const) {
    const as = { member, name, role: 'member' as const, status: 'active' as const };
    const id = `m${member.slice(1)}`;
    await db.memberships.add({
      group: GROUP,
      member,
      id,
      row: { ...row({ id, ...place }), kind: 'membership', fields: as },
    });
  }
  const rows = Array.from({ length: 100 }, (_, at) =>
    row({
      id: ID(at),
      group: GROUP,
      author: at % 10 === 0 ? me : BEN,
      seq: at + 1,
      fields: fields({ parent: at % 10 === 5 ? ID(at - 5) : null }),
    }),
  );
  await applyRows(db, { group: GROUP, after: 0, cursor: 100, epoch: 'e1', rows }, sources);
  return rows.map(({ id }) => id);
}

test('in batches of which no two share a shelf, all are read, also those that left their shelf since', async () => {
  const store = await openTestStore();
  const { db } = store;
  const ids = await receive(store);
  const own = await note(store);
  const index = new SearchIndex(db);
  await index.refresh();
  const batches = index.batchesOf([...ids, own, 'x'.repeat(22)], 30);
  const shelves = batches.flatMap((batch) => batch.shelves);
  expect(shelves).toHaveLength(await db.shelves.count());
  expect(new Set(shelves).size).toBe(shelves.length);
  expect(batches.every((batch) => batch.ids.length <= 30)).toBe(true);
  await db.write(() => heldNotes(db, [ID(3)]));
  const reading = await db.read(() => readContext(db));
  const read = [];
  for (const batch of batches) read.push(...(await db.read(() => notesRead(db, batch.ids, reading, batch.shelves))));
  const known = new Map(read.map((one) => [one.id, one]));
  expect([...ids, own].map((id) => known.get(id))).toEqual(await readNotes(db, [...ids, own]));
  expect(read).toHaveLength(101);
});

test('the shelves of some rows of a search are those on which their notes stand', async () => {
  const store = await openTestStore();
  const { db } = store;
  await receive(store);
  const index = new SearchIndex(db);
  await index.refresh();
  const rows = [3, 4, 77];
  const wanted = rows.map((at) => index.catalog.idOf(at) ?? '');
  const there = await db.shelves.where('ids').anyOf(wanted).distinct().primaryKeys();
  expect(index.shelvesOf(rows).toSorted()).toEqual(there.toSorted());
});

test('what waits to be sent says so, and nothing else does', async () => {
  const store = await openTestStore();
  const ids = await receive(store);
  const own = await note(store);
  const found = await readNotes(store.db, [own, ...ids.slice(0, 3)]);
  expect(found.map(({ send }) => send.state)).toEqual(['waiting', 'sent', 'sent', 'sent']);
});

test('who reads the inbox again reads no shelf twice, and misses nothing', async () => {
  const store = await openTestStore();
  const { db } = store;
  await receive(store);
  // To oneself alone: of no concern to anybody.
  await note(store);
  const told: ToldShelves = { me: '', told: new Map() };
  const first = await readInbox(db, told);
  expect(first.entries.map((one) => one.note.id).toSorted()).toEqual(
    Array.from({ length: 10 }, (_, at) => ID(at * 10 + 5)),
  );
  const read = new Map(told.told);
  await db.write(() => heldNotes(db, [ID(5)]));
  expect((await readInbox(db, told)).entries).toEqual(first.entries);
  expect([...told.told].every(([n, one]) => read.get(n) === one)).toBe(true);
  expect((await readInbox(db)).entries).toEqual(first.entries);
});
