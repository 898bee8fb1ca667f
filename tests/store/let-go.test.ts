/** What a device that holds the newest notes of a large group lets go of, and what never. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { chooseHolding } from '../../src/store/holdings.ts';
import { letGoOfOldest } from '../../src/store/let-go.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { createNote } from '../../src/store/write-note.ts';
import { fields, openTestStore, row } from './open-test-store.ts';

const named = (name: string): string => name.padStart(22, '0');

test('the oldest go, but not own notes, what they answer, the answers to them, or what waits', async () => {
  const { db, sources, me } = await openTestStore();
  const group = await createGroup(db, 'Hall', sources);
  await db.holdings.put({ group, choice: 'newest', notes: 40, bytes: 1 });
  const peer = named('peer');
  const note = (seq: number, author = peer, parent: string | null = null) =>
    row({ id: named(`n${seq}`), group, author, seq, fields: fields({ parent }) });
  const rows = [
    note(1),
    note(2),
    note(3, me, named('n2')),
    note(4, peer, named('n3')),
    note(5),
    ...Array.from({ length: 30 }, (_, at) => note(6 + at)),
  ];
  await applyRows(db, { group, after: 0, cursor: 35, epoch: 'e', rows }, sources);
  const reply = await createNote(db, { group, fields: fields({ parent: named('n5') }) }, sources);
  await letGoOfOldest(db, group, 10);
  const left = (await db.annotations.where('group').equals(group).primaryKeys()).toSorted();
  const newest = Array.from({ length: 10 }, (_, at) => named(`n${26 + at}`));
  const kept = ['n2', 'n3', 'n4', 'n5'].map(named);
  expect(left).toEqual([...newest, ...kept, ...(reply.ok ? [reply.id] : [])].toSorted());
});

test('a few more than the newest are not worth the work', async () => {
  const { db, sources } = await openTestStore();
  const group = await createGroup(db, 'Hall', sources);
  await db.holdings.put({ group, choice: 'newest', notes: 12, bytes: 1, trimmed: 10 });
  const rows = Array.from({ length: 11 }, (_, at) =>
    row({ id: named(`n${at}`), group, author: named('p'), seq: at + 1 }),
  );
  await applyRows(db, { group, after: 0, cursor: 11, epoch: 'e', rows }, sources);
  await letGoOfOldest(db, group, 10);
  expect(await db.annotations.where('group').equals(group).count()).toBe(11);
});

test('what its reader chooses while the oldest are let go of stays chosen', async () => {
  const { db, sources } = await openTestStore();
  const group = await createGroup(db, 'Hall', sources);
  await db.holdings.put({ group, choice: 'newest', notes: 12, bytes: 1 });
  const rows = Array.from({ length: 20 }, (_, at) =>
    row({ id: named(`n${at}`), group, author: named('p'), seq: at + 1 }),
  );
  await applyRows(db, { group, after: 0, cursor: 20, epoch: 'e', rows }, sources);
  const going = letGoOfOldest(db, group, 10);
  // It has seen what was chosen before, and has not begun to write.
  await db.cursors.get(group);
  await chooseHolding(db, group, 'all');
  await going;
  expect((await db.holdings.get(group))?.choice).toBe('all');
});
