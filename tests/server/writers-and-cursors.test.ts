/** Fault F9 in short, over the database of the run: no reader's cursor ever passes a row. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeded } from '../../bench/random.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import type { OpenedDatabase } from '../../src/server/storage/open.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { writersAndCursors } from '../faults/f9-writers-and-cursors.ts';
import { freshDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

let database: TestDatabase;
let opened: OpenedDatabase[];
beforeAll(async () => {
  database = await freshDatabase();
  opened = [await openDatabase(database.config)];
  // As a second process has it; a file has one.
  if (database.config.kind === 'postgres') opened.push(await openDatabase(database.config));
});
afterAll(async () => {
  for (const { storage } of opened) await storage.close();
  await database.remove();
});

const run = (storages: Storage[]) =>
  writersAndCursors({ storages, commits: 300, writers: 16, readers: 4, groups: 2, rest: 1, random: seeded(9) });

test('16 writers, 4 readers: every row is seen once, in order', async () => {
  const outcome = await run(opened.map((one) => one.storage));
  expect(outcome).toMatchObject({ missed: 0, twice: 0, misplaced: 0 });
  expect(outcome.rows).toBeGreaterThanOrEqual(4 * 300);
});

test('and it would be noticed: places that are given before their turn to commit are missed', async () => {
  const { storage } = opened[0] ?? {};
  if (!storage) throw new Error('nothing was opened');
  const outcome = await run([outOfTurn(storage)]);
  expect(outcome.missed).toBeGreaterThan(0);
});

/** What a sequence does: the place is taken when asked for, and the row comes when it comes. */
function outOfTurn(storage: Storage): Storage {
  const heads = new Map<string, number>();
  return {
    ...storage,
    head: async (group) => heads.get(group) ?? 0,
    transact: async (groups, work) => {
      const late: (() => Promise<void>)[] = [];
      const result = await storage.transact(groups, (tx) =>
        work({
          ...tx,
          advance: async (group, now) => {
            const seq = (heads.get(group) ?? 0) + 1;
            heads.set(group, seq);
            return { seq, at: now };
          },
          putRecord: async (record) => {
            late.push(() => storage.transact([record.group], (then) => then.putRecord(record)));
          },
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      for (const put of late) await put();
      return result;
    },
  };
}
