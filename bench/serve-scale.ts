/**
 * How much more two endpoint processes over one PostgreSQL serve than one: pages of 50 notes, asked
 * for by a process of its own, one and two in turns in the same run. Where database and load share
 * the cores with the endpoints, two of them may find none free: so the same is measured once more
 * with each endpoint process running a quarter of the time only, as on slower machines of their own.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { startPostgres } from '../scripts/postgres.ts';
import { newId } from '../src/core/id.ts';
import { PATHS, invitation, session } from '../src/protocol/sync.ts';
import type { Figures } from './figures.ts';
import type { LoadOrder, LoadOutcome } from './page-load.ts';
import { SERVE_FLAGS } from './server/program.ts';

const ROUNDS = 5;
const SECONDS = 2;
const NOTES = 2_000;
const READERS = 100;
const CONNECTIONS = 64;
/** USER_HZ, the same on every Linux. */
const TICKS_A_SECOND = 100;
/** The slow endpoint processes: this long running, this long stopped, in milliseconds. */
const DUTY = { on: 10, off: 30 };

type Endpoint = { child: ChildProcess; url: string };
type Sample = { rate: number; endpoints: number; database: number; load: number };

export async function serveScale(): Promise<Figures> {
  const postgres = await startPostgres([]);
  const url = postgres.urlOf('postgres');
  const endpoints = [await startEndpoint(url), await startEndpoint(url)];
  const figures: Figures = { 'processor cores': cpus().length };
  try {
    const [first] = endpoints;
    if (!first) throw new Error('no endpoint was started');
    const order = await makeClass(first.url);
    for (const isSlow of [false, true]) {
      const name = isSlow ? 'each running a quarter of the time' : 'as fast as they can';
      const samples: [Sample[], Sample[]] = [[], []];
      const undo = isSlow ? slowDown(endpoints) : () => {};
      for (let round = 0; round < ROUNDS; round++) {
        samples[0].push(await measure([first], postgres.pid(), order));
        samples[1].push(await measure(endpoints, postgres.pid(), order));
      }
      undo();
      const [one, two] = samples.map(median) as [Sample, Sample];
      figures[`${name}: pages of 50 a second, two / one`] = (two.rate / one.rate).toFixed(2);
      for (const [processes, sample] of [
        ['one', one],
        ['two', two],
      ] as const) {
        figures[`${name}: pages of 50 a second, ${processes}`] = sample.rate.toFixed(0);
        figures[`${name}: cores busy, ${processes}: endpoint`] = sample.endpoints.toFixed(2);
        figures[`${name}: cores busy, ${processes}: database`] = sample.database.toFixed(2);
        figures[`${name}: cores busy, ${processes}: load`] = sample.load.toFixed(2);
      }
    }
  } finally {
    for (const { child } of endpoints) {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await postgres.remove();
  }
  return figures;
}

async function startEndpoint(url: string): Promise<Endpoint> {
  const child = spawn(process.execPath, [...SERVE_FLAGS, 'src/server/serve.mjs'], {
    env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: url, SECRET: 's'.repeat(32) },
    // Its log is written, and read by nobody.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface(child.stdout)) {
    const found = /listening on (http:\S+)/.exec(line)?.[1];
    if (found) return { child, url: found };
  }
  throw new Error('the endpoint did not start');
}

/** A group of readers with notes in it, made through the public interface. */
async function makeClass(url: string): Promise<Pick<LoadOrder, 'tokens' | 'group' | 'notes'>> {
  const ask = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const id = (): string => newId(Date.now(), randomBytes);
  const guest = async (): Promise<string> => v.parse(session, await ask(PATHS.guest, { name: 'Reader' })).token;
  const owner = await guest();
  const group = id();
  const envelope = { group, baseRev: 0, act: 'put', at: new Date().toISOString() };
  const ops: unknown[] = [
    { ...envelope, opId: id(), id: group, kind: 'group', fields: { name: 'Class', description: '', personal: false } },
  ];
  const quote = {
    type: 'TextQuoteSelector',
    exact: 'the passage '.repeat(6),
    prefix: 'before '.repeat(9),
    suffix: 'after '.repeat(11),
  };
  const target = { source: 'https://example.org/a', keys: ['//example.org/a'], title: 'A reading', selectors: [quote] };
  for (let n = 0; n < NOTES; n++) {
    const fields = {
      kind: 'comment',
      text: `What I thought of it, ${n}. `.repeat(8),
      tags: ['sea'],
      parent: null,
      target,
    };
    ops.push({ ...envelope, opId: id(), id: id(), kind: 'annotation', fields });
  }
  for (let at = 0; at < ops.length; at += 200) {
    await ask(PATHS.push, { epoch: null, ops: ops.slice(at, at + 200) }, owner);
  }
  const { code } = v.parse(invitation, await ask(PATHS.invitation.replace(':id', group), {}, owner));
  const tokens: string[] = [];
  for (let n = 0; n < READERS; n++) {
    const token = await guest();
    await ask(PATHS.join, { code, name: `Reader ${n}` }, token);
    tokens.push(token);
  }
  return { tokens, group, notes: NOTES };
}

async function measure(
  endpoints: readonly Endpoint[],
  database: number,
  order: Pick<LoadOrder, 'tokens' | 'group' | 'notes'>,
): Promise<Sample> {
  const pids = endpoints.map(({ child }) => child.pid ?? 0);
  const used = (): [number, number] => [pids.reduce((sum, pid) => sum + cpuOf(pid), 0), cpuOf(database)];
  const load = spawn(process.execPath, ['bench/page-load.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const before = used();
  const urls = endpoints.map((endpoint) => endpoint.url);
  load.stdin.end(JSON.stringify({ ...order, urls, seconds: SECONDS, connections: CONNECTIONS } satisfies LoadOrder));
  const outcome = JSON.parse(await text(load.stdout)) as LoadOutcome;
  const after = used();
  if (outcome.failed > 0) throw new Error(`${outcome.failed} pages were refused`);
  return {
    rate: outcome.pages / SECONDS,
    endpoints: (after[0] - before[0]) / SECONDS,
    database: (after[1] - before[1]) / SECONDS,
    load: outcome.cpu / SECONDS,
  };
}

/** Stops and continues the processes in turns, each at its own moment. */
function slowDown(endpoints: readonly Endpoint[]): () => void {
  const period = DUTY.on + DUTY.off;
  const timers = endpoints.map(({ child }, at) => {
    const run = (): void => {
      child.kill('SIGCONT');
      setTimeout(() => child.kill('SIGSTOP'), DUTY.on);
    };
    const timer: { every?: NodeJS.Timeout } = {};
    setTimeout(() => (timer.every = setInterval(run, period)), (at * period) / endpoints.length);
    return timer;
  });
  return () => {
    for (const { every } of timers) clearInterval(every);
    setTimeout(() => endpoints.map(({ child }) => child.kill('SIGCONT')), period);
  };
}

/**
 * Seconds of processor time that a process has taken since it began, and its children with it, the
 * ended ones too: PostgreSQL has one for each connection. From /proc, so on Linux only.
 */
function cpuOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const living = children === '' ? [] : children.split(' ').map(Number);
  return living.reduce((sum, child) => sum + cpuOf(child), ticksOf(pid) / TICKS_A_SECOND);
}

/** utime, stime, cutime and cstime of proc_pid_stat(5). */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is a name in brackets, with whatever in it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

function median(samples: readonly Sample[]): Sample {
  const sorted = samples.toSorted((a, b) => a.rate - b.rate);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}
