/**
 * `npm run bench -- serve`: pages of 50 notes from the endpoint, which knows who reads and asks whether they may, beside
 * bare `node:http` and `node:sqlite` that serve the same bytes. Rounds in turns, load from a third process.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { PATHS } from '../../src/protocol/sync.ts';
import { type Bar, plotBars } from '../bars.ts';
import type { Figures } from '../figures.ts';
import { median } from '../median.ts';
import type { Load, Loaded } from './load.ts';
import { classOf, guests, notes, push } from './people.ts';
import { type Program, startEndpoint, startProgram } from './program.ts';

const NOTES = 1000;
const PAGE = 50;
const ROUNDS = 11;
const ROUND_MS = 2000;
const WARM_UP_MS = 3000;
/** Each account may ask 50 times a second, and 1,000 times at once. */
const READERS = 200;
const CONNECTIONS = 8;
const GOAL = 0.85;

type Round = { perSecond: number; cpu: number; p50: number; p99: number };
type Side = { name: string; program: Program; load: Omit<Load, 'milliseconds'>; rounds: Round[] };

export async function serve(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-serve-'));
  const endpoint = await startEndpoint(folder);
  let bare: Program | null = null;
  try {
    const people = await guests(endpoint.url, READERS);
    const group = await classOf(endpoint.url, people);
    await push(endpoint.url, people[0]?.token ?? '', notes(group, NOTES));
    const tokens = people.map(({ token }) => token);
    const base = PATHS.changes.replace(':id', group);
    const paths = Array.from({ length: NOTES / PAGE }, (_, at) => `${base}?after=${at * PAGE}&limit=${PAGE}`);
    const database = join(folder, 'bare.db');
    await copyPages(endpoint.url, tokens[0] ?? '', group, database);
    bare = await startProgram('bench/server/bare.ts', { DATABASE: database });
    const sides: [Side, Side] = [
      {
        name: 'Commonplace: session, membership, limits, headers',
        program: endpoint,
        load: { url: endpoint.url, paths, tokens, connections: CONNECTIONS },
        rounds: [],
      },
      {
        name: 'bare node:http + node:sqlite, same bytes',
        program: bare,
        load: { url: bare.url, paths, tokens: [], connections: CONNECTIONS },
        rounds: [],
      },
    ];
    for (const path of paths) await sameBytes(endpoint.url, bare.url, path, tokens[0] ?? '');
    for (const side of sides) await run(side, WARM_UP_MS);
    for (let round = 0; round < ROUNDS; round++)
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) side.rounds.push(await run(side, ROUND_MS));
    return await figuresOf(sides);
  } finally {
    await Promise.all([endpoint.stop(), bare?.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same rows in a table of the bare server's own, got through the public API. */
async function copyPages(url: string, token: string, group: string, file: string): Promise<void> {
  // Custom, since a parsed object has its keys in the order of the schema.
  const row = v.custom<{ seq: number }>((value) => v.is(v.looseObject({ seq: v.number() }), value));
  const answer = v.object({ epoch: v.string(), rows: v.array(row), more: v.boolean() });
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE records (group_id TEXT, seq INTEGER, body TEXT, UNIQUE (group_id, seq));
    CREATE TABLE meta (epoch TEXT)`);
  const insert = db.prepare('INSERT INTO records VALUES (?, ?, ?)');
  for (let after = 0, more = true; more;) {
    const path = `${PATHS.changes.replace(':id', group)}?after=${after}`;
    const response = await fetch(new URL(path, url), { headers: { Authorization: `Bearer ${token}` } });
    const page = v.parse(answer, await response.json());
    for (const row of page.rows) insert.run(group, row.seq, JSON.stringify(row));
    if (after === 0) db.prepare('INSERT INTO meta VALUES (?)').run(page.epoch);
    after = page.rows.at(-1)?.seq ?? after;
    more = page.more;
  }
  db.close();
}

async function sameBytes(one: string, other: string, path: string, token: string): Promise<void> {
  const [ours, bare] = await Promise.all([
    fetch(new URL(path, one), { headers: { Authorization: `Bearer ${token}` } }).then((answer) => answer.text()),
    fetch(new URL(path, other)).then((answer) => answer.text()),
  ]);
  if (ours !== bare) throw new Error(`the two servers answer ${path} differently`);
}

async function run({ program, load }: Side, milliseconds: number): Promise<Round> {
  const argument = JSON.stringify({ ...load, milliseconds } satisfies Load);
  const before = program.cpu();
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'load.ts'), argument]);
  const loaded = JSON.parse(stdout) as Loaded;
  const cpu = ((program.cpu() - before) / loaded.answers) * 1000;
  return { perSecond: (loaded.answers / loaded.milliseconds) * 1000, cpu, p50: loaded.p50, p99: loaded.p99 };
}

async function figuresOf(sides: [Side, Side]): Promise<Figures> {
  const [ours, bare] = sides;
  const of = ({ rounds }: Side, key: keyof Round) => median(rounds.map((round) => round[key]));
  // Each round is held against its neighbour: what else runs on the machine strikes both.
  const ratios = ours.rounds.map((round, at) => round.perSecond / (bare.rounds[at]?.perSecond ?? Number.NaN));
  const cpuRatios = ours.rounds.map((round, at) => (bare.rounds[at]?.cpu ?? Number.NaN) / round.cpu);
  const figures: Figures = {};
  figures[`pages of ${PAGE} per second, ours / bare (median of ${ROUNDS} pairs)`] = median(ratios).toFixed(3);
  figures['least and greatest of the pairs'] = `${Math.min(...ratios).toFixed(3)} – ${Math.max(...ratios).toFixed(3)}`;
  figures['CPU per page, bare / ours (median of pairs)'] = median(cpuRatios).toFixed(3);
  for (const side of sides) {
    figures[`${side.name}: pages per second`] = of(side, 'perSecond').toFixed(0);
    figures[`${side.name}: CPU per page, µs`] = of(side, 'cpu').toFixed(0);
    figures[`${side.name}: p50, p99, ms`] = `${of(side, 'p50').toFixed(2)}, ${of(side, 'p99').toFixed(2)}`;
  }
  const bars = (key: 'perSecond' | 'cpu'): Bar[] =>
    sides.map((side, hue) => ({ name: side.name, value: of(side, key), hue }));
  await plotBars('docs/bench/serve.png', {
    title: `A page of ${PAGE} notes, served`,
    subtitle: `${(median(ratios) * 100).toFixed(0)} % of the limit (goal: ${GOAL * 100} %), medians of ${ROUNDS} alternating rounds of ${ROUND_MS / 1000} s, ${CONNECTIONS} connections, ${READERS} accounts`,
    panels: [
      {
        title: 'pages per second (more is better)',
        bars: bars('perSecond'),
        goal: { at: GOAL * of(bare, 'perSecond'), label: 'goal' },
      },
      { title: 'CPU of the server per page, µs (less is better)', bars: bars('cpu') },
    ],
  });
  return figures;
}
