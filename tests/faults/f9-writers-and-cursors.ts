/**
 * Many writers with pauses inside their transactions, and readers that follow each group by its
 * cursor while they write. A reader that ever passes a place which is committed later has missed a
 * row for good. Short over a file; long over a file and over a PostgreSQL that two processes share.
 */
import { join } from 'node:path';
import { oneOf, seeded } from '../../bench/random.ts';
import type { Random } from '../../bench/random.ts';
import { noPostgres, startPostgres } from '../../scripts/postgres.ts';
import type { Id } from '../../src/core/id.ts';
import { openPostgres } from '../../src/server/storage/postgres/open.ts';
import { openSqlite } from '../../src/server/storage/sqlite/open.ts';
import { StorageError } from '../../src/server/storage/storage.ts';
import type { Storage, Transaction } from '../../src/server/storage/storage.ts';
import { freshId } from '../server/class.ts';
import { must } from './fault.ts';
import type { Fault, Figures } from './fault.ts';
import { onGround, pause } from './ground.ts';

export const f9: Fault = {
  title: 'no reader ever passes a row that is committed later',
  run: async ({ seed, long, size }) => {
    const load = {
      commits: size ?? (long ? 100_000 : 400),
      writers: 16,
      readers: 4,
      groups: 8,
      rest: 1,
      random: seeded(seed),
    };
    const file = await overFile(load);
    const server = long ? await overServer(load) : null;
    const both = [file, ...(server ? [server] : [])];
    const sum = (key: keyof F9Outcome): number => both.reduce((all, one) => all + one[key], 0);
    must(sum('misplaced') === 0, `${sum('misplaced')} rows were seen out of order`);
    const more: Figures['more'] = { rows: sum('rows'), 'asked again': sum('busy'), 'commits/s (SQLite)': file.rate };
    if (server) more['commits/s (PostgreSQL)'] = server.rate;
    return { acknowledged: sum('commits'), lost: sum('missed'), duplicated: sum('twice'), leaked: 0, more };
  },
};

function overFile(load: Load): Promise<Timed> {
  return onGround(({ folder }) => timed([openSqlite(join(folder, 'f9.db')).storage], load));
}

/** Two pools, as two endpoint processes have them; null where there is no PostgreSQL for this machine. */
async function overServer(load: Load): Promise<Timed | null> {
  if ((await noPostgres()) !== null) return null;
  const server = await startPostgres();
  try {
    const options = { url: server.urlOf('postgres'), connections: 20 };
    const opened = await Promise.all([openPostgres(options), openPostgres(options)]);
    return await timed(
      opened.map((one) => one.storage),
      load,
    );
  } finally {
    await server.remove();
  }
}

type Load = Omit<F9Options, 'storages'>;
type Timed = F9Outcome & { rate: number };

/** Closes the storages, too. */
async function timed(storages: Storage[], load: Load): Promise<Timed> {
  const begun = performance.now();
  try {
    const outcome = await writersAndCursors({ ...load, storages });
    return { ...outcome, rate: Math.round((load.commits * 1000) / (performance.now() - begun)) };
  } finally {
    for (const storage of storages) await storage.close();
  }
}

export type F9Options = {
  /** Each as an endpoint process of its own has it, over one database; used in turn. */
  storages: readonly Storage[];
  commits: number;
  writers: number;
  readers: number;
  groups: number;
  /** Milliseconds a writer rests inside a transaction, at most. */
  rest: number;
  random: Random;
};

/**
 * `busy`: what was asked again because the database was too busy. `missed`, `twice` and `misplaced`: rows over
 * all readers that were not, again, or not in order seen.
 */
export type F9Outcome = {
  commits: number;
  busy: number;
  rows: number;
  missed: number;
  twice: number;
  misplaced: number;
};

export async function writersAndCursors(options: F9Options): Promise<F9Outcome> {
  const { storages, commits, writers, readers, rest, random } = options;
  const storage = (at: number): Storage => {
    const found = storages[at % storages.length];
    if (!found) throw new Error('there is no storage to write to');
    return found;
  };
  const reader = freshId();
  const groups = Array.from({ length: options.groups }, freshId);
  for (const group of groups) await makeGroup(storage(0), group, reader);

  const outcome: F9Outcome = { commits, busy: 0, rows: 0, missed: 0, twice: 0, misplaced: 0 };
  /** Asks again as long as the database is too busy, as a client does. */
  const persist = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof StorageError && error.reason === 'busy')) throw error;
        outcome.busy += 1;
      }
    }
  };
  let left = commits;
  const write = async (at: number): Promise<void> => {
    while (left-- > 0) {
      const group = oneOf(random, groups);
      const add = async (tx: Transaction): Promise<void> => {
        for (let rows = random() < 0.2 ? 2 : 1; rows > 0; rows--) {
          const { seq } = await tx.advance(group, Date.now());
          const id = freshId();
          const body = String(seq);
          const envelope = { group, id, kind: 'annotation', author: reader, rev: 1, seq, deleted: false } as const;
          await pause(random() * rest);
          await tx.putRecord({ ...envelope, body, fieldRevs: {} });
        }
        await pause(random() * rest);
      };
      await persist(() => storage(at).transact([group], add));
    }
  };
  let done = false;
  const follow = async (at: number): Promise<Map<Id, number[]>> => {
    const seen = new Map<Id, number[]>(groups.map((group) => [group, []]));
    const cursors = new Map<Id, number>();
    for (;;) {
      // Asked before the pages are: what the last writer committed is then in them.
      const last = done;
      let more = false;
      for (const group of groups) {
        const after = cursors.get(group) ?? 0;
        const page = await persist(() => storage(at).page({ group, reader, after, limit: 50, maxBytes: 1e6 }));
        if (!page) throw new Error('the reader is no member any more');
        seen.get(group)?.push(...page.rows.split(',').filter(Boolean).map(Number));
        cursors.set(group, page.cursor);
        more ||= page.more;
      }
      if (last && !more) return seen;
      await pause(random() * rest);
    }
  };

  const following = Promise.all(Array.from({ length: readers }, (_, at) => follow(at)));
  await Promise.all(Array.from({ length: writers }, (_, at) => write(at)));
  done = true;
  for (const seen of await following) {
    for (const [group, seqs] of seen) {
      const rows = await storage(0).head(group);
      const distinct = new Set(seqs);
      outcome.rows += rows;
      outcome.missed += rows - distinct.size;
      outcome.twice += seqs.length - distinct.size;
      outcome.misplaced += seqs.filter((seq, at) => at > 0 && seq <= (seqs[at - 1] ?? 0)).length;
    }
  }
  return outcome;
}

async function makeGroup(storage: Storage, group: Id, member: Id): Promise<void> {
  await storage.transact([group], async (tx) => {
    await tx.createGroup(group, null);
    await tx.putMembership({ group, member, record: freshId(), role: 'member', status: 'active' });
  });
}
