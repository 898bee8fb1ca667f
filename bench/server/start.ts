/**
 * `npm run bench -- start`: how long the endpoint takes from its spawning to a 200 of /healthz, and what memory it holds
 * idle: before anybody asked about an account, and after the first guest. Beside a bare `node:http` with `node:sqlite`,
 * started in turns: what Node itself takes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PATHS } from '../../src/protocol/sync.ts';
import { plotBars } from '../bars.ts';
import type { Figures } from '../figures.ts';
import { median } from '../median.ts';
import { guests } from './people.ts';
import { type Program, startEndpoint, startProgram } from './program.ts';

const ROUNDS = 11;
const IDLE_MS = 30_000;

export async function start(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-start-'));
  try {
    const database = join(folder, 'bare.db');
    const db = new DatabaseSync(database);
    db.exec('CREATE TABLE records (group_id TEXT, seq INTEGER, body TEXT); CREATE TABLE meta (epoch TEXT)');
    db.close();
    const bare = (): Promise<Program> => startProgram('bench/server/bare.ts', { DATABASE: database });
    const ours = (): Promise<Program> => startEndpoint(folder);
    const times: Record<'first' | 'ours' | 'bare', number[]> = { first: [await timed(ours)], ours: [], bare: [] };
    for (let round = 0; round < ROUNDS; round++) {
      times.ours.push(await timed(ours));
      times.bare.push(await timed(bare));
    }
    const limit = await bare();
    const endpoint = await ours();
    await rest();
    const memory = { bare: limit.memory().now, idle: endpoint.memory().now, used: 0 };
    await guests(endpoint.url, 1);
    await rest();
    memory.used = endpoint.memory().now;
    await Promise.all([limit.stop(), endpoint.stop()]);
    await draw(median(times.ours), median(times.bare), memory);
    return {
      'start to a 200 of /healthz, ms, new database (once)': median(times.first).toFixed(0),
      [`start to a 200 of /healthz, ms (median of ${ROUNDS})`]: median(times.ours).toFixed(0),
      'start: longest, ms': Math.max(...times.ours).toFixed(0),
      [`start of bare node:http + node:sqlite, ms (median of ${ROUNDS})`]: median(times.bare).toFixed(0),
      'start, ours / bare': (median(times.ours) / median(times.bare)).toFixed(2),
      'idle for 30 s before any account, MB': memory.idle.toFixed(0),
      'idle for 30 s after the first guest, MB': memory.used.toFixed(0),
      'bare node:http + node:sqlite idle, MB': memory.bare.toFixed(0),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(run: () => Promise<Program>): Promise<number> {
  const begun = performance.now();
  const program = await run();
  // The bare server has no such path: it answers an empty page.
  const { status } = await fetch(new URL(PATHS.health, program.url));
  const milliseconds = performance.now() - begun;
  await program.stop();
  if (status !== 200) throw new Error(`${PATHS.health} answered ${status}`);
  return milliseconds;
}

function rest(): Promise<void> {
  return new Promise((later) => setTimeout(later, IDLE_MS));
}

function draw(ours: number, bare: number, memory: { bare: number; idle: number; used: number }): Promise<void> {
  return plotBars('docs/bench/start.png', {
    title: 'One small process',
    subtitle: `medians of ${ROUNDS} starts in turns; memory after ${IDLE_MS / 1000} s of rest`,
    panels: [
      {
        title: 'from spawning to a 200 of /healthz, ms',
        bars: [
          { name: 'Commonplace', value: ours, hue: 0 },
          { name: 'bare node:http + node:sqlite', value: bare, hue: 1 },
        ],
        goal: { at: 1000, label: 'goal' },
      },
      {
        title: 'resident memory, MB',
        bars: [
          { name: 'Commonplace, before any account', value: memory.idle, hue: 0 },
          { name: 'Commonplace, after the first guest', value: memory.used, hue: 0 },
          { name: 'bare node:http + node:sqlite', value: memory.bare, hue: 1 },
        ],
        goal: { at: 120, label: 'goal' },
      },
    ],
  });
}
