/** What somebody marks as read in the inbox is told as read at once, however long what is new in it may wait. */
import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { beginInbox, markRead } from '../../src/store/inbox-marks.ts';
import { readInbox, type Inbox } from '../../src/store/read-inbox.ts';
import type { StoredAnnotation } from '../../src/store/records.ts';
import { watchInbox } from '../../src/store/watch-inbox.ts';
import { fields, KEY, openTestStore, row, type TestStore } from './open-test-store.ts';

const ID = (at: number): string => `n${String(at).padStart(21, '0')}`;
const HALL = 'h'.repeat(22);
const COUNT = 3;
const LATER = '2027-02-01T00:00:00.000Z';
/** Longer than the test takes. */
const pause = 600_000;

/** A note of mine in a group, and answers by others. */
async function answered({ db, sources, personal, me }: TestStore): Promise<void> {
  await beginInbox(db, sources);
  const [group, member] = [await db.groups.get(personal), await db.memberships.get([personal, me])];
  const shared = { ...group!.row.fields, personal: false };
  const hall = { ...group!.row, id: HALL, group: HALL, fields: shared };
  await db.groups.add({ ...group!, id: HALL, state: 'joined', row: hall });
  await db.memberships.add({ ...member!, group: HALL });
  await db.annotations.bulkAdd(
    Array.from({ length: COUNT + 1 }, (_, at): StoredAnnotation => {
      const [author, parent] = at === 0 ? [me, null] : ['o'.repeat(22), ID(0)];
      const said = row({
        id: ID(at),
        group: HALL,
        author,
        created: LATER,
        fields: fields({ parent, kind: 'comment' }),
      });
      const note = { id: ID(at), group: HALL, author, keys: [KEY], row: said, base: said, epoch: 'e', kept: null };
      return { ...note, ...(parent !== null && { parent }) };
    }),
  );
}

test('marks are told at once, one after the other, though all notes are read no more often than before', async () => {
  const store = await openTestStore();
  await answered(store);
  const { db } = store;
  const life = new AbortController();
  onTestFinished(() => life.abort());
  let findings = 0;
  let shown: Inbox = { entries: [], deleted: new Map() };
  const find = (): Promise<Inbox> => {
    findings++;
    return readInbox(db);
  };
  watchInbox(db, find, (inbox) => (shown = inbox), { signal: life.signal, pause });
  await expect.poll(() => shown.entries.map(({ isRead }) => isRead)).toEqual([false, false, false]);
  for (const [at, { id }] of shown.entries.entries()) {
    await markRead(db, [{ id, at: LATER }], true);
    await expect.poll(() => shown.entries.map(({ isRead }) => isRead)).toEqual([true, at > 0, at > 1]);
  }
  await markRead(db, [{ id: shown.entries[1]!.id, at: LATER }], false);
  await expect.poll(() => shown.entries.map(({ isRead }) => isRead)).toEqual([true, false, true]);
  expect(findings).toBeLessThanOrEqual(2);
});

test('a mark that is made while all notes are read is not told as it was before', async () => {
  const store = await openTestStore();
  await answered(store);
  const { db } = store;
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const shown: boolean[][] = [];
  let [isFound, isMarked] = [false, false];
  const find = async (): Promise<Inbox> => {
    const found = await readInbox(db);
    isFound = true;
    await expect.poll(() => isMarked).toBe(true);
    return found;
  };
  watchInbox(db, find, ({ entries }) => shown.push(entries.map(({ isRead }) => isRead)), {
    signal: life.signal,
    pause,
  });
  await expect.poll(() => isFound).toBe(true);
  const { entries } = await readInbox(db);
  await markRead(db, [{ id: entries[0]!.id, at: LATER }], true);
  isMarked = true;
  await expect.poll(() => shown).not.toEqual([]);
  expect(shown[0]).toEqual([true, false, false]);
});
