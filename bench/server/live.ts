/**
 * `npm run bench -- live`: 1,000 people with a live socket each, and 50 notes a second written by some of them, through
 * push and with every check. In classes of 25, as in a school, and then all in one group, where every note goes out
 * a thousand times. Time is from before the push to the moment the listener has the message.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../src/protocol/sync.ts';
import { plotBars } from '../bars.ts';
import { type Figures, toldFigures } from '../figures.ts';
import { seeded } from '../random.ts';
import type { Heard } from './listeners.ts';
import { noteFields } from './note-fields.ts';
import { classOf, createOp, guests, push } from './people.ts';
import { type Program, startEndpoint } from './program.ts';

const SOCKETS = 1000;
const PER_SECOND = 50;
const SECONDS = 20;
/** What is on its way when the last note was written may take this long. */
const REST_MS = 5000;
const SIZES = ['25', String(SOCKETS)];

type Run = Heard & { size: number; expected: number; refused: number; memory: number; cpu: number };

/** @param sizes of the groups: `npm run bench -- live 25` */
export async function live(sizes: readonly string[]): Promise<Figures> {
  const figures = toldFigures();
  const runs: Run[] = [];
  for (const size of sizes.length > 0 ? sizes : SIZES) {
    const run = await withClasses(Number(size));
    runs.push(run);
    const label = `${SOCKETS} sockets, ${PER_SECOND} notes/s, groups of ${run.size}`;
    figures[`${label}: delivered`] =
      `${run.heard} of ${run.expected} (${((100 * run.heard) / run.expected).toFixed(2)} %)`;
    figures[`${label}: p50, p99, longest, ms`] = [run.p50, run.p99, run.longest].map((ms) => ms.toFixed(1)).join(', ');
    figures[`${label}: endpoint's greatest memory, MB`] = run.memory.toFixed(0);
    figures[`${label}: endpoint's CPU, % of a core`] = run.cpu.toFixed(0);
    figures[`${label}: sockets closed, notes not taken`] = `${run.closed}, ${run.refused}`;
  }
  const bars = (value: (run: Run) => number) =>
    runs.map((run, hue) => ({
      name: `groups of ${run.size} (${run.expected / SECONDS} messages/s)`,
      value: value(run),
      hue,
    }));
  await plotBars('docs/bench/live.png', {
    title: `${SOCKETS.toLocaleString('en')} live sockets, ${PER_SECOND} notes a second`,
    subtitle: `delivered: ${runs.map((run) => `${((100 * run.heard) / run.expected).toFixed(2)} % in groups of ${run.size}`).join(', ')}`,
    panels: [
      { title: 'from push to listener, ms, p50', bars: bars((run) => run.p50) },
      { title: 'from push to listener, ms, p99', bars: bars((run) => run.p99), goal: { at: 250, label: 'goal' } },
      {
        title: "endpoint's greatest memory, MB",
        bars: bars((run) => run.memory),
        goal: { at: 250, label: 'goal' },
      },
    ],
  });
  return figures;
}

async function withClasses(size: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-live-'));
  let endpoint = await startEndpoint(folder);
  const listeners = fork(join(import.meta.dirname, 'listeners.ts'));
  try {
    const people = await guests(endpoint.url, SOCKETS);
    const classes: { group: string; members: Session[] }[] = [];
    for (let from = 0; from < SOCKETS; from += size) {
      const members = people.slice(from, from + size);
      classes.push({ group: await classOf(endpoint.url, members), members });
    }
    // A term's first day is not every day: the accounts are there when the endpoint that is measured starts.
    await endpoint.stop();
    endpoint = await startEndpoint(folder);
    const tokens = people.map(({ token }) => token);
    await ask(listeners, { ask: 'listen', url: endpoint.url, tokens });
    await ask(listeners, { ask: 'result' });
    return await write(endpoint, listeners, classes, size);
  } finally {
    listeners.kill();
    await endpoint.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** At a steady rate, whether or not the answers have come: slow answers must not slow the writers. */
async function write(
  endpoint: Program,
  listeners: ChildProcess,
  classes: readonly { group: string; members: readonly Session[] }[],
  size: number,
): Promise<Run> {
  const random = seeded('live');
  const pushes: Promise<boolean>[] = [];
  const cpu = endpoint.cpu();
  const begun = performance.now();
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    await until(begun + (n * 1000) / PER_SECOND);
    const { group, members } = classes[n % classes.length] ?? { group: '', members: [] };
    const { token = '' } = members[Math.floor(n / classes.length) % members.length] ?? {};
    const filler = noteFields(random).text;
    const text = `sent ${process.hrtime.bigint() / 1000n}. ${filler}`;
    pushes.push(
      push(endpoint.url, token, [createOp(group, noteFields(random, text))]).then(
        () => true,
        () => false,
      ),
    );
  }
  const taken = await Promise.all(pushes);
  const spent = ((endpoint.cpu() - cpu) / (performance.now() - begun)) * 100;
  await until(performance.now() + REST_MS);
  const heard = (await ask(listeners, { ask: 'result' })) as Heard;
  return {
    ...heard,
    size,
    expected: taken.length * size,
    refused: taken.filter((one) => !one).length,
    memory: endpoint.memory().peak,
    cpu: spent,
  };
}

async function ask(listeners: ChildProcess, question: object): Promise<unknown> {
  const answer = once(listeners, 'message');
  listeners.send(question);
  return (await answer)[0];
}

async function until(time: number): Promise<void> {
  const rest = time - performance.now();
  if (rest > 0) await new Promise((later) => setTimeout(later, rest));
}
