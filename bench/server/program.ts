/**
 * A program under measurement as a process of its own: started, found by the line that says where it listens, and asked
 * what it takes (CPU and memory as Linux counts them). Nothing in here knows what the program is.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Program {
  readonly url: string;
  readonly child: ChildProcess;
  /** CPU time of all its threads so far, in milliseconds. */
  cpu(): number;
  /** Resident memory in MB (10^6 bytes): now, and the most it ever was. */
  memory(): { now: number; peak: number };
  stop(): Promise<void>;
}

/** Of `USER_HZ`, 100 on every Linux that Node runs on (man 5 proc, /proc/PID/stat). */
const MS_PER_TICK = 10;
/** Of `npm run serve`. */
export const SERVE_FLAGS = ['--max-semi-space-size=4'];
const SOURCES = join(import.meta.dirname, '../..');

/** Starts a script of the repository with nothing in its environment but this. */
export async function startProgram(
  script: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<Program> {
  const child = spawn(process.execPath, [...flags, join(SOURCES, script)], {
    cwd: SOURCES,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Read, so that the program never waits for us; shown only when something went wrong.
  let complaints = '';
  child.stderr.on('data', (data: Buffer) => (complaints = `${complaints}${data.toString()}`.slice(-4000)));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((found, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const said = /listening on (http:\/\/[^\s"]+)/.exec(line)?.[1];
      if (said) found(said);
    });
    child.once('exit', (code) => failed(new Error(`${script} ended before it listened (${code}): ${complaints}`)));
  });
  return {
    url,
    child,
    cpu: () => cpuOf(child.pid),
    memory: () => memoryOf(child.pid),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The endpoint as its users run it, over a new database file in the folder. */
export function startEndpoint(folder: string, env: Record<string, string> = {}): Promise<Program> {
  const database = `file:${join(folder, 'endpoint.db')}`;
  return startProgram('src/server/serve.mjs', { PORT: '0', DATABASE_URL: database, ...env }, SERVE_FLAGS);
}

function cpuOf(pid = 0): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // utime and stime; the name before them may hold spaces and brackets.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * MS_PER_TICK;
}

function memoryOf(pid = 0): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
