/**
 * Fault F9: many writers with pauses inside their transactions, and readers that follow each
 * group by its cursor while they write. A reader that ever passes a place which is committed
 * later has missed a row for good. Over any storage; a short run is a test, a long one fault-f9.ts.
 */
import { randomBytes } from 'node:crypto';
import { newId } from '../src/core/id.ts';
import type { Id } from '../src/core/id.ts';
import { StorageError } from '../src/server/storage/storage.ts';
import type { Storage, Transaction } from '../src/server/storage/storage.ts';

export type F9Options = {
  /** Each as an endpoint process of its own has it, over one database; used in turn. */
  storages: readonly Storage[];
  commits: number;
  writers: number;
  readers: number;
  groups: number;
  /** Milliseconds a writer rests inside a transaction, at most. */
  pause: number;
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
  const { storages, commits, writers, readers, pause } = options;
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
      const group = groups[Math.floor(Math.random() * groups.length)] ?? '';
      const add = async (tx: Transaction): Promise<void> => {
        for (let rows = Math.random() < 0.2 ? 2 : 1; rows > 0; rows--) {
          const { seq } = await tx.advance(group, Date.now());
          const id = freshId();
          const body = String(seq);
          const envelope = { group, id, kind: 'annotation', author: reader, rev: 1, seq, deleted: false } as const;
          await rest(pause);
          await tx.putRecord({ ...envelope, body, fieldRevs: {} });
        }
        await rest(pause);
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
        const page = await persist(() => storage(at).page({ group, reader, after, limit: 50, maxChars: 1e6 }));
        if (!page) throw new Error('the reader is no member any more');
        seen.get(group)?.push(...page.bodies.map(Number));
        cursors.set(group, page.cursor);
        more ||= page.more;
      }
      if (last && !more) return seen;
      await rest(pause);
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

function freshId(): Id {
  return newId(Date.now(), randomBytes);
}

function rest(most: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * most));
}
