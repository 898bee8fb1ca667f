/** What faults stand on: a folder of their own, endpoint processes over it, learners who write, and a look at what was kept. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { pushAnswer } from '../../src/protocol/sync.ts';
import { startEndpoint, type Endpoint } from '../../src/server/endpoint.ts';
import { checkRecords, checkStructure } from '../../src/server/storage/sqlite/integrity.ts';
import { Learner, fields, freshId, putOp, roomyLimits, temporaryFolder } from '../server/class.ts';
import { startProcess } from '../server/process.ts';
import type { EndpointProcess } from '../server/process.ts';

export type Ground = { folder: string; path: string; start: Start };
/** @param program another entry than the product's */
type Start = (port?: number, program?: string) => Promise<EndpointProcess>;

/** Runs work in a folder that is removed afterwards, with every process that was started in it. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const folder = temporaryFolder();
  const path = join(folder, 'commonplace.db');
  const started: EndpointProcess[] = [];
  try {
    const start: Start = async (port = 0, program) => {
      const env = { PORT: String(port), DATABASE_URL: `file:${path}`, LOG_LEVEL: 'error' };
      const endpoint = await startProcess(env, program);
      started.push(endpoint);
      return endpoint;
    };
    return await work({ folder, path, start });
  } finally {
    for (const { child } of started) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The endpoint within this process, where a fault must reach into it. As many may sign up as the fault needs. */
export function endpointHere(path: string, overrides: Parameters<typeof startEndpoint>[1] = {}): Promise<Endpoint> {
  const common = { port: 0, host: '127.0.0.1', publicUrl: null, proxies: [], sample: false, secret: 's'.repeat(32) };
  return startEndpoint({ ...common, database: { kind: 'sqlite', path } }, { limits: roomyLimits(), ...overrides });
}

export type Writers = { acknowledged: Set<string>; stop: () => Promise<void> };

/** Learners who push without a rest, into one group; what was answered as applied is noted. */
export function keepWriting(
  learner: Learner,
  group: string,
  { writers = 3, ops = 2, text = 'a note', restMs = 0 } = {},
): Writers {
  const acknowledged = new Set<string>();
  const stopped = new AbortController();
  const running = Array.from({ length: writers }, async () => {
    while (!stopped.signal.aborted) {
      const sent = Array.from({ length: ops }, () => putOp(group, freshId(), fields({ text })));
      const answer = await learner.ask('POST', '/sync/v1/push', { epoch: null, ops: sent }).catch(() => null);
      // who is refused, or told to go easy, does not ask again at once
      await pause(answer?.status === 200 ? restMs : 100);
      if (answer?.status !== 200) continue;
      for (const one of v.parse(pushAnswer, JSON.parse(answer.text)).results) {
        if (one.status === 'applied' && one.row) acknowledged.add(one.row.id);
      }
    }
  });
  return {
    acknowledged,
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

/** The ids of all records, and everything that does not fit together. Opens it as a start after a crash does. */
export function lookInto(path: string): { ids: string[]; findings: string[] } {
  const db = new DatabaseSync(path);
  try {
    const ids = db
      .prepare('SELECT id FROM records')
      .all()
      .map(({ id }) => String(id));
    const findings = [...checkStructure(db), ...checkRecords(db, () => {})];
    return { ids, findings: findings.map(({ what, count }) => `${count} ${what}`) };
  } finally {
    db.close();
  }
}

/** Everything in a group, read page by page. */
export async function readAll(learner: Learner, group: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = 0, more = true; more;) {
    const page = await learner.pull(group, after);
    ids.push(...page.rows.flatMap((row) => (row.kind === 'annotation' && !row.deleted ? [row.id] : [])));
    ({ cursor: after, more } = page);
  }
  return ids;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The memory of a process, in MB. */
export function residentOf(pid: number | undefined): number {
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}
