/**
 * `npm run bench -- sync [COUNT]`: 10,000 notes of about 1 KB from one device to the endpoint and into a second device,
 * beside PouchDB and express-pouchdb that replicate the same words. Both devices are pages of the same real Chromium
 * over its IndexedDB, each in a new profile; each endpoint is a process of its own; rounds in turns. The peer's endpoint
 * keeps everything in memory and knows no accounts; ours writes to disk and checks who may do what.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Session } from '../../src/protocol/sync.ts';
import { type Bar, plotBars } from '../bars.ts';
import { type Figures, toldFigures } from '../figures.ts';
import { median } from '../median.ts';
import { startEndpoint, startProgram } from '../server/program.ts';
import type { Synced } from './device.ts';
import { pagesOfOurs, pagesOfPeer, type Times } from './in-pages.ts';

const ROUNDS = 3;
const GOALS = { push: 4, pull: 10 };

type Subject = { name: string; hue: number; run: (count: number) => Promise<Times>; rounds: Times[] };

export async function sync([count = '10000']: readonly string[]): Promise<Figures> {
  installPeer();
  const ours = subject('Commonplace: store, sync, endpoint', 0, (notes) =>
    overEndpoint((url) => pagesOfOurs(url, notes)),
  );
  const raw = subject('Commonplace: endpoint alone, raw HTTP', 2, endpointAlone);
  const peer = subject('PouchDB ↔ express-pouchdb, batches of 100 (its default)', 1, (notes) => pouch(notes, 100));
  const large = subject('PouchDB ↔ express-pouchdb, batches of 500', 3, (notes) => pouch(notes, 500));
  const subjects = [ours, peer, raw, large];
  for (let round = 0; round < ROUNDS; round++)
    for (const one of round % 2 === 0 ? subjects : subjects.toReversed()) {
      const times = await one.run(Number(count));
      one.rounds.push(times);
      console.error(`  ${one.name}: push ${times.push.toFixed(0)} ms, pull ${times.pull.toFixed(0)} ms`);
    }

  const figures = toldFigures();
  const time = ({ rounds }: Subject, way: keyof Times): number => median(rounds.map((times) => times[way]));
  for (const way of ['push', 'pull'] as const) {
    for (const rival of [peer, large])
      for (const one of [ours, raw])
        figures[`${way} of ${count}: times faster than ${rival.name}, ${one.name}`] = (
          time(rival, way) / time(one, way)
        ).toFixed(1);
    for (const one of subjects)
      figures[`${way} of ${count}, ms (median of ${ROUNDS}): ${one.name}`] = time(one, way).toFixed(0);
  }
  const bars = (way: keyof Times): Bar[] =>
    subjects.map((one) => ({ name: one.name, hue: one.hue, value: time(one, way) / 1000 }));
  const goal = (way: keyof Times) => ({ at: time(peer, way) / 1000 / GOALS[way], label: `goal (÷ ${GOALS[way]})` });
  await plotBars('docs/bench/sync.png', {
    title: `${Number(count).toLocaleString('en')} notes of about 1 KB, synced`,
    subtitle: `seconds, less is better; medians of ${ROUNDS} rounds in turns`,
    panels: [
      { title: 'push: from a device to the endpoint', bars: bars('push'), goal: goal('push') },
      { title: 'pull: from the endpoint into an empty device', bars: bars('pull'), goal: goal('pull') },
    ],
  });
  return figures;
}

function subject(name: string, hue: number, run: Subject['run']): Subject {
  return { name, hue, run, rounds: [] };
}

function endpointAlone(count: number): Promise<Times> {
  return overEndpoint(async (url) => {
    const push = await timed<Synced & { session: Session; group: string }>('raw.ts', count, [
      'push',
      url,
      String(count),
    ]);
    const pull = await timed<Synced>('raw.ts', count, ['pull', url, JSON.stringify(push.session), push.group]);
    return { push: push.milliseconds, pull: pull.milliseconds };
  });
}

async function overEndpoint(run: (url: string) => Promise<Times>): Promise<Times> {
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-sync-'));
  const endpoint = await startEndpoint(folder);
  try {
    return await run(endpoint.url);
  } finally {
    await endpoint.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function pouch(count: number, batch: number): Promise<Times> {
  const endpoint = await startProgram('bench/sync/peer/server.ts', {});
  try {
    return await pagesOfPeer(endpoint.url, count, batch);
  } finally {
    await endpoint.stop();
  }
}

/** Runs one process to its end; throws unless all notes have arrived. */
async function timed<Said extends Synced>(script: string, count: number, args: readonly string[]): Promise<Said> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, script), ...args]);
  const said = JSON.parse(stdout) as Said;
  if (said.notes !== count) throw new Error(`${script} ${args[0]}: ${said.notes} of ${count} notes have arrived`);
  return said;
}

/** The peer's packages are many, old, and no one's but this benchmark's: installed when it is first run (ADR 0023). */
function installPeer(): void {
  const folder = join(import.meta.dirname, 'peer');
  if (existsSync(join(folder, 'node_modules'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--omit=optional'], { cwd: folder, stdio: 'inherit' });
}
